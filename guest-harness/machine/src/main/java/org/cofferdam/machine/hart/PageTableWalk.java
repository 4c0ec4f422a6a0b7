package org.cofferdam.machine.hart;

/** The way from a root table to a leaf, the same in every stage of a hart's or an IOMMU's translation (privileged ISA, "Sv39"). */
public final class PageTableWalk {

    /** The width in bits of the address that a table without extra root bits translates is 12 and this for each level. */
    private static final int INDEX_BITS = 9;

    private static final int PAGE_SHIFT = 12;

    private PageTableWalk() {}

    /** By how many bits the root's index is wider in a second stage, whose root has four pages. */
    public static final int SECOND_STAGE_BITS = 2;

    /**
     * Reads an entry of a table.
     *
     * @param <X> what it throws if the entry cannot be read
     */
    @FunctionalInterface
    public interface Tables<X extends Exception> {
        /** The eight bytes at an address, which is aligned; the table's own addresses may be subject to translation. */
        long entry(long address) throws X;
    }

    /**
     * Where a walk ended.
     *
     * @param entry the page-table entry
     * @param at the address that it was read from
     * @param shift logarithm of the size of its page in bytes
     */
    public record Leaf(long entry, long at, int shift) {}

    /** Whether a first stage of so many levels translates an address: its unused bits repeat the highest one in use. */
    public static boolean canonical(long address, int levels) {
        int unused = Long.SIZE - width(levels);
        return (address << unused) >> unused == address;
    }

    /** Whether a second stage of so many levels translates an address: its unused bits are zero. */
    public static boolean inSecondStage(long address, int levels) {
        return address >>> (width(levels) + SECOND_STAGE_BITS) == 0;
    }

    private static int width(int levels) {
        return PAGE_SHIFT + INDEX_BITS * levels;
    }

    /**
     * Follows pointers to a leaf.
     *
     * @param root address of the root table
     * @param extraBits by how many bits the root's index is wider than nine
     * @param memoryTypes whether entries may name a memory type
     * @return null if an entry is not valid or has a pattern that is reserved, if a page is not aligned, or if there is no leaf
     */
    public static <X extends Exception> Leaf find(
            long root, int levels, int extraBits, boolean memoryTypes, long address, Tables<X> tables) throws X {
        long table = root;
        for (int level = levels - 1; level >= 0; level--) {
            int shift = PAGE_SHIFT + INDEX_BITS * level;
            int bits = level == levels - 1 ? INDEX_BITS + extraBits : INDEX_BITS;
            long at = table + ((address >>> shift) & ((1L << bits) - 1)) * Long.BYTES;
            long entry = tables.entry(at);
            if (PageTableEntry.malformed(entry, level, memoryTypes)) {
                return null;
            }
            if (!PageTableEntry.pointer(entry)) {
                boolean aligned = (PageTableEntry.address(entry) & ((1L << shift) - 1)) == 0;
                return aligned ? new Leaf(entry, at, shift) : null;
            }
            table = PageTableEntry.address(entry);
        }
        return null;
    }
}
