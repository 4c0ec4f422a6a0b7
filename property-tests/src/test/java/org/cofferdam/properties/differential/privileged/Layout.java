package org.cofferdam.properties.differential.privileged;

/**
 * Where things are: physical addresses of the image, offsets in a program's block, and the virtual addresses at which
 * its page tables show them. All are bytes.
 */
final class Layout {

    /** Where all machines have RAM. */
    static final long BASE = 0x8000_0000L;

    private static final int FEWEST_MEMORY_BYTES = 16 << 20;

    /** QEMU writes a device tree 2 MiB below the end of RAM. */
    private static final int DEVICE_TREE_BYTES = 2 << 20;

    /** The word that Spike watches for the end. */
    static final long TO_HOST = BASE + 0x7000;

    /** Where the monitor keeps which program comes next; the addresses of their blocks follow. */
    static final long CURSOR = BASE + 0x8000;

    static final int PAGE = 0x1000;

    static final long BLOCKS = BASE + 0x10_0000;
    static final int BLOCK_BYTES = 48 * PAGE;

    /** Pages in a block. */
    static final int CODE = 0;

    static final int STATE = PAGE;
    static final int LOG = 2 * PAGE;
    static final int DATA = 4 * PAGE;
    static final int DATA_PAGES = 4;
    /** Two pages of returns, which wild jumps land in. */
    static final int LANDING = 8 * PAGE;

    static final int LANDING_PAGES = 2;
    static final int HOST_TABLES = 16 * PAGE;
    static final int GUEST_TABLES = 24 * PAGE;
    static final int TABLE_PAGES = 8;
    /** Its root is 16 KiB. */
    static final int SECOND_STAGE_TABLES = 32 * PAGE;

    /** Offsets in the code page: a handler each for HS- and VS-mode (a call of the monitor and a return), the program. */
    static final int HOST_HANDLER = 0;

    static final int GUEST_HANDLER = 8;
    static final int PROGRAM = 16;

    /** The code page is shown to supervisors at its own address, and to users so much higher. */
    static final long USER_CODE = 0x2000_0000L;

    /** Four pages, each of any data page. */
    static final long WINDOW = 0xa0f0_0000L;

    static final long LANDING_WINDOW = 0xa0f1_0000L;
    /** A naturally aligned range (Svnapot) of the block's first 64 KiB. */
    static final long RANGE_WINDOW = 0xa0f2_0000L;

    static final long UNMAPPED = 0xa0f8_0000L;
    /** Of the 2 MiB that the block is in. */
    static final long LARGE_WINDOW = 0xa100_0000L;

    /** Of the 1 GiB that RAM is in. */
    static final long HUGE_WINDOW = 0xc000_0000L;

    /** No machine has anything there. */
    static final long HOLE = 0x8800_0000L;

    /** Guest-physical: four pages, each of any data page; and the 2 MiB that the block is in. */
    static final long GUEST_WINDOW = 0x9020_0000L;

    static final long GUEST_LARGE_WINDOW = 0x9000_0000L;
    static final long GUEST_UNMAPPED = 0x9040_0000L;

    static final long LARGE_PAGE = 2 << 20;

    private Layout() {}

    /** The RAM that programs in so many slots need, a whole number of MiB. */
    static int memoryBytes(int slots) {
        int used = (int) (block(slots) - BASE) + DEVICE_TREE_BYTES;
        return Math.max(FEWEST_MEMORY_BYTES, (used + (1 << 20) - 1) & -(1 << 20));
    }

    static long block(int slot) {
        return BLOCKS + (long) slot * BLOCK_BYTES;
    }
}
