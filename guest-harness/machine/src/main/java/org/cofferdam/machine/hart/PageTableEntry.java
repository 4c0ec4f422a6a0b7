package org.cofferdam.machine.hart;

/** The bits of a page-table entry of Sv39 and Sv48 (privileged ISA, "Sv39"), and what they permit. */
final class PageTableEntry {

    static final int V = 1;
    static final int R = 2;
    static final int W = 4;
    static final int X = 8;
    static final int U = 16;
    static final int G = 32;
    static final int A = 64;
    static final int D = 128;

    /** Flags of a stage that is Bare: all is permitted; such entries are not checked for U. */
    static final int BARE = V | R | W | X | U | A | D;

    static final int FLAGS = 0xff;

    private static final long PAGE_NUMBER = (1L << 44) - 1;

    /** Bits 63 to 54: N, PBMT and reserved ones, which must be zero while Svnapot and Svpbmt are not there. */
    private static final long RESERVED = 0x3ffL << 54;

    private PageTableEntry() {}

    /** Whether the walk ends here with a page fault: not valid, or a pattern that is reserved. */
    static boolean malformed(long entry) {
        boolean writeOnly = (entry & (R | W)) == W;
        boolean flaggedPointer = pointer(entry) && (entry & (A | D | U)) != 0;
        return (entry & V) == 0 || (entry & RESERVED) != 0 || writeOnly || flaggedPointer;
    }

    /** Whether a valid entry points to the next level's table. */
    static boolean pointer(long entry) {
        return (entry & (R | W | X)) == 0;
    }

    /** Physical address of the table or page. */
    static long address(long entry) {
        return (entry >>> 10 & PAGE_NUMBER) << 12;
    }

    /**
     * Whether a leaf's R, W, X, A and D permit an access. Svade: A, and D for stores, must be set already.
     *
     * @param executableReadable MXR applies
     */
    static boolean permits(int flags, Access access, boolean executableReadable) {
        if ((flags & A) == 0) {
            return false;
        }
        return switch (access) {
            case LOAD, BLOCK_MANAGEMENT -> (flags & R) != 0 || (executableReadable && (flags & X) != 0);
            case LOAD_EXECUTABLE, FETCH -> (flags & X) != 0;
            case STORE -> (flags & (W | D)) == (W | D);
        };
    }
}
