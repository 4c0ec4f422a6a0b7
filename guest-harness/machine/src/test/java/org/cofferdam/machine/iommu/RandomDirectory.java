package org.cofferdam.machine.iommu;

import java.util.Random;
import org.cofferdam.machine.hart.RandomTables;
import org.cofferdam.machine.memory.PhysicalMemory;

/** A device directory full of surprises, whose contexts lead into {@link RandomTables}. */
final class RandomDirectory {
    private static final long ROOT = RandomTables.BASE + 0x4_0000;
    private static final int PAGES = 6;
    private static final int[] DEVICES = {0, 1, 0x7f, 0x80, 0x81, 0xff80, 0xffff, 0x1_0000, 0x1_0081, 0xff_ffff};

    private final Random random;
    private final PhysicalMemory memory;
    private final RandomTables tables;

    RandomDirectory(long seed, PhysicalMemory memory) {
        random = new Random(seed);
        this.memory = memory;
        tables = new RandomTables(seed, memory);
    }

    /** Fills tables and directory; returns {@code ddtp}. */
    long fill() {
        tables.fill();
        for (int page = 0; page < PAGES; page++) {
            for (int device : DEVICES) {
                boolean pointers = page < 3;
                if (pointers) {
                    pointer(ROOT + page * 0x1000L + (device >>> 7 & 0x1ff) * 8L, page);
                    pointer(ROOT + page * 0x1000L + (device >>> 16) * 8L, page);
                } else {
                    context(ROOT + page * 0x1000L + (device & 0x7f) * 32L);
                }
            }
        }
        int mode = new int[] {0, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 4}[random.nextInt(12)];
        long root = mode == 2 ? ROOT + 0x3000 : ROOT;
        return root >>> 2 | mode;
    }

    private void pointer(long at, int page) {
        long next = page == 0 && random.nextBoolean() ? 1 + random.nextInt(2) : 3 + random.nextInt(3);
        long entry = (ROOT + next * 0x1000) >>> 2 | 1;
        memory.storeDouble(at, random.nextInt(6) == 0 ? entry ^ 1L << random.nextInt(64) : entry);
    }

    private void context(long at) {
        long control = 1 | (random.nextInt(8) == 0 ? 1 << 4 : 0) | (random.nextInt(20) == 0 ? 1 << 5 : 0);
        long space = 0xffffL << 44;
        long[] fields = {
            control,
            (tables.hgatp() & ~space) | (long) random.nextInt(0x1_0000) << 44,
            (long) random.nextInt(0x10_0000) << 12,
            tables.vsatp() & ~space
        };
        if (random.nextInt(6) == 0) {
            fields[random.nextInt(4)] ^= 1L << random.nextInt(64);
        }
        for (int i = 0; i < 4; i++) {
            memory.storeDouble(at + 8L * i, fields[i]);
        }
    }

    int device() {
        return DEVICES[random.nextInt(DEVICES.length)];
    }

    boolean write() {
        return random.nextBoolean();
    }

    long address() {
        return tables.address();
    }
}
