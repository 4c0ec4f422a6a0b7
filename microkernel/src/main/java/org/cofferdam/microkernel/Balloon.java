package org.cofferdam.microkernel;

import org.cofferdam.microkernel.frames.FrameTable;

/** Pages of a partition's regions that its monitor gives back for a while. */
final class Balloon {
    private static final int MOST_PAGES = 512;
    private static final long PAGE = FrameTable.FRAME;

    private Balloon() {}

    static Status inflate(FrameTable frames, Partition partition, long address, int pages) {
        if (address % PAGE != 0 || pages < 1 || pages > MOST_PAGES) {
            return Status.INVALID_ARGUMENT;
        }
        if (region(partition, address, pages) == null || !partition.memory.holds(address, pages * PAGE)) {
            return Status.OUTSIDE_MEMORY;
        }
        long[] given = new long[pages];
        for (int i = 0; i < pages; i++) {
            given[i] = partition.space.table.translate(address + i * PAGE);
            if (frames.at(given[i]) != partition.account.memory()) {
                return Status.OUTSIDE_MEMORY;
            }
        }
        if (partition.space.table.tablesMissing(address, pages * PAGE) > partition.account.room()) {
            return Status.OVER_QUOTA;
        }
        for (int i = 0; i < pages; i++) {
            partition.space.table.unmap(address + i * PAGE);
        }
        partition.space.forget(address, pages * PAGE);
        for (long frame : given) {
            frames.release(frame);
        }
        return Status.OK;
    }

    static Status deflate(Partition partition, long address, int pages) {
        if (address % PAGE != 0 || pages < 1 || pages > MOST_PAGES) {
            return Status.INVALID_ARGUMENT;
        }
        MemoryRegion region = region(partition, address, pages);
        if (region == null || !partition.isVacant(address, pages * PAGE)) {
            return Status.OUTSIDE_MEMORY;
        }
        if (pages + partition.space.table.tablesMissing(address, pages * PAGE) > partition.account.room()) {
            return Status.OVER_QUOTA;
        }
        partition.space.table.populate(address, pages * PAGE, region.rights());
        return Status.OK;
    }

    /** The region that all of the pages lie in, or null. */
    private static MemoryRegion region(Partition partition, long address, int pages) {
        for (MemoryRegion region : partition.spec.memory()) {
            long offset = address - region.base();
            if (offset >= 0 && offset < region.size() && pages * PAGE <= region.size() - offset) {
                return region;
            }
        }
        return null;
    }
}
