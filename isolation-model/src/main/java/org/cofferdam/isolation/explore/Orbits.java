package org.cofferdam.isolation.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cofferdam.isolation.language.Sort;

/**
 * Finds, of all states that are the same but for the names of elements, the one that stands for them: the least, after each
 * renaming of all sorts but one and sorting the columns of that one.
 */
final class Orbits {
    private final Packing packing;
    private final List<Renaming> renamings;
    private final List<List<Integer>> columns;
    private final long order;

    private Orbits(Packing packing, List<Renaming> renamings, List<List<Integer>> columns, long order) {
        this.packing = packing;
        this.renamings = renamings;
        this.columns = columns;
        this.order = order;
    }

    /** Every state stands for itself. */
    static Orbits trivial(GroundSystem system) {
        return new Orbits(new Packing(system.fields()), List.of(), List.of(), 1);
    }

    /** States stand for all that are the same but for names. */
    static Orbits of(GroundSystem system) {
        Symmetries symmetries = new Symmetries(system);
        Optional<Sort> sort = symmetries.columns();
        List<List<Integer>> columns = sort.map(symmetries::fieldsBy).orElse(List.of());
        Packing packing = new Packing(system.fields(), columns);
        List<Permutation> permutations = symmetries.all(sort);
        List<Renaming> renamings = new ArrayList<>();
        for (Permutation permutation : permutations.subList(1, permutations.size())) {
            renamings.add(new Renaming(permutation, system.fields(), packing));
        }
        long order = permutations.size();
        for (int i = 2; i <= columns.size(); i++) {
            order *= i;
        }
        return new Orbits(packing, renamings, columns, order);
    }

    Packing packing() {
        return packing;
    }

    /** How many renamings there are. */
    long order() {
        return order;
    }

    /** For one thread. */
    Representative representative() {
        return new Representative();
    }

    /** Replaces states by those that stand for them. */
    final class Representative {
        private final long[] best = new long[packing.words()];
        private final long[] other = new long[packing.words()];
        private final long[] sorted = new long[columns.size()];
        private final long columnMask;
        private final int[] word = new int[columns.size()];
        private final int[] shift = new int[columns.size()];

        private Representative() {
            int width = 0;
            for (int column = 0; column < columns.size(); column++) {
                width = 0;
                for (int field : columns.get(column)) {
                    if (width == 0 && packing.width(field) > 0) {
                        word[column] = packing.word(field);
                        shift[column] = packing.shift(field);
                    }
                    width += packing.width(field);
                }
            }
            columnMask = width == 0 ? 0 : -1L >>> (Long.SIZE - width);
        }

        /** Replaces a state. */
        void of(long[] state) {
            System.arraycopy(state, 0, best, 0, best.length);
            sortColumns(best);
            for (Renaming renaming : renamings) {
                renaming.apply(state, other);
                sortColumns(other);
                if (isLess(other, best)) {
                    System.arraycopy(other, 0, best, 0, best.length);
                }
            }
            System.arraycopy(best, 0, state, 0, best.length);
        }

        private void sortColumns(long[] state) {
            if (columnMask == 0) {
                return;
            }
            boolean moved = false;
            for (int i = 0; i < sorted.length; i++) {
                long column = (state[word[i]] >>> shift[i]) & columnMask;
                int j = i;
                for (; j > 0 && Long.compareUnsigned(sorted[j - 1], column) > 0; j--) {
                    sorted[j] = sorted[j - 1];
                    moved = true;
                }
                sorted[j] = column;
            }
            if (moved) {
                for (int i = 0; i < sorted.length; i++) {
                    state[word[i]] = (state[word[i]] & ~(columnMask << shift[i])) | (sorted[i] << shift[i]);
                }
            }
        }

        private static boolean isLess(long[] one, long[] other) {
            for (int i = 0; i < one.length; i++) {
                if (one[i] != other[i]) {
                    return Long.compareUnsigned(one[i], other[i]) < 0;
                }
            }
            return false;
        }
    }
}
