package org.cofferdam.properties.differential.tables;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Tables full of surprises: a few pages that point to each other, so that most walks get deep, with entries wrong in every way that one bit can
 * be, large pages that are not aligned, ranges that are none, pages where no memory is. Addresses are drawn from the few indices that are filled.
 * Bits 60 to 54 are zero, as QEMU 7.2 does not look at them.
 */
final class RandomTables {
    /** Pages of tables, of which each four in a row are a root as well. */
    private static final int TABLES = 24;
    private static final int ROOTS = 6;
    private static final int PAGE = 0x1000;
    private static final long AREA = Questionnaire.BASE + 0xA0_0000;
    private static final long DATA = Questionnaire.BASE + 0xC0_0000;
    private static final int DATA_PAGES = 64;
    /** No machine has memory or devices so high. */
    private static final long NOWHERE = 1L << 50;

    private static final long[] INDICES = {0, 1, 2, 3, 255, 256, 511};
    private static final long[] ROOT_INDICES = {0, 1, 2, 3, 511, 512, 1023, 2047};
    private static final long RIGHTS = 0b1110;
    private static final long USUAL = 0xDF;

    private final Random random;
    private final ByteBuffer memory;

    RandomTables(Random random, ByteBuffer memory) {
        this.random = random;
        this.memory = memory;
        for (int table = 0; table < TABLES; table++) {
            for (long index : INDICES) {
                store(AREA + table * PAGE + index * 8, entry());
            }
        }
        for (int root = 0; root < ROOTS; root++) {
            for (long index : ROOT_INDICES) {
                store(AREA + root * 4 * PAGE + index * 8, entry());
            }
        }
        for (int word = 0; word < DATA_PAGES * PAGE; word += 8) {
            store(DATA + word, DATA + word);
        }
    }

    private void store(long address, long value) {
        memory.putLong((int) (address - Questionnaire.BASE), value);
    }

    private long entry() {
        long flags = random.nextInt(100) < 45 ? 1 : USUAL;
        if (random.nextInt(6) == 0) {
            flags &= ~0xC0; // neither accessed nor dirty
        }
        for (int change = random.nextInt(3); change > 1; change--) {
            flags ^= 1L << random.nextInt(8);
        }
        long target =
                switch (random.nextInt(12)) {
                    case 0 -> NOWHERE | random.nextLong() & 0xFFFF_FFFF_F000L;
                    case 1, 2, 3 -> DATA + random.nextInt(DATA_PAGES) * PAGE;
                    case 4 -> Questionnaire.BASE & -(1L << 12 + 9 * random.nextInt(3));
                    case 5 -> DATA & -(1L << 12 + 9 * random.nextInt(2));
                    default -> AREA + random.nextInt(TABLES) * PAGE;
                };
        if ((flags & RIGHTS) == 0 && (target < AREA || target >= AREA + TABLES * PAGE)) {
            // Of tables outside memory QEMU makes a guest-page fault, not an access fault; and code is no table.
            target = AREA + random.nextInt(TABLES) * PAGE;
        }
        long high = random.nextInt(15) == 0 ? (1L + random.nextInt(2)) << 61 : 0;
        if (random.nextInt(8) == 0) {
            high |= 1L << 63;
            target = random.nextInt(4) == 0 ? target : target & ~0xF000L | 0x8000;
            flags |= (flags & RIGHTS) == 0 ? 1 << 1 : 0;
        }
        return target >>> 2 | flags | high;
    }

    Question question() {
        long mode = 8 + random.nextInt(3);
        long root = AREA + random.nextInt(ROOTS) * 4 * PAGE;
        long hgatp = mode << 60 | (1L + random.nextInt(3)) << 44 | root >>> 12;
        int levels = (int) mode - 5;
        long address = random.nextInt(PAGE) & -8;
        for (int level = 0; level < levels - 1; level++) {
            address |= INDICES[random.nextInt(INDICES.length)] << 12 + 9 * level;
        }
        address |= ROOT_INDICES[random.nextInt(ROOT_INDICES.length)] << 12 + 9 * (levels - 1);
        if (random.nextInt(16) == 0) {
            address = random.nextLong() & -8;
        }
        return new Question(hgatp, address, random.nextBoolean() ? Question.Kind.LOAD : Question.Kind.STORE);
    }

    /** How many entries a walk has changed. */
    static int marked(byte[] before, byte[] after) {
        int marked = 0;
        for (int at = 0; at < TABLES * PAGE; at += 8) {
            marked += entry(before, at) == entry(after, at) ? 0 : 1;
        }
        return marked;
    }

    /** Entries that a walk on the hart under test has left otherwise than one on QEMU's, but for what is known. */
    static List<String> differences(byte[] own, byte[] qemu) {
        List<String> differences = new ArrayList<>();
        for (int at = 0; at < TABLES * PAGE; at += 8) {
            if (!QemuWalk.isSameEntry(entry(own, at), entry(qemu, at))) {
                differences.add("0x%x: 0x%x and 0x%x".formatted(AREA + at, entry(own, at), entry(qemu, at)));
            }
        }
        return differences;
    }

    private static long entry(byte[] memory, int at) {
        return ByteBuffer.wrap(memory)
                .order(ByteOrder.LITTLE_ENDIAN)
                .getLong((int) (AREA - Questionnaire.BASE) + at);
    }
}
