package org.cofferdam.microkernel.translation;

import org.cofferdam.microkernel.frames.Account;
import org.cofferdam.microkernel.frames.FrameTable;
import org.cofferdam.microkernel.hardware.MemoryPort;
import org.cofferdam.microkernel.hardware.Rights;

/**
 * One partition's Sv39x4 table in physical memory (Privileged Architecture, "Guest-Page Table Formats"): a root of 16 KiB
 * with 2,048 entries of 1 GiB, under it tables of 512 entries of 2 MiB, under those of 4 KiB.
 */
public final class GStageTable {
    /** Guest-physical addresses end here. */
    public static final long LIMIT = 1L << 41;
    /** Frames of the root. */
    public static final int ROOT_FRAMES = 4;
    /** Bytes of a large page. */
    public static final long LARGE = 1L << 21;

    private static final long SV39X4 = 8L << 60;
    private static final long VALID = 1;
    private static final long RIGHTS = 0b1110;
    private static final int RIGHTS_SHIFT = 1;
    // G-stage accesses count as user accesses; A and D are set beforehand because the hart does not update them
    // (Svade).
    private static final long LEAF = VALID | 1 << 4 | 1 << 6 | 1 << 7;

    private final MemoryPort memory;
    private final FrameTable frames;
    private final Account account;
    private final long root;

    private GStageTable(MemoryPort memory, FrameTable frames, Account account, long root) {
        this.memory = memory;
        this.frames = frames;
        this.account = account;
        this.root = root;
    }

    /** Takes the root's frames and makes a table without mappings, or gives null if there is no such run of frames. */
    public static GStageTable make(MemoryPort memory, FrameTable frames, Account account) {
        long root = frames.take(account.table(), ROOT_FRAMES);
        return root == FrameTable.NONE ? null : new GStageTable(memory, frames, account, root);
    }

    /** The value of hgatp that selects this table. */
    public long hgatp(int vmid) {
        return SV39X4 | (long) vmid << Vmids.SHIFT | root >>> 12;
    }

    /**
     * Takes frames for a range that has no mapping yet, and maps them: 2 MiB pages where alignment and free memory allow,
     * 4 KiB pages elsewhere. The range is page-aligned and ends at {@link #LIMIT} at most.
     *
     * @return false if frames ran out; some pages are mapped then
     */
    public boolean populate(long base, long size, Rights rights) {
        long end = base + size;
        for (long address = base; address < end; ) {
            long run = address % LARGE == 0 && end - address >= LARGE
                    ? frames.take(account.memory(), FrameTable.BLOCK)
                    : FrameTable.NONE;
            boolean large = run != FrameTable.NONE;
            long frame = large ? run : frames.take(account.memory(), 1);
            if (frame == FrameTable.NONE || !map(address, frame, rights, large)) {
                return false;
            }
            address += large ? LARGE : FrameTable.FRAME;
        }
        return true;
    }

    private boolean map(long address, long frame, Rights rights, boolean large) {
        long table = root;
        int level = 2;
        while (level > (large ? 1 : 0)) {
            table = below(entry(table, address, level));
            if (table == FrameTable.NONE) {
                return false;
            }
            level--;
        }
        memory.store(entry(table, address, level), frame >>> 12 << 10 | (long) rights.bits() << RIGHTS_SHIFT | LEAF);
        return true;
    }

    /** The table that a non-leaf entry points to, made if the entry is empty. */
    private long below(long entry) {
        long value = memory.load(entry);
        if (value != 0) {
            return value >>> 10 << 12;
        }
        long table = frames.take(account.table(), 1);
        if (table != FrameTable.NONE) {
            memory.store(entry, table >>> 12 << 10 | VALID);
        }
        return table;
    }

    /**
     * The machine-physical address behind a guest-physical one, valid to the end of its 4 KiB page.
     *
     * @return {@link FrameTable#NONE} if nothing is mapped there, or a frame that is not the partition's memory
     */
    public long translate(long address) {
        if (address < 0 || address >= LIMIT) {
            return FrameTable.NONE;
        }
        long table = root;
        for (int level = 2; level >= 0; level--) {
            long value = memory.load(entry(table, address, level));
            if ((value & VALID) == 0) {
                return FrameTable.NONE;
            }
            if ((value & RIGHTS) != 0) {
                long physical = (value >>> 10 << 12) + address % (1L << shift(level));
                return frames.at(physical) == account.memory() ? physical : FrameTable.NONE;
            }
            table = value >>> 10 << 12;
        }
        return FrameTable.NONE;
    }

    /** Unmaps everything by emptying the root. Harts must be fenced before any frame is given away. */
    public void clear() {
        memory.zero(root, ROOT_FRAMES * FrameTable.FRAME);
    }

    private static long entry(long table, long address, int level) {
        long indexMask = level == 2 ? 0x7FF : 0x1FF;
        return table + (address >>> shift(level) & indexMask) * 8;
    }

    private static int shift(int level) {
        return 12 + 9 * level;
    }
}
