package org.cofferdam.properties.suites;

import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.cofferdam.platform.Probe;

/**
 * What a guest-page table maps, page by page (Privileged Architecture, "Guest-Page Table Formats" and "Sv39x4", "Sv48x4", "Sv57x4"):
 * a root of 16 KiB whose index has two bits more, V, R, W, X, U in the low bits of an entry, the page number from bit 10 on.
 */
final class Walk {
    static final long PAGE = 4096;
    static final int READ = 1;
    static final int WRITE = 2;
    static final int EXECUTE = 4;

    private static final int ENTRIES = 512;
    private static final int VALID = 1;
    private static final int USER = 16;

    /** A page: where it leads, and what may be done there. */
    record Page(long physical, int rights) {}

    private final Probe probe;
    private final SortedMap<Long, Page> pages = new TreeMap<>();
    private final SortedSet<Long> tables = new TreeSet<>();
    private String fault = "";

    /** @param selection hgatp, or iohgatp; 0 selects nothing */
    Walk(Probe probe, long selection) {
        this.probe = probe;
        int mode = (int) (selection >>> 60);
        if (mode == 0) {
            return;
        }
        if (mode < 8 || mode > 10) {
            fault = "mode " + mode;
            return;
        }
        long root = (selection & (1L << 44) - 1) * PAGE;
        int levels = mode - 5;
        for (int index = 0; index < 4 * ENTRIES; index++) {
            entry(root + 8L * index, levels - 1, (long) index << (12 + 9 * (levels - 1)));
        }
        for (int page = 0; page < 4; page++) {
            table(root + page * PAGE);
        }
    }

    private void table(long address) {
        if (!tables.add(address)) {
            fault = "a table is in use twice: 0x" + Long.toHexString(address);
        }
    }

    private void entry(long address, int level, long guest) {
        long entry = probe.word(address);
        if ((entry & VALID) == 0) {
            return;
        }
        long target = (entry >>> 10 & (1L << 44) - 1) * PAGE;
        int rights = (int) (entry >>> 1) & 7;
        if (rights == 0) {
            if (level == 0) {
                fault = "a pointer where there is no level left";
                return;
            }
            table(target);
            for (int index = 0; index < ENTRIES; index++) {
                entry(target + 8L * index, level - 1, guest + ((long) index << (12 + 9 * (level - 1))));
            }
            return;
        }
        long size = PAGE << (9 * level);
        if (target % size != 0 || (entry & USER) == 0 || (rights & (READ | WRITE)) == WRITE) {
            fault = "entry 0x%x for 0x%x is none that a guest could use".formatted(entry, guest);
        }
        for (long offset = 0; offset < size; offset += PAGE) {
            pages.put(guest + offset, new Page(target + offset, rights));
        }
    }

    /** What is wrong with the tables themselves; empty if nothing. */
    String fault() {
        return fault;
    }

    /** By guest-physical address. */
    SortedMap<Long, Page> pages() {
        return pages;
    }

    /** By machine-physical address what may be done there, RAM alone. */
    SortedMap<Long, Integer> frames() {
        SortedMap<Long, Integer> frames = new TreeMap<>();
        pages.values().stream()
                .filter(page -> probe.isRam(page.physical()))
                .forEach(page -> frames.merge(page.physical(), page.rights(), (one, other) -> one | other));
        return frames;
    }

    /** Frames that the tables themselves lie in. */
    SortedSet<Long> tables() {
        return tables;
    }
}
