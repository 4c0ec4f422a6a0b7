package org.cofferdam.isolation.explore;

import java.util.BitSet;
import java.util.List;

/**
 * Where the fields of a state are in its 64-bit words. A field is a number: the place of its value among those that occur. It has
 * as many bits as that takes, none if one value occurs. Fields come in blocks, which do not cross from one word to the next.
 */
final class Packing {
    private final Fields fields;
    private final int[] word;
    private final int[] shift;
    private final int[] width;
    private int bits;

    /** Each field a block of its own. */
    Packing(Fields fields) {
        this(fields, List.of());
    }

    /**
     * The blocks, then the other fields one by one.
     *
     * @throws IllegalArgumentException if a block has more than 64 bits
     */
    Packing(Fields fields, List<List<Integer>> blocks) {
        this.fields = fields;
        int count = fields.inState();
        word = new int[count];
        shift = new int[count];
        width = new int[count];
        boolean[] placed = new boolean[count];
        for (List<Integer> block : blocks) {
            place(block);
            block.forEach(field -> placed[field] = true);
        }
        for (int field = 0; field < count; field++) {
            if (!placed[field]) {
                place(List.of(field));
            }
        }
    }

    private void place(List<Integer> block) {
        int size = 0;
        for (int field : block) {
            int values = fields.values(field).cardinality();
            width[field] = values <= 1 ? 0 : Integer.SIZE - Integer.numberOfLeadingZeros(values - 1);
            size += width[field];
        }
        if (size > Long.SIZE) {
            throw new IllegalArgumentException("a block of " + size + " bits does not fit a word");
        }
        if (bits % Long.SIZE + size > Long.SIZE) {
            bits += Long.SIZE - bits % Long.SIZE;
        }
        for (int field : block) {
            // A field without bits is nowhere, and reads as word 0.
            word[field] = width[field] == 0 ? 0 : bits / Long.SIZE;
            shift[field] = width[field] == 0 ? 0 : bits % Long.SIZE;
            bits += width[field];
        }
    }

    /** Words of a state, one at least. */
    int words() {
        return Math.max(1, (bits + Long.SIZE - 1) / Long.SIZE);
    }

    /** Bits of a state. */
    int bits() {
        return bits;
    }

    int word(int field) {
        return word[field];
    }

    int shift(int field) {
        return shift[field];
    }

    /** Bits of a field. */
    int width(int field) {
        return width[field];
    }

    /** The bits of a field in its word. */
    long mask(int field) {
        return width[field] == 0 ? 0 : (-1L >>> (Long.SIZE - width[field])) << shift[field];
    }

    /** The bits that say that a field has a value, which is one that occurs. */
    long bits(int field, int value) {
        BitSet values = fields.values(field);
        if (!values.get(value)) {
            throw new IllegalArgumentException(fields.entry(field) + " is never " + value);
        }
        long code = values.get(0, value).cardinality();
        return width[field] == 0 ? 0 : code << shift[field];
    }

    /** The value that bits of a field, shifted down, stand for. */
    int valueOfCode(int field, int code) {
        BitSet values = fields.values(field);
        int value = values.nextSetBit(0);
        for (int i = 0; i < code; i++) {
            value = values.nextSetBit(value + 1);
        }
        return value;
    }

    /** The value of a field in a state. */
    int value(int field, long[] state) {
        return valueOfCode(field, (int) ((state[word[field]] & mask(field)) >>> shift[field]));
    }

    /** Sets a field of a state. */
    void set(int field, int value, long[] state) {
        state[word[field]] = (state[word[field]] & ~mask(field)) | bits(field, value);
    }
}
