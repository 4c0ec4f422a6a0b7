package org.cofferdam.platform.oracle;

/**
 * One entry of a G-stage table as the walkers of harts and IOMMU read it (Privileged Architecture, "Virtual Address Translation
 * Process" and "Two-Stage Address Translation"), written down anew: nothing here comes from the core, which writes them, or the
 * machine, which reads them.
 */
final class Pte {
    /** What a guest may do by a mapping. */
    static final int READ = 1;

    static final int WRITE = 2;
    static final int EXECUTE = 4;

    /** Bytes of a page, and the logarithm of that. */
    static final int PAGE_SHIFT = 12;

    static final long PAGE = 1 << PAGE_SHIFT;

    /** Entries of a table. */
    static final int ENTRIES = 512;

    private static final int INDEX_BITS = 9;
    private static final long V = 1;
    private static final long R = 1 << 1;
    private static final long W = 1 << 2;
    private static final long X = 1 << 3;
    private static final long U = 1 << 4;
    private static final long A = 1 << 6;
    private static final long D = 1 << 7;
    /** Svnapot, Svpbmt and what is reserved: the core has no use for any of it. */
    private static final long HIGH = 0x3FFL << 54;

    private static final long NUMBER = (1L << 44) - 1;

    private Pte() {}

    /** Bytes that an entry of a level covers; tables of level 0 hold pages of 4 KiB. */
    static long span(int level) {
        return PAGE << (INDEX_BITS * level);
    }

    /** Whether the walk goes on in another table. */
    static boolean isPointer(long entry) {
        return (entry & (V | R | W | X)) == V && (entry & HIGH) == 0;
    }

    /** What a guest may do by this entry; 0 if it is no leaf, or one that faults. */
    static int rights(long entry, int level) {
        boolean usable = (entry & V) != 0 && (entry & U) != 0 && (entry & A) != 0 && target(entry) % span(level) == 0;
        boolean sound = usable && (entry & HIGH) == 0 && ((entry & W) == 0 || (entry & R) != 0);
        if (!sound) {
            return 0;
        }
        return ((entry & R) != 0 ? READ : 0)
                | ((entry & W) != 0 && (entry & D) != 0 ? WRITE : 0)
                | ((entry & X) != 0 ? EXECUTE : 0);
    }

    /** Whether this says something that is beyond this reader: then nothing can be said of what is behind it. */
    static boolean isStrange(long entry) {
        return (entry & V) != 0 && (entry & HIGH) != 0;
    }

    /** The physical address that an entry points to. */
    static long target(long entry) {
        return (entry >>> 10 & NUMBER) << PAGE_SHIFT;
    }

    /** Rights as text: {@code rwx}, with dashes. */
    static String text(int rights) {
        return ((rights & READ) != 0 ? "r" : "-")
                + ((rights & WRITE) != 0 ? "w" : "-")
                + ((rights & EXECUTE) != 0 ? "x" : "-");
    }
}
