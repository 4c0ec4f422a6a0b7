package org.cofferdam.machine.hart;

/**
 * The common layout of {@code satp}, {@code vsatp} and {@code hgatp}, and of an IOMMU's {@code iosatp} and {@code iohgatp}: a mode, an
 * address-space number, a root table.
 */
public final class TranslationRoot {

    public static final int BARE = 0;
    static final int SV39 = 8;
    static final int SV48 = 9;
    static final int SV57 = 10;

    private static final int MODE_SHIFT = 60;
    private static final int SPACE_SHIFT = 44;
    private static final long PAGE_NUMBER = (1L << 44) - 1;
    private static final long MODE = 0xfL << MODE_SHIFT;
    private static final int VMID_BITS = 0x3fff;

    private TranslationRoot() {}

    /** {@code satp}: a write of an unsupported mode has no effect at all. */
    static long legalSatp(long old, long wanted) {
        return supported(mode(wanted)) ? wanted : old;
    }

    /** {@code vsatp}: as {@code satp} for the guest; under its own name, as in Spike, only the mode stays as it was. */
    static long legalVsatp(long old, long wanted, boolean virtualized) {
        return supported(mode(wanted)) || virtualized ? legalSatp(old, wanted) : (wanted & ~MODE) | (old & MODE);
    }

    /** {@code hgatp}: as many bits of VMID as there are, a root of 16 KiB; an unsupported mode leaves only the mode as it was. */
    static long legalHgatp(long old, long wanted, int vmidBits) {
        long mode = supported(mode(wanted)) ? wanted & MODE : old & MODE;
        return mode | ((((1L << vmidBits) - 1) << SPACE_SHIFT) & wanted) | (PAGE_NUMBER & wanted & ~3L);
    }

    /** How to translate: {@link #BARE}, or 8 and more for Sv39 and wider. */
    public static int mode(long root) {
        return (int) (root >>> MODE_SHIFT);
    }

    /** ASID, 16 bits. */
    public static int asid(long root) {
        return (int) (root >>> SPACE_SHIFT) & 0xffff;
    }

    /** VMID, 14 bits. */
    static int vmid(long root) {
        return (int) (root >>> SPACE_SHIFT) & VMID_BITS;
    }

    /** Physical address of the root table. */
    public static long table(long root) {
        return (root & PAGE_NUMBER) << 12;
    }

    /** Levels of a mode's tables; 0 for Bare. */
    public static int levels(int mode) {
        return mode == BARE ? 0 : mode - SV39 + 3;
    }

    /** Whether a mode is Bare, or one of the three whose tables can be walked. */
    public static boolean supported(int mode) {
        return mode == BARE || (mode >= SV39 && mode <= SV57);
    }
}
