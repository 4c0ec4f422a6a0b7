package org.cofferdam.platform;

import java.util.BitSet;
import org.cofferdam.machine.memory.PhysicalMemory;

/**
 * Which frames of RAM a guest can get at, read from the G-stage tables as the hart's walker reads them (Privileged
 * Architecture, "Guest-Page Table Formats"), without asking the core that wrote them. Frames are numbered from the
 * start of RAM.
 */
public final class Reach {
    private static final long PAGE = PhysicalMemory.PAGE;
    private static final long VALID = 1;
    private static final long RIGHTS = 0b1110;
    private static final long FRAME_NUMBER = (1L << 44) - 1;
    private static final int ROOT_PAGES = 4;
    private static final int SV39X4 = 8;
    private static final int SV48X4 = 9;

    private final PhysicalMemory ram;
    private final BitSet memory = new BitSet();
    private final BitSet tables = new BitSet();
    private boolean beyondRam;
    private boolean aliased;

    private Reach(PhysicalMemory ram) {
        this.ram = ram;
    }

    /** Follows the tables that {@code hgatp} selects; without translation everything is in reach. */
    static Reach of(PhysicalMemory ram, long hgatp) {
        Reach reach = new Reach(ram);
        int mode = (int) (hgatp >>> 60);
        if (mode != SV39X4 && mode != SV48X4) {
            reach.beyondRam = true;
            return reach;
        }
        long root = (hgatp & FRAME_NUMBER) * PAGE;
        int level = mode == SV39X4 ? 2 : 3;
        for (int page = 0; page < ROOT_PAGES; page++) {
            reach.follow(root + page * PAGE, level);
        }
        return reach;
    }

    /** Frames that a leaf maps, whatever its rights. */
    public BitSet memory() {
        return memory;
    }

    /** Frames that hold the tables themselves. */
    public BitSet tables() {
        return tables;
    }

    /** Whether something outside RAM is mapped, or the tables lie there. */
    public boolean beyondRam() {
        return beyondRam;
    }

    /** Whether a frame is mapped at two addresses, or used as two tables. */
    public boolean aliased() {
        return aliased;
    }

    private void follow(long table, int level) {
        if (!mark(tables, table, PAGE)) {
            return;
        }
        for (long entry = table; entry < table + PAGE; entry += Long.BYTES) {
            long value = ram.loadDouble(entry);
            long target = (value >>> 10 & FRAME_NUMBER) * PAGE;
            if ((value & VALID) == 0) {
                continue;
            }
            if ((value & RIGHTS) != 0) {
                mark(memory, target, PAGE << (9 * level));
            } else if (level > 0) {
                follow(target, level - 1);
            }
        }
    }

    private boolean mark(BitSet frames, long address, long length) {
        if (!ram.contains(address, length)) {
            beyondRam = true;
            return false;
        }
        int first = (int) ((address - ram.base()) / PAGE);
        int end = first + (int) (length / PAGE);
        int taken = frames.nextSetBit(first);
        aliased |= taken >= 0 && taken < end;
        frames.set(first, end);
        return true;
    }
}
