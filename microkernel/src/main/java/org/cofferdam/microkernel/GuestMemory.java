package org.cofferdam.microkernel;

import org.cofferdam.microkernel.frames.FrameTable;
import org.cofferdam.microkernel.hardware.MemoryPort;
import org.cofferdam.microkernel.hardware.Rights;
import org.cofferdam.microkernel.translation.GStageTable;

/**
 * A partition's memory as others may touch it: the whole range is checked by the guest's own table, then copied once.
 */
final class GuestMemory {
    private static final Rights[] ANY = Rights.values();

    private final MemoryPort memory;
    private final GStageTable table;

    GuestMemory(MemoryPort memory, GStageTable table) {
        this.memory = memory;
        this.table = table;
    }

    /**
     * Whether every byte of a range is memory that the guest reaches with these rights. Any address and length may be
     * asked; the work grows with the pages that the answer is yes for.
     */
    boolean allows(long address, long length, Rights wanted) {
        return reaches(address, length, wanted.bits());
    }

    /** Whether every byte of a range is memory of the guest, whatever it may do there. */
    boolean holds(long address, long length) {
        return reaches(address, length, 0);
    }

    private boolean reaches(long address, long length, int bits) {
        if (address < 0 || length < 0 || address > table.limit() - length) {
            return false;
        }
        long end = Math.max(address + length, address + 1);
        for (long at = address; at < end; at = (at | FrameTable.FRAME - 1) + 1) {
            int rights = table.rights(at);
            if (rights == 0 || (bits & ~rights) != 0 || table.translate(at) == FrameTable.NONE) {
                return false;
            }
        }
        return true;
    }

    /** Copies out of a range that has been found to be allowed; the array range is checked. */
    void read(long address, byte[] into, int offset, int length) {
        for (int done = 0; done < length; ) {
            int count = toPageEnd(address + done, length - done);
            memory.read(table.translate(address + done), into, offset + done, count);
            done += count;
        }
    }

    /** Copies into a range that has been found to be allowed; the array range is checked. */
    void write(long address, byte[] from, int offset, int length) {
        for (int done = 0; done < length; ) {
            int count = toPageEnd(address + done, length - done);
            memory.write(table.translate(address + done), from, offset + done, count);
            done += count;
        }
    }

    private static int toPageEnd(long address, int most) {
        return (int) Math.min(most, FrameTable.FRAME - address % FrameTable.FRAME);
    }

    /** Whether an array holds a range; wrap-safe, and false for null. */
    static boolean holds(byte[] array, int offset, int length) {
        return array != null && offset >= 0 && length >= 0 && length <= array.length - offset;
    }

    /** The rights that some bits stand for, or null. */
    static Rights rights(long bits) {
        for (Rights rights : ANY) {
            if (rights.bits() == bits) {
                return rights;
            }
        }
        return null;
    }
}
