package org.cofferdam.machine.hart;

import java.util.Random;
import org.cofferdam.machine.memory.PhysicalMemory;

/**
 * Page tables full of surprises in a megabyte of RAM: a few table pages that point to each other, so that most walks get
 * deep, and entries wrong in every way that one bit can be. Addresses are drawn from the few indices that are filled.
 */
public final class RandomTables {

    public static final long BASE = 0x8000_0000L;
    public static final long SIZE = 0x10_0000;

    private static final int TABLES = 12;
    private static final long GUEST_TABLES = BASE + 0x1_0000;
    private static final long[] INDICES = {0, 1, 2, 3, 255, 256, 511};
    private static final long[] ROOT_INDICES = {0, 1, 2, 3, 511, 512, 1023, 2047};

    private final Random random;
    private final PhysicalMemory memory;

    public RandomTables(long seed, PhysicalMemory memory) {
        this.random = new Random(seed);
        this.memory = memory;
    }

    long satp() {
        return root(BASE);
    }

    /** Half of the guests have tables that the second stage leaves where they are. */
    public long vsatp() {
        return root(BASE + random.nextInt(4) * 0x1000L);
    }

    public long hgatp() {
        return root(GUEST_TABLES);
    }

    private long root(long table) {
        int mode = new int[] {8, 8, 9, 9, 10, 10, 0}[random.nextInt(7)];
        return (long) mode << 60 | (long) (1 + random.nextInt(3)) << 44 | table >>> 12;
    }

    /** Half of the time without any of it. */
    NaiveTranslation.Environment environment() {
        boolean plain = random.nextBoolean();
        boolean updates = !plain && random.nextBoolean();
        boolean types = !plain && random.nextBoolean();
        return new NaiveTranslation.Environment(
                updates, types, updates && random.nextInt(4) != 0, types && random.nextBoolean());
    }

    /** Fills the tables of both stages. */
    public void fill() {
        for (int table = 0; table < TABLES; table++) {
            for (long index : INDICES) {
                memory.storeDouble(BASE + table * 0x1000L + index * 8, entry(BASE, 0));
                memory.storeDouble(GUEST_TABLES + table * 0x1000L + index * 8, entry(GUEST_TABLES, 16));
            }
        }
        for (long index : ROOT_INDICES) {
            memory.storeDouble(GUEST_TABLES + index * 8, entry(GUEST_TABLES + 0x4000, 16));
        }
        if (random.nextBoolean()) {
            // The guest finds its own tables: an identity of the gigabyte that RAM is in, sometimes not for writing.
            long flags = new int[] {0xdf, 0xdf, 0xdb, 0x5b, 0x1f}[random.nextInt(5)];
            memory.storeDouble(GUEST_TABLES + 2 * 8, BASE >>> 2 | flags);
        }
    }

    private long entry(long tables, int usual) {
        long flags = 0xcf | usual; // D A X W R V
        if (random.nextInt(100) < 45) {
            flags = 1;
        }
        if (random.nextInt(6) == 0) {
            flags &= ~0xc0; // neither accessed nor dirty
        }
        if (random.nextInt(4) == 0) {
            flags ^= 1L << random.nextInt(8);
        }
        if (random.nextInt(4) == 0) {
            flags ^= 1L << (1 + random.nextInt(7));
        }
        long target =
                switch (random.nextInt(12)) {
                    case 0 -> random.nextLong() & 0x00ff_ffff_ffff_f000L;
                    case 1 -> BASE + 0x8_0000 + random.nextInt(8) * 0x1000L;
                    case 2, 3 -> BASE & -(1L << (12 + 9 * random.nextInt(4)));
                    default -> tables + random.nextInt(TABLES) * 0x1000L;
                };
        long high = random.nextInt(40) == 0 ? 1L << (54 + random.nextInt(10)) : 0;
        if (random.nextInt(15) == 0) {
            high |= (1L + random.nextInt(3)) << 61;
        }
        if (random.nextInt(8) == 0) {
            high |= 1L << 63;
            target = random.nextInt(4) == 0 ? target : (target & ~0xf000L) | 0x8000;
        }
        return target >>> 2 | flags | high;
    }

    public long address() {
        long address = random.nextInt(0x1000);
        for (int level = 0; level < 5; level++) {
            address |= INDICES[random.nextInt(INDICES.length)] << (12 + 9 * level);
        }
        return switch (random.nextInt(8)) {
            case 0 -> (address & 0x1_ffff_ffffL) | BASE; // where a guest without a first stage finds RAM
            case 1 -> random.nextLong();
            case 2 -> address & ~(0xffffL << 39);
            case 3 -> address << 25 >> 25;
            case 4 -> ROOT_INDICES[random.nextInt(ROOT_INDICES.length)] << 30 | (address & 0x3fff_ffff);
            case 5 -> ROOT_INDICES[random.nextInt(ROOT_INDICES.length)] << 48 | (address & 0xffff_ffff_ffffL);
            case 6 -> address << 7 >> 7;
            default -> address << 16 >> 16;
        };
    }

    private static NaiveTranslation.Kind kind(int number) {
        return switch (number) {
            case 0 -> NaiveTranslation.Kind.LOAD;
            case 1 -> NaiveTranslation.Kind.STORE;
            case 2 -> NaiveTranslation.Kind.FETCH;
            default -> NaiveTranslation.Kind.EXECUTABLE_LOAD;
        };
    }

    NaiveTranslation.Question question() {
        boolean virtualized = random.nextInt(4) != 0;
        return new NaiveTranslation.Question(
                virtualized,
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextInt(3) == 0,
                virtualized && random.nextInt(3) == 0,
                kind(random.nextInt(virtualized ? 4 : 3)),
                address());
    }
}
