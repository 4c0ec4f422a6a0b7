package org.cofferdam.properties.stateful;

import java.util.Arrays;
import org.cofferdam.machine.device.Storage;

/** The machine's disk: a few sectors in memory, each full of its own number. */
final class SmallDisk implements Storage {
    static final int SECTOR = 512;
    private static final int SECTORS = 8;

    private final byte[] bytes = new byte[SECTORS * SECTOR];

    SmallDisk() {
        for (int sector = 0; sector < SECTORS; sector++) {
            Arrays.fill(bytes, sector * SECTOR, (sector + 1) * SECTOR, (byte) (0xD0 + sector));
        }
    }

    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public boolean readOnly() {
        return false;
    }

    @Override
    public void read(long position, byte[] into, int offset, int length) {
        System.arraycopy(bytes, (int) position, into, offset, length);
    }

    @Override
    public void write(long position, byte[] from, int offset, int length) {
        System.arraycopy(from, offset, bytes, (int) position, length);
    }

    @Override
    public void flush() {}
}
