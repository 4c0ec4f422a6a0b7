package org.cofferdam.machine.hart;

/** The control and status registers by number. */
public final class Csrs {

    private final long[] values = new long[4096];

    Csrs(Hart hart) {
        values[0xf14] = hart.id;
    }

    /** Reads a register without privilege checks; what does not exist reads zero. */
    public long read(int number) {
        return values[number];
    }

    /** Writes a register without privilege checks, but with its WARL behaviour. */
    public void write(int number, long value) {
        values[number] = value;
    }
}
