package org.cofferdam.machine.state;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Collects the values of a state, big-endian, without names or types: the reader knows them. */
public final class StateWriter {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    public StateWriter() {}

    public void flag(boolean value) {
        bytes.write(value ? 1 : 0);
    }

    public void word(int value) {
        bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(0, value).array());
    }

    public void number(long value) {
        bytes.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(0, value).array());
    }

    /** Bytes, their count not among them. */
    public void raw(byte[] values) {
        bytes.writeBytes(values);
    }

    /** All values, as many as there are. */
    public void flags(boolean[] values) {
        for (boolean value : values) {
            flag(value);
        }
    }

    /** All values, as many as there are. */
    public void words(int[] values) {
        for (int value : values) {
            word(value);
        }
    }

    /** All values, as many as there are. */
    public void numbers(long[] values) {
        for (long value : values) {
            number(value);
        }
    }

    /** What has been written so far. */
    public byte[] toByteArray() {
        return bytes.toByteArray();
    }
}
