package org.cofferdam.microkernel.translation;

import org.cofferdam.microkernel.frames.Account;
import org.cofferdam.microkernel.frames.FrameTable;
import org.cofferdam.microkernel.hardware.GStageMode;
import org.cofferdam.microkernel.hardware.MemoryPort;
import org.cofferdam.microkernel.hardware.Rights;

/**
 * One partition's guest-page table in physical memory (Privileged Architecture, "Guest-Page Table Formats"): a root of
 * 16 KiB with 2,048 entries, under it tables of 512 entries. Leaves are pages of 4 KiB, 2 MiB or 1 GiB. An entry that is
 * valid never changes into another valid one: it is emptied, forgotten by all who could remember it, then written.
 */
public final class GStageTable {
    /** Frames of the root. */
    public static final int ROOT_FRAMES = 4;

    private static final int VMID_SHIFT = 44;
    private static final int LARGEST_LEAF = 2;
    private static final long VALID = 1;
    private static final long RIGHTS = 0b1110;
    private static final int RIGHTS_SHIFT = 1;
    // G-stage accesses count as user accesses; A and D are set beforehand because the hart does not update them
    // (Svade).
    private static final long LEAF = VALID | 1 << 4 | 1 << 6 | 1 << 7;

    private final GStageMode mode;
    private final MemoryPort memory;
    private final FrameTable frames;
    private final Account account;
    private final Shootdown shootdown;
    private final long root;

    /** An entry: where it lies, at which level (0 has 4 KiB pages), and what it holds. */
    private record Entry(long at, int level, long value) {
        boolean isTable() {
            return (value & (VALID | RIGHTS)) == VALID;
        }

        boolean isLeaf() {
            return (value & VALID) != 0 && (value & RIGHTS) != 0;
        }

        long target() {
            return value >>> 10 << 12;
        }
    }

    private GStageTable(
            GStageMode mode, MemoryPort memory, FrameTable frames, Account account, Shootdown shootdown, long root) {
        this.mode = mode;
        this.memory = memory;
        this.frames = frames;
        this.account = account;
        this.shootdown = shootdown;
        this.root = root;
    }

    /** Takes the root's frames and makes a table without mappings, or gives null if there is no such run of frames. */
    public static GStageTable make(
            GStageMode mode, MemoryPort memory, FrameTable frames, Account account, Shootdown shootdown) {
        long root = frames.take(account.table(), ROOT_FRAMES);
        return root == FrameTable.NONE ? null : new GStageTable(mode, memory, frames, account, shootdown, root);
    }

    /** The value of hgatp that selects this table; with a GSCID in the VMID's place, that of iohgatp. */
    public long hgatp(int vmid) {
        return (long) mode.number() << 60 | (long) vmid << VMID_SHIFT | root >>> 12;
    }

    /** Guest-physical addresses end here. */
    public long limit() {
        return mode.limit();
    }

    /**
     * Takes frames for a range that has no mapping yet, and maps them: the largest pages that alignment and free memory
     * allow. The range is page-aligned and inside {@link #limit}.
     *
     * @return false if frames ran out; some pages are mapped then
     */
    public boolean populate(long base, long size, Rights rights) {
        long end = base + size;
        for (long address = base; address < end; ) {
            int level = LARGEST_LEAF;
            long run = FrameTable.NONE;
            while (run == FrameTable.NONE && level >= 0) {
                if (address % span(level) == 0 && end - address >= span(level)) {
                    run = frames.take(account.memory(), 1 << (9 * level));
                }
                level -= run == FrameTable.NONE ? 1 : 0;
            }
            if (run == FrameTable.NONE || !map(address, run, rights, level)) {
                return false;
            }
            address += span(level);
        }
        return true;
    }

    /**
     * Maps one page where nothing is mapped.
     *
     * @param level 0 for 4 KiB, 1 for 2 MiB, 2 for 1 GiB
     * @return false if a table is missing and there is no frame for it
     */
    public boolean map(long address, long target, Rights rights, int level) {
        Entry entry = find(address, level);
        while (entry.level > level) {
            long table = frames.take(account.table(), 1);
            if (table == FrameTable.NONE) {
                return false;
            }
            memory.store(entry.at, pointer(table));
            entry = find(address, level);
        }
        memory.store(entry.at, target >>> 12 << 10 | (long) rights.bits() << RIGHTS_SHIFT | LEAF);
        return true;
    }

    /**
     * Takes a mapped page of 4 KiB out, splitting larger ones, for which the account has room. Whoever may remember it
     * has to forget it before its frame gets another use.
     *
     * @return the frame that was mapped
     */
    public long unmap(long address) {
        Entry entry = find(address, 0);
        while (entry.level > 0) {
            split(entry, address);
            entry = find(address, 0);
        }
        memory.store(entry.at, 0);
        return entry.target();
    }

    private void split(Entry large, long address) {
        long table = frames.take(account.table(), 1);
        for (int i = 0; i < 512; i++) {
            memory.store(table + i * 8L, large.value + part(i, large.level));
        }
        change(large, address, pointer(table));
    }

    /** Puts pages that make up a whole larger page together again, and frees the table between. */
    public void merge(long address) {
        for (int level = 1; level <= LARGEST_LEAF; level++) {
            Entry entry = find(address, level);
            long first = entry.level == level && entry.isTable() ? memory.load(entry.target()) : 0;
            if ((first & RIGHTS) == 0 || (first >>> 10 << 12) % span(level) != 0) {
                return;
            }
            for (int i = 1; i < 512; i++) {
                if (memory.load(entry.target() + i * 8L) != first + part(i, level)) {
                    return;
                }
            }
            change(entry, address, first);
            frames.release(entry.target());
        }
    }

    /** Frees the tables on the way to an address in which nothing is mapped. */
    public void prune(long address) {
        for (int level = 1; level < mode.levels(); level++) {
            Entry entry = find(address, level);
            if (entry.level == level && entry.isTable()) {
                for (int i = 0; i < 512; i++) {
                    if (memory.load(entry.target() + i * 8L) != 0) {
                        return;
                    }
                }
                change(entry, address, 0);
                frames.release(entry.target());
            }
        }
    }

    /** Break before make: Privileged Architecture, "Supervisor Memory-Management Fence Instruction". */
    private void change(Entry entry, long address, long value) {
        memory.store(entry.at, 0);
        shootdown.forget(address & -span(entry.level), span(entry.level));
        memory.store(entry.at, value);
    }

    /** How many frames for tables it takes to map or unmap every single page of a range inside {@link #limit}. */
    public int tablesMissing(long base, long size) {
        int missing = 0;
        for (int level = mode.levels() - 1; level > 0; level--) {
            for (long at = base & -span(level); at < base + size; at += span(level)) {
                Entry entry = find(Math.max(at, base), level);
                missing += entry.level == level && entry.isTable() ? 0 : 1;
            }
        }
        return missing;
    }

    /** Whether anything is mapped at an address inside {@link #limit}. */
    public boolean isMapped(long address) {
        return find(address, 0).isLeaf();
    }

    /** Bits of {@link Rights} with which the page at an address is mapped; 0 if none is. Any address may be asked. */
    public int rights(long address) {
        Entry entry = address < 0 || address >= limit() ? null : find(address, 0);
        return entry == null || !entry.isLeaf() ? 0 : (int) (entry.value & RIGHTS) >>> RIGHTS_SHIFT;
    }

    /**
     * The machine-physical address behind a guest-physical one, valid to the end of its 4 KiB page.
     *
     * @return {@link FrameTable#NONE} if nothing is mapped there, or a frame that the partition may not reach
     */
    public long translate(long address) {
        if (address < 0 || address >= limit()) {
            return FrameTable.NONE;
        }
        Entry entry = find(address, 0);
        long physical = entry.target() + address % span(entry.level);
        return entry.isLeaf() && frames.admits(physical, account) ? physical : FrameTable.NONE;
    }

    /** Unmaps everything by emptying the root. Harts must be fenced before any frame is given away. */
    public void clear() {
        memory.zero(root, ROOT_FRAMES * FrameTable.FRAME);
    }

    /** The entry for an address at a level, or the one above it at which the walk ends. */
    private Entry find(long address, int lowest) {
        long table = root;
        int level = mode.levels() - 1;
        while (true) {
            long indexMask = level == mode.levels() - 1 ? 0x7FF : 0x1FF;
            long at = table + (address / span(level) & indexMask) * 8;
            Entry entry = new Entry(at, level, memory.load(at));
            if (level == lowest || !entry.isTable()) {
                return entry;
            }
            table = entry.target();
            level--;
        }
    }

    private static long pointer(long table) {
        return table >>> 12 << 10 | VALID;
    }

    /** What the entry of the i-th part of a page has more than that of the first. */
    private static long part(int i, int level) {
        return i * (span(level - 1) >>> 12 << 10);
    }

    /** Bytes that an entry of a level covers. */
    private static long span(int level) {
        return 1L << (12 + 9 * level);
    }
}
