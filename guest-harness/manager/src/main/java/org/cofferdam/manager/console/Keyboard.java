package org.cofferdam.manager.console;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.ArrayBlockingQueue;

/**
 * What a person types, or a script pipes in: read by a thread of its own, taken by the thread that runs the machine.
 */
public final class Keyboard {
    private static final int LONGEST_QUEUE = 1 << 16;

    private final ArrayBlockingQueue<Integer> typed = new ArrayBlockingQueue<>(LONGEST_QUEUE);
    private final InputStream in;

    private Keyboard(InputStream in) {
        this.in = in;
    }

    /** Starts to read. */
    public static Keyboard start(InputStream in) {
        Keyboard keyboard = new Keyboard(in);
        Thread.ofPlatform().daemon().name("keyboard").start(keyboard::read);
        return keyboard;
    }

    /** The next byte, or -1 if none waits. */
    int take() {
        Integer octet = typed.poll();
        return octet == null ? -1 : octet;
    }

    private void read() {
        try {
            for (int octet = in.read(); octet >= 0; octet = in.read()) {
                typed.put(octet);
            }
        } catch (IOException | InterruptedException _) {
            // Nothing more will be typed: the same as the end of the input.
        }
    }
}
