package org.cofferdam.microkernel;

import java.util.List;
import org.cofferdam.microkernel.frames.FrameTable;
import org.cofferdam.microkernel.hardware.MemoryPort;
import org.cofferdam.microkernel.hardware.Rights;
import org.cofferdam.microkernel.translation.GStageTable;

/** A partition's memory as others may touch it: the whole range is checked, then copied once. */
final class GuestMemory {
    private final MemoryPort memory;
    private final GStageTable table;
    private final List<MemoryRegion> regions;

    GuestMemory(MemoryPort memory, GStageTable table, List<MemoryRegion> regions) {
        this.memory = memory;
        this.table = table;
        this.regions = regions;
    }

    /** The rights of the region that all of the range lies in, or null; any address and length may be asked. */
    Rights rights(long address, long length) {
        for (MemoryRegion region : regions) {
            long offset = address - region.base();
            if (offset >= 0 && offset < region.size() && length >= 0 && length <= region.size() - offset) {
                return region.rights();
            }
        }
        return null;
    }

    /** Whether all of the range lies in one region with these rights. */
    boolean allows(long address, long length, Rights wanted) {
        Rights rights = rights(address, length);
        return rights != null && rights.include(wanted);
    }

    /** Copies out of a range that {@link #rights} knows; the array range is checked. */
    void read(long address, byte[] into, int offset, int length) {
        for (int done = 0; done < length; ) {
            int count = toPageEnd(address + done, length - done);
            memory.read(physical(address + done), into, offset + done, count);
            done += count;
        }
    }

    /** Copies into a range that {@link #rights} knows; the array range is checked. */
    void write(long address, byte[] from, int offset, int length) {
        for (int done = 0; done < length; ) {
            int count = toPageEnd(address + done, length - done);
            memory.write(physical(address + done), from, offset + done, count);
            done += count;
        }
    }

    private long physical(long address) {
        long physical = table.translate(address);
        if (physical == FrameTable.NONE) {
            throw new IllegalStateException("a memory region has a page that is not mapped");
        }
        return physical;
    }

    private static int toPageEnd(long address, int most) {
        return (int) Math.min(most, FrameTable.FRAME - address % FrameTable.FRAME);
    }

    /** Whether an array holds a range; wrap-safe, and false for null. */
    static boolean holds(byte[] array, int offset, int length) {
        return array != null && offset >= 0 && length >= 0 && length <= array.length - offset;
    }
}
