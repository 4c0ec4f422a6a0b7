package org.cofferdam.machine.memory;

import java.util.Arrays;
import java.util.BitSet;

/**
 * The contents of a run of RAM at an instant, to which it can be put back as often as one likes, at a cost that grows with the
 * pages that have been written since alone. It learns of the first write to each page, as keepers of decoded code do; writes
 * after it cost nothing.
 */
public final class DirtyPages implements PageWatcher {
    private static final int PAGE = (int) PhysicalMemory.PAGE;

    private final PhysicalMemory memory;
    /** By page; null for one of zeros. */
    private final byte[][] contents;

    private final BitSet dirty = new BitSet();

    /** Keeps what the memory holds now. */
    public DirtyPages(PhysicalMemory memory) {
        this.memory = memory;
        contents = new byte[(int) (memory.size() / PAGE)][];
        byte[] zeros = new byte[PAGE];
        for (int page = 0; page < contents.length; page++) {
            byte[] found = new byte[PAGE];
            memory.read(address(page), found, 0, PAGE);
            contents[page] = Arrays.equals(found, zeros) ? null : found;
        }
        memory.addWatcher(this);
        for (int page = 0; page < contents.length; page++) {
            memory.watch(address(page));
        }
    }

    /** How many pages have been written since the instant, or since the memory was last put back. */
    public int count() {
        return dirty.cardinality();
    }

    /** Puts all pages back that have been written. No hart is in the middle of an instruction. */
    public void restore() {
        for (int page = dirty.nextSetBit(0); page >= 0; page = dirty.nextSetBit(page + 1)) {
            if (contents[page] == null) {
                memory.clear(address(page), PAGE);
            } else {
                memory.write(address(page), contents[page], 0, PAGE);
            }
            dirty.clear(page);
            memory.watch(address(page));
        }
    }

    private long address(int page) {
        return memory.base() + (long) page * PAGE;
    }

    private int page(long address) {
        return (int) ((address - memory.base()) / PAGE);
    }

    @Override
    public void watched(long page) {}

    /** All of a page that has not been written is in use: it stands for itself. */
    @Override
    public boolean uses(long address, long length) {
        return memory.contains(address, 1) && !dirty.get(page(address));
    }

    @Override
    public void written(long page) {
        if (memory.contains(page, 1)) {
            dirty.set(page(page));
        }
    }
}
