package org.cofferdam.platform.oracle;

import java.util.Arrays;
import java.util.BitSet;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the tables of one partition map: for each frame of RAM how often, and how often with each right. Frames are numbered from
 * the start of RAM.
 */
final class Mappings {
    /** Four counters of 16 bits: mappings, and those that may read, write, execute. */
    private static final int LANE = 16;

    private final long base;
    private final long[] counts;
    private final SortedMap<Long, Integer> elsewhere = new TreeMap<>();
    private final BitSet touched;

    /**
     * @param base    physical address of RAM
     * @param frames  frames of RAM
     * @param touched is told of frames whose mappings change
     */
    Mappings(long base, int frames, BitSet touched) {
        this.base = base;
        this.counts = new long[frames];
        this.touched = touched;
    }

    /**
     * A leaf has come or gone.
     *
     * @param sign   1 or -1
     * @param target physical address of the first byte
     * @param length bytes, whole pages
     */
    void change(int sign, long target, long length, int rights) {
        long change = sign * lanes(rights);
        long first = (target - base) >> Pte.PAGE_SHIFT;
        long pages = length >> Pte.PAGE_SHIFT;
        if (first < 0 || first + pages > counts.length) {
            for (long page = 0; page < pages; page++) {
                elsewhere.merge(target + page * Pte.PAGE, sign, Mappings::sum);
            }
            return;
        }
        for (int frame = (int) first; frame < first + pages; frame++) {
            counts[frame] += change;
        }
        touched.set((int) first, (int) (first + pages));
    }

    private static Integer sum(int one, int other) {
        return one + other == 0 ? null : one + other;
    }

    private static long lanes(int rights) {
        return 1 | lane(rights, Pte.READ, 1) | lane(rights, Pte.WRITE, 2) | lane(rights, Pte.EXECUTE, 3);
    }

    private static long lane(int rights, int right, int lane) {
        return (rights & right) != 0 ? 1L << (lane * LANE) : 0;
    }

    private static boolean counts(long counts, int lane) {
        return (counts >>> (lane * LANE) & 0xFFFF) != 0;
    }

    /** What the partition may do with a frame by any of its mappings; 0 if there is none. */
    int rights(int frame) {
        long count = counts[frame];
        if (count == 0) {
            return 0;
        }
        return (counts(count, 1) ? Pte.READ : 0)
                | (counts(count, 2) ? Pte.WRITE : 0)
                | (counts(count, 3) ? Pte.EXECUTE : 0);
    }

    /** Pages that are mapped and are no RAM: registers of devices. */
    SortedMap<Long, Integer> elsewhere() {
        return elsewhere;
    }

    /** Whether both say the same of every frame. */
    boolean agrees(Mappings other) {
        return Arrays.equals(counts, other.counts) && elsewhere.equals(other.elsewhere);
    }
}
