package org.cofferdam.properties.tworuns;

import org.cofferdam.microkernel.MemoryRegion;

/** Where things are in a generated guest's memory: guest-physical addresses, in bytes. */
final class Layout {
    static final long RAM = MemoryRegion.DEFAULT_BASE;
    static final long RAM_SIZE = 0x1_0000;

    /** Offsets of code from the start of RAM. */
    static final int HANDLER = 0x400;

    static final int BODY = 0x1000;
    static final int BODY_END = 0x6000;

    /** The root of a Sv39 table that maps the first four GiB to themselves, and the one with the hole. */
    static final int TABLE = 0x7000;

    /** What each virtual hart writes down about itself; a page each, for at most {@link #MOST_HARTS}. */
    static final int LOGS = 0x8000;

    static final int LOG_SIZE = 0x1000;
    static final int MOST_HARTS = 3;

    /** Offsets in a log: a digest of all that was ever noted, the place in the ring, rounds of the program, saved registers. */
    static final int DIGEST = 0;

    static final int PLACE = 8;
    static final int ROUNDS = 16;
    static final int SAVED = 0x100;
    /** The last things noted, 8 bytes each. */
    static final int RING = 0x200;

    static final int RING_MASK = 0x3f8;

    /** Pages to compute in, to grant, and to receive into. */
    static final int SCRATCH = 0xB000;

    static final int SCRATCH_PAGES = 5;

    /** A second region that some partitions have. */
    static final long SECOND = 0x9000_0000L;

    static final long SECOND_SIZE = 0x4000;

    /** The device window. */
    static final long DEVICE = 0x1000_0000L;

    static final long DEVICE_SIZE = 0x1000;

    /** Where guests accept grants. */
    static final long HOLE = 0x20_0000_0000L;

    /** Where shared regions are. */
    static final long SHARED = 0x1_0000_0000L;

    private Layout() {}

    static long scratch(int page) {
        return RAM + SCRATCH + page * 0x1000L;
    }
}
