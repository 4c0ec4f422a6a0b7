package org.cofferdam.machine.hart;

/** The bits of a page-table entry of Sv39, Sv48 and Sv57 (privileged ISA, "Sv39", "Svnapot", "Svpbmt"), and what they permit. */
public final class PageTableEntry {

    public static final int V = 1;
    public static final int R = 2;
    public static final int W = 4;
    public static final int X = 8;
    public static final int U = 16;
    public static final int G = 32;
    public static final int A = 64;
    public static final int D = 128;

    /** Flags of a stage that is Bare: all is permitted; such entries are not checked for U. */
    public static final int BARE = V | R | W | X | U | A | D;

    public static final int FLAGS = 0xff;

    private static final long PAGE_NUMBER = (1L << 44) - 1;

    /** The one contiguous range that N may stand for, in bytes; its pages are cached one by one. */
    private static final long RANGE = 0x1_0000;

    private static final long N = 1L << 63;
    private static final long MEMORY_TYPE = 3L << 61;
    private static final long RESERVED = 0x7fL << 54;

    private PageTableEntry() {}

    /**
     * Whether the walk ends here with a page fault: not valid, or a pattern that is reserved.
     *
     * @param level of the table, 0 for the last
     * @param memoryTypes whether Svpbmt is on for this stage; the types themselves make no difference here
     */
    public static boolean malformed(long entry, int level, boolean memoryTypes) {
        long type = entry & MEMORY_TYPE;
        boolean writeOnly = (entry & (R | W)) == W;
        boolean flaggedPointer = pointer(entry) && (entry & (A | D | U | N | MEMORY_TYPE)) != 0;
        boolean unknownType = type != 0 && (!memoryTypes || type == MEMORY_TYPE);
        boolean unknownRange = (entry & N) != 0 && (level > 0 || (address(entry) >>> 12 & 15) != 8);
        return (entry & V) == 0
                || (entry & RESERVED) != 0
                || writeOnly
                || flaggedPointer
                || unknownType
                || unknownRange;
    }

    /** Whether a valid entry points to the next level's table. */
    public static boolean pointer(long entry) {
        return (entry & (R | W | X)) == 0;
    }

    /**
     * The address that an address turns into.
     *
     * @param shift logarithm of the size of the table's pages
     */
    public static long translate(long leaf, long address, int shift) {
        long inside = ((leaf & N) != 0 ? RANGE : 1L << shift) - 1;
        return (address(leaf) & ~inside) | (address & inside);
    }

    /** Physical address of the table, or of the page where a leaf's N is clear. */
    public static long address(long entry) {
        return (entry >>> 10 & PAGE_NUMBER) << 12;
    }

    /**
     * Whether a leaf's R, W and X permit an access.
     *
     * @param executableReadable MXR applies
     */
    public static boolean permits(int flags, Access access, boolean executableReadable) {
        return switch (access) {
            case LOAD, BLOCK_MANAGEMENT -> (flags & R) != 0 || (executableReadable && (flags & X) != 0);
            case LOAD_EXECUTABLE, FETCH -> (flags & X) != 0;
            case INSPECTION -> true;
            case STORE -> (flags & W) != 0;
        };
    }

    /** What an access leaves in a leaf, or with Svade must find there: A, and D if it stores. */
    public static int marks(Access access) {
        return switch (access) {
            case INSPECTION -> 0;
            case STORE -> A | D;
            default -> A;
        };
    }

    /** Whether a leaf bears the marks of such an access already. */
    public static boolean marked(int flags, Access access) {
        return (flags & marks(access)) == marks(access);
    }
}
