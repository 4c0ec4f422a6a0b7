package org.cofferdam.properties.differential.privileged;

import java.util.Map;
import java.util.TreeMap;

/** One radix tree, as the words that it puts into memory. */
final class TranslationTable {

    static final long V = 1;
    static final long R = 2;
    static final long W = 4;
    static final long X = 8;
    static final long U = 16;
    static final long A = 64;
    static final long D = 128;

    private static final int ROOT_OF_SECOND_STAGE = 2;

    private final int levels;
    private final long root;
    private final boolean secondStage;
    private final Map<Long, Long> words = new TreeMap<>();
    private long free;

    /**
     * A tree without leaves.
     *
     * @param levels 3, 4 or 5: Sv39, Sv48, Sv57 or their variants for the second stage
     * @param root physical address, behind which the other tables are put
     */
    TranslationTable(int levels, long root, boolean secondStage) {
        this.levels = levels;
        this.root = root;
        this.secondStage = secondStage;
        free = root + (secondStage ? 4L : 1L) * Layout.PAGE;
    }

    /** {@code satp}, {@code vsatp} or {@code hgatp} with this tree and an address-space number of 0. */
    long register() {
        return ((long) (levels + 5) << 60) | (root >>> 12);
    }

    Map<Long, Long> words() {
        return words;
    }

    /** Makes the entry for an address at a level, 0 for 4 KiB, and says where it is. */
    long map(long address, int level, long entry) {
        long table = root;
        for (int at = levels - 1; at > level; at--) {
            long place = place(table, address, at);
            Long pointer = words.get(place);
            if (pointer == null) {
                pointer = pointer(free);
                free += Layout.PAGE;
                if (free > root + (Layout.TABLE_PAGES + (secondStage ? 4L : 0)) * Layout.PAGE) {
                    throw new IllegalStateException("too many tables");
                }
                words.put(place, pointer);
            }
            table = (pointer >>> 10) << 12;
        }
        long place = place(table, address, level);
        words.put(place, entry);
        return place;
    }

    private long place(long table, long address, int level) {
        int bits = secondStage && level == levels - 1 ? 9 + ROOT_OF_SECOND_STAGE : 9;
        long index = (address >>> (12 + 9 * level)) & ((1L << bits) - 1);
        return table + 8 * index;
    }

    private static long pointer(long table) {
        return (table >>> 2) | V;
    }

    /** A leaf. */
    static long leaf(long physical, long flags) {
        return ((physical >>> 12) << 10) | flags;
    }
}
