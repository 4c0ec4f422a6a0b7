package org.cofferdam.manager.console;

import java.io.PrintStream;

/** The last bytes that went to a console, to be shown when somebody turns to it. */
final class Recent {
    private static final int CAPACITY = 2048;

    private final byte[] ring = new byte[CAPACITY];
    private long written;

    void add(int octet) {
        ring[(int) (written++ % CAPACITY)] = (byte) octet;
    }

    void print(PrintStream out) {
        for (long at = Math.max(0, written - CAPACITY); at < written; at++) {
            out.write(ring[(int) (at % CAPACITY)]);
        }
    }
}
