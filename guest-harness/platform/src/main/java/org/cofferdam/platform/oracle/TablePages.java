package org.cofferdam.platform.oracle;

import java.util.BitSet;
import org.cofferdam.machine.memory.PageWatcher;
import org.cofferdam.machine.memory.PhysicalMemory;

/**
 * Which frames of RAM somebody walks as tables, and which of these have been written since they were last read: by the core, a
 * guest, a device or whoever. Nobody else's writes cost anything.
 */
final class TablePages implements PageWatcher {
    private final PhysicalMemory ram;
    private final Reader[] readers;
    private final BitSet written = new BitSet();

    /** Somebody who has read a page as a table: what is written there is taken out first of all, in all tables, then put in. */
    interface Reader {
        /** The page may say something else now: forget what it no longer says. */
        void forget(long page);

        /** Follow what it says now and did not say before. */
        void follow(long page);
    }

    /** @param watching whether writes are noticed from now on, or this is one look and no more */
    TablePages(PhysicalMemory ram, boolean watching) {
        this.ram = ram;
        this.readers = new Reader[(int) (ram.size() / PhysicalMemory.PAGE)];
        if (watching) {
            ram.addWatcher(this);
        }
    }

    /**
     * A page is read as a table from now on.
     *
     * @return false if it is outside RAM, or one already: then nothing changes
     */
    boolean open(long page, Reader reader) {
        if (!ram.contains(page, PhysicalMemory.PAGE) || readers[frame(page)] != null) {
            return false;
        }
        readers[frame(page)] = reader;
        ram.watch(page);
        return true;
    }

    /** A page is no table any more. */
    void close(long page) {
        readers[frame(page)] = null;
    }

    /** Whether a frame of RAM is read as a table. */
    boolean isTable(int frame) {
        return readers[frame] != null;
    }

    /** Has every table read again that has been written. Whether there were any. */
    boolean reread() {
        if (written.isEmpty()) {
            return false;
        }
        BitSet now = (BitSet) written.clone();
        written.clear();
        now.stream().filter(this::isTable).forEach(frame -> {
            ram.watch(page(frame));
            readers[frame].forget(page(frame));
        });
        now.stream().filter(this::isTable).forEach(frame -> readers[frame].follow(page(frame)));
        return true;
    }

    private long page(int frame) {
        return ram.base() + frame * PhysicalMemory.PAGE;
    }

    private int frame(long address) {
        return (int) ((address - ram.base()) / PhysicalMemory.PAGE);
    }

    @Override
    public void watched(long page) {}

    @Override
    public boolean uses(long address, long length) {
        return ram.contains(address, length) && readers[frame(address)] != null;
    }

    @Override
    public void written(long page) {
        if (ram.contains(page, PhysicalMemory.PAGE) && readers[frame(page)] != null) {
            written.set(frame(page));
        }
    }
}
