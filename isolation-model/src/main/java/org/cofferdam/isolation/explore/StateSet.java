package org.cofferdam.isolation.explore;

import java.util.Arrays;

/**
 * States in the order in which they were found, and whether a state is among them. A state is as many 32-bit parts as its bits
 * need; an open hash table of the states' numbers finds them. Many threads may ask while none adds.
 */
final class StateSet {
    private static final int SHELF_BITS = 16;
    private static final int SHELF_STATES = 1 << SHELF_BITS;
    private static final double FULLEST = 0.75;

    private final int words;
    private final int parts;
    private int[][] shelves = new int[16][];
    private int size;

    /** One more than a state's number; 0 where there is none. */
    private int[] slots = new int[1 << 12];

    StateSet(Packing packing) {
        words = packing.words();
        parts = Math.max(1, (packing.bits() + Integer.SIZE - 1) / Integer.SIZE);
    }

    int size() {
        return size;
    }

    /** What the states and the table take. */
    long bytes() {
        return (long) shelvesUsed() * SHELF_STATES * parts * Integer.BYTES + (long) slots.length * Integer.BYTES;
    }

    private int shelvesUsed() {
        return (size + SHELF_STATES - 1) >>> SHELF_BITS;
    }

    /** Reads a state. */
    void get(int number, long[] state) {
        int[] shelf = shelves[number >>> SHELF_BITS];
        int at = (number & (SHELF_STATES - 1)) * parts;
        Arrays.fill(state, 0);
        for (int part = 0; part < parts; part++) {
            state[part >>> 1] |= (shelf[at + part] & 0xffff_ffffL) << ((part & 1) * Integer.SIZE);
        }
    }

    boolean contains(long[] state, int offset) {
        return slots[slot(state, offset)] != 0;
    }

    /** Adds the state at an offset of an array; false if it was there. */
    boolean add(long[] state, int offset) {
        int slot = slot(state, offset);
        if (slots[slot] != 0) {
            return false;
        }
        if (size == Integer.MAX_VALUE - 1) {
            throw new IllegalStateException("more than " + size + " states: explore a smaller world");
        }
        append(state, offset);
        slots[slot] = size;
        if (size > slots.length * FULLEST) {
            grow();
        }
        return true;
    }

    private void append(long[] state, int offset) {
        int number = size >>> SHELF_BITS;
        if (number == shelves.length) {
            shelves = Arrays.copyOf(shelves, 2 * number);
        }
        if (shelves[number] == null) {
            shelves[number] = new int[SHELF_STATES * parts];
        }
        int at = (size & (SHELF_STATES - 1)) * parts;
        for (int part = 0; part < parts; part++) {
            shelves[number][at + part] = part(state, offset, part);
        }
        size++;
    }

    private static int part(long[] state, int offset, int part) {
        return (int) (state[offset + (part >>> 1)] >>> ((part & 1) * Integer.SIZE));
    }

    /** Where a state is in the table, or would be. */
    private int slot(long[] state, int offset) {
        int mask = slots.length - 1;
        int slot = hash(state, offset) & mask;
        while (slots[slot] != 0 && !isAt(slots[slot] - 1, state, offset)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private boolean isAt(int number, long[] state, int offset) {
        int[] shelf = shelves[number >>> SHELF_BITS];
        int at = (number & (SHELF_STATES - 1)) * parts;
        for (int part = 0; part < parts; part++) {
            if (shelf[at + part] != part(state, offset, part)) {
                return false;
            }
        }
        return true;
    }

    private int hash(long[] state, int offset) {
        long hash = 0;
        for (int word = 0; word < words; word++) {
            // The finaliser of SplitMix64: every bit of the state reaches every bit of the hash.
            hash = (hash ^ state[offset + word]) + 0x9e37_79b9_7f4a_7c15L;
            hash = (hash ^ (hash >>> 30)) * 0xbf58_476d_1ce4_e5b9L;
            hash = (hash ^ (hash >>> 27)) * 0x94d0_49bb_1331_11ebL;
            hash ^= hash >>> 31;
        }
        return (int) hash;
    }

    private void grow() {
        if (slots.length == 1 << 30) {
            return;
        }
        slots = new int[2 * slots.length];
        long[] state = new long[words];
        for (int number = 0; number < size; number++) {
            get(number, state);
            slots[slot(state, 0)] = number + 1;
        }
    }
}
