package org.cofferdam.microkernel.hardware;

/** The formats of a guest-page table (Privileged Architecture, "Hypervisor Guest Address Translation and Protection"). */
public enum GStageMode {
    SV39X4(3),
    SV48X4(4),
    SV57X4(5);

    private final int levels;

    GStageMode(int levels) {
        this.levels = levels;
    }

    /** The value of hgatp.MODE, and of iohgatp.MODE. */
    public int number() {
        return levels + 5;
    }

    /** How many tables a walk reads at most. */
    public int levels() {
        return levels;
    }

    /** Guest-physical addresses end here: the root has two bits of index more than the other tables. */
    public long limit() {
        return 1L << (12 + 9 * levels + 2);
    }

    /**
     * The most frames that tables beside the root need to map a range, whatever the sizes of its pages.
     *
     * @param base first address
     * @param size bytes
     */
    public long tables(long base, long size) {
        long frames = 0;
        for (int shift = 21; size > 0 && shift < 12 + 9 * levels; shift += 9) {
            frames += ((base + size - 1) >>> shift) - (base >>> shift) + 1;
        }
        return frames;
    }
}
