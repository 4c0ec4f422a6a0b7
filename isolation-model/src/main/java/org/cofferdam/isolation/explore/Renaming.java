package org.cofferdam.isolation.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A permutation of elements, made into tables: for a few fields at a time, what their bits become and where. */
final class Renaming {
    /** Bits that one table takes: few enough for all tables to stay in a processor's cache. */
    private static final int TABLE_BITS = 8;

    private final List<Table> tables = new ArrayList<>();
    private final int words;

    /** Fields next to each other in a word. */
    private static final class Table {
        private final int word;
        private final int shift;
        private final int mask;

        /** By the bits of the fields, the words of the renamed state. */
        private final long[] images;

        Table(int word, int shift, int width, int words) {
            this.word = word;
            this.shift = shift;
            mask = (1 << width) - 1;
            images = new long[words << width];
        }
    }

    Renaming(Permutation permutation, Fields fields, Packing packing) {
        words = packing.words();
        List<Integer> order = new ArrayList<>();
        for (int field = 0; field < fields.inState(); field++) {
            if (packing.width(field) > 0) {
                order.add(field);
            }
        }
        order.sort((one, other) -> Integer.compare(place(one, packing), place(other, packing)));
        int from = 0;
        while (from < order.size()) {
            int first = order.get(from);
            int to = from;
            int width = 0;
            while (to < order.size()
                    && packing.word(order.get(to)) == packing.word(first)
                    && (to == from || width + packing.width(order.get(to)) <= TABLE_BITS)) {
                width += packing.width(order.get(to));
                to++;
            }
            Table table = new Table(packing.word(first), packing.shift(first), width, words);
            fill(table, order.subList(from, to), permutation, fields, packing);
            tables.add(table);
            from = to;
        }
    }

    private static int place(int field, Packing packing) {
        return packing.word(field) * Long.SIZE + packing.shift(field);
    }

    private void fill(Table table, List<Integer> group, Permutation permutation, Fields fields, Packing packing) {
        long[] image = new long[words];
        for (int code = 0; code <= table.mask; code++) {
            Arrays.fill(image, 0);
            for (int field : group) {
                int to = fields.of(
                        fields.entry(field).symbol(),
                        permutation.of(fields.entry(field)).tuple());
                int bits = (code >>> (packing.shift(field) - table.shift)) & ((1 << packing.width(field)) - 1);
                if (bits < fields.values(field).cardinality()) {
                    int value = packing.valueOfCode(field, bits);
                    image[packing.word(to)] |= packing.bits(to, permutation.ofValue(fields.entry(field), value));
                }
            }
            System.arraycopy(image, 0, table.images, code * words, words);
        }
    }

    /** Writes the renamed state. */
    void apply(long[] state, long[] renamed) {
        Arrays.fill(renamed, 0);
        for (Table table : tables) {
            int at = ((int) (state[table.word] >>> table.shift) & table.mask) * words;
            for (int word = 0; word < words; word++) {
                renamed[word] |= table.images[at + word];
            }
        }
    }
}
