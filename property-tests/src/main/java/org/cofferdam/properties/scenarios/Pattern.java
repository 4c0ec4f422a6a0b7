package org.cofferdam.properties.scenarios;

import java.util.Arrays;
import org.cofferdam.machine.device.Storage;

/** A disk whose every byte is the same, whatever is written to it. */
record Pattern(byte value) implements Storage {
    /** Eight bytes of it. */
    long word() {
        return (value & 0xFFL) * 0x0101_0101_0101_0101L;
    }

    @Override
    public long size() {
        return 1 << 20;
    }

    @Override
    public boolean readOnly() {
        return false;
    }

    @Override
    public void read(long position, byte[] into, int offset, int length) {
        Arrays.fill(into, offset, offset + length, value);
    }

    @Override
    public void write(long position, byte[] from, int offset, int length) {}

    @Override
    public void flush() {}
}
