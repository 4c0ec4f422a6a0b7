package org.cofferdam.manager.console;

import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** The last bytes that went to a console, to be shown when somebody turns to it. */
final class Recent {
    private static final int CAPACITY = 2048;

    private final byte[] ring = new byte[CAPACITY];
    private long written;

    void add(int octet) {
        ring[(int) (written++ % CAPACITY)] = (byte) octet;
    }

    /** The bytes, 0 to 255 each, oldest first. */
    IntStream bytes() {
        return LongStream.range(Math.max(0, written - CAPACITY), written)
                .mapToInt(at -> ring[(int) (at % CAPACITY)] & 0xff);
    }
}
