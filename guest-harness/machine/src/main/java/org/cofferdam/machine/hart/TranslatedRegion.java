package org.cofferdam.machine.hart;

import java.util.List;

/**
 * A translation and where it belongs.
 *
 * @param translation the code
 * @param pages physical addresses of the pages that it was made from, in the order of {@link Passage#page}
 * @param distances the virtual address of each page from {@link Passage#base}
 * @param entries where it can be entered
 * @param sites the instructions that may throw
 */
public record TranslatedRegion(
        Translation translation, List<Long> pages, long[] distances, List<Entry> entries, List<Site> sites) {

    public TranslatedRegion {
        pages = List.copyOf(pages);
        entries = List.copyOf(entries);
        sites = List.copyOf(sites);
    }

    /**
     * A place where it can be entered.
     *
     * @param page its index in {@link #pages}
     * @param address within that page, in bytes
     * @param needed how many instructions must be left for it to be entered here
     */
    public record Entry(int page, int address, int needed) {}

    /**
     * An instruction that may throw.
     *
     * @param offset its address, from {@link Passage#base}
     * @param done instructions of its block before it
     * @param bits its encoding
     * @param page its index in {@link #pages}
     */
    public record Site(long offset, int done, int bits, int page) {}
}
