package org.cofferdam.platform.oracle;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cofferdam.machine.memory.PhysicalMemory;

/**
 * The G-stage tables under one root as they lie in memory, followed as a hart follows them. A table that has been written is read
 * again, and only what differs is followed.
 */
final class GuestTables implements TablePages.Reader {
    private static final int ROOT_PAGES = 4;
    private static final int SV39X4 = 8;
    private static final int SV57X4 = 10;
    private static final int MODE_SHIFT = 60;
    private static final long NUMBER = (1L << 44) - 1;

    private final PhysicalMemory ram;
    private final TablePages pages;
    private final Mappings mappings;
    private final long root;
    private final int top;
    private final SortedMap<Long, Table> tables = new TreeMap<>();
    private final List<String> oddities = new ArrayList<>();

    /** A page of entries as it was last read. */
    private static final class Table {
        final int level;
        final long guestBase;
        final long[] entries = new long[Pte.ENTRIES];
        /** Entries that have been forgotten and not yet followed. */
        final BitSet changed = new BitSet();

        Table(int level, long guestBase) {
            this.level = level;
            this.guestBase = guestBase;
        }
    }

    /** A page that a walk ends at: the physical address of the one asked for, and what a guest may do there. */
    record Leaf(long physical, int rights) {}

    /**
     * Follows tables from their root.
     *
     * @param hgatp a register value that selects them; what it says of the VMID does not matter
     */
    GuestTables(PhysicalMemory ram, TablePages pages, Mappings mappings, long hgatp) {
        this.ram = ram;
        this.pages = pages;
        this.mappings = mappings;
        root = root(hgatp);
        int mode = (int) (hgatp >>> MODE_SHIFT);
        top = mode - SV39X4 + 2;
        if (mode < SV39X4 || mode > SV57X4 || root % (ROOT_PAGES * Pte.PAGE) != 0) {
            oddities.add("0x%x selects no tables".formatted(hgatp));
            return;
        }
        for (int page = 0; page < ROOT_PAGES; page++) {
            open(root + page * Pte.PAGE, top, (long) page * Pte.ENTRIES * Pte.span(top));
        }
    }

    /** The physical address of the root that a register value selects. */
    static long root(long hgatp) {
        return (hgatp & NUMBER) << Pte.PAGE_SHIFT;
    }

    /** Whether a register value selects these tables. */
    boolean isOf(long hgatp) {
        return hgatp >>> MODE_SHIFT == top - 2 + SV39X4 && root(hgatp) == root;
    }

    /** Forgets all tables, as if there were none. */
    void close() {
        for (Table table : List.copyOf(tables.values())) {
            for (int i = 0; i < Pte.ENTRIES; i++) {
                if (Pte.rights(table.entries[i], table.level) != 0) {
                    leaf(-1, table, table.entries[i]);
                }
            }
        }
        tables.keySet().forEach(pages::close);
        tables.clear();
    }

    /** What a walk of a guest-physical address ends at, or null if it faults. By the tables as they were last read. */
    Leaf walk(long guest) {
        long table = root + (guest / Pte.span(top) / Pte.ENTRIES) * Pte.PAGE;
        for (int level = top; level >= 0; level--) {
            Table here = guest < 0 || guest >= ROOT_PAGES * Pte.ENTRIES * Pte.span(top) ? null : tables.get(table);
            if (here == null) {
                return null;
            }
            long entry = here.entries[(int) (guest / Pte.span(level) % Pte.ENTRIES)];
            int rights = Pte.rights(entry, level);
            if (rights != 0) {
                return new Leaf(Pte.target(entry) + guest % Pte.span(level), rights);
            }
            if (!Pte.isPointer(entry)) {
                return null;
            }
            table = Pte.target(entry);
        }
        return null;
    }

    /** What there is to object to in the tables themselves, which are not followed there. */
    List<String> oddities() {
        return oddities;
    }

    /** Physical addresses of all pages that are tables. */
    Iterable<Long> pages() {
        return tables.keySet();
    }

    private void open(long page, int level, long guestBase) {
        if (level < 0 || !pages.open(page, this)) {
            oddities.add("0x%x is used as a table for guest-physical 0x%x, and is none or is one already"
                    .formatted(page, guestBase));
            return;
        }
        tables.put(page, new Table(level, guestBase));
        forget(page);
        follow(page);
    }

    @Override
    public void forget(long page) {
        Table table = tables.get(page);
        for (int i = 0; i < Pte.ENTRIES; i++) {
            long entry = ram.loadDouble(page + i * (long) Long.BYTES);
            if (table.entries[i] != entry) {
                leave(table, table.entries[i]);
                table.entries[i] = entry;
                table.changed.set(i);
            }
        }
    }

    @Override
    public void follow(long page) {
        Table table = tables.get(page);
        BitSet changed = (BitSet) table.changed.clone();
        table.changed.clear();
        changed.stream().forEach(i -> enter(table, table.entries[i], table.guestBase + i * Pte.span(table.level)));
    }

    private void enter(Table table, long entry, long guest) {
        if (Pte.isStrange(entry)) {
            oddities.add(
                    "entry 0x%x for guest-physical 0x%x has bits that the core has no use for".formatted(entry, guest));
        }
        if (Pte.rights(entry, table.level) != 0) {
            leaf(1, table, entry);
        } else if (Pte.isPointer(entry)) {
            open(Pte.target(entry), table.level - 1, guest);
        }
    }

    private void leave(Table table, long entry) {
        if (Pte.rights(entry, table.level) != 0) {
            leaf(-1, table, entry);
        } else if (Pte.isPointer(entry)) {
            Table gone = tables.remove(Pte.target(entry));
            if (gone != null) {
                pages.close(Pte.target(entry));
                for (int i = 0; i < Pte.ENTRIES; i++) {
                    // One that has been forgotten, and not yet followed, has left already.
                    if (!gone.changed.get(i)) {
                        leave(gone, gone.entries[i]);
                    }
                }
            }
        }
    }

    private void leaf(int sign, Table table, long entry) {
        mappings.change(sign, Pte.target(entry), Pte.span(table.level), Pte.rights(entry, table.level));
    }
}
