package org.cofferdam.machine.hart;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.cofferdam.machine.memory.PhysicalMemory;

/** A translation and where it belongs. */
public class TranslatedRegion {
    /** So many slow paths are looked at together. */
    private static final int MISSES = 256;

    /** With fewer instructions between two slow paths, it pays to have these in the translation. */
    private static final int SELDOM = 4096;

    /** The code. */
    Translation translation;

    /** Whether a better one may take its place. */
    final boolean provisional;

    /** The pages that it was made from, once it is installed. */
    CodePage[] codePages;

    private final List<Page> pages;
    private final long[] distances;
    private final List<Entry> entries;
    private final List<Site> sites;
    private final List<Long> heads;
    private final Set<Long> inside;
    private final Set<Long> exits;

    /** How often it was left for a slow path since that was looked at last. */
    private int misses;

    private boolean toldOfMisses;

    /**
     * A translation that is not yet in use.
     *
     * @param provisional whether a better one may take its place
     * @param pages that it was made from, in the order of {@link Passage#page}
     * @param entries where it can be entered, by the number that {@link Translation#run} is given
     * @param sites the instructions that may throw, in the order of {@link Passage#site}
     * @param heads the physical addresses of the heads of its loops, in the order of {@link Translation#barred}
     * @param inside the physical address of each instruction
     */
    public TranslatedRegion(
            Translation translation,
            boolean provisional,
            List<Page> pages,
            List<Entry> entries,
            List<Site> sites,
            List<Long> heads,
            Set<Long> inside) {
        this.provisional = provisional;
        this.pages = List.copyOf(pages);
        distances = pages.stream().mapToLong(Page::distance).toArray();
        this.entries = List.copyOf(entries);
        this.sites = List.copyOf(sites);
        this.heads = List.copyOf(heads);
        this.inside = Set.copyOf(inside);
        use(translation);
        exits = new LinkedHashSet<>(heads);
        entries.forEach(entry -> exits.remove(physical(entry)));
    }

    /**
     * A page of code.
     *
     * @param distance its virtual address from {@link Passage#base}, in bytes
     * @param physical address
     * @param generation {@link ExecutedCode#generation} when it was read
     */
    public record Page(long distance, long physical, int generation) {}

    /**
     * A place where it can be entered.
     *
     * @param page its index
     * @param offset its address from {@link Passage#base}
     * @param needed how many instructions must be left for it to be entered here
     * @param looping whether it is part of a loop of the region
     */
    public record Entry(int page, long offset, int needed, boolean looping) {}

    /**
     * An instruction that may throw.
     *
     * @param offset its address, from {@link Passage#base}
     * @param done instructions that were executed before it and that {@link Passage#left} counts as left; -1 where that counts
     *     it as executed
     * @param bits its encoding
     */
    public record Site(long offset, int done, int bits) {}

    private long physical(Entry entry) {
        return pages.get(entry.page()).physical() | (entry.offset() & (PhysicalMemory.PAGE - 1));
    }

    /** Puts another translation of the same instructions in place. Between instructions of all harts. */
    public final void replace(Translation better) {
        for (Entry entry : entries) {
            Block block = codePages[entry.page()].block(entry.offset());
            if (block != null && block.translation == translation) {
                block.translation = better;
            }
        }
        use(better);
    }

    private void use(Translation code) {
        translation = code;
        code.region = this;
        code.severalPages = pages.size() > 1;
    }

    /** Counts that it was left for a slow path; true once, if that has happened often. */
    final boolean misses() {
        misses++;
        if (toldOfMisses || misses < MISSES) {
            return false;
        }
        toldOfMisses = translation.executed < (long) MISSES * SELDOM;
        misses = 0;
        translation.executed = 0;
        return toldOfMisses;
    }

    /** Notes where the indirect jump that has left the region has gone. */
    void arrives(Passage passage, long pc) {
        Block from = codePages[translation.severalPages ? passage.page : 0].block(passage.jumped);
        if (from != null) {
            from.arrives(pc);
        }
    }

    /** Runs the code without executing any of the guest's: the JVM compiles what is run often. */
    public final void runIdle(Translation code, Hart idle) {
        code.run(idle, new Passage(), 0, entries.size());
    }

    /** The pages that it was made from. */
    public List<Page> pages() {
        return pages;
    }

    /** Virtual address of a page, from {@link Passage#base}, by its index. */
    long distance(int page) {
        return distances[page];
    }

    /** Where it can be entered. */
    public List<Entry> entries() {
        return entries;
    }

    /** How many instructions are translated. */
    public int instructions() {
        return inside.size();
    }

    /** Whether the instruction at a physical address is translated. */
    boolean contains(long physical) {
        return inside.contains(physical);
    }

    /** Whether it may be left at the instruction at a physical address, the head of a loop, but not entered there. */
    boolean isExit(long physical) {
        return exits.contains(physical);
    }

    /** Has it left where its loop with this head, one of {@link #heads}, would go on. */
    void bar(long physical) {
        translation.bar(heads.indexOf(physical));
    }

    /** The physical addresses of heads of its loops. */
    List<Long> heads() {
        return heads;
    }

    Site site(int index) {
        return sites.get(index);
    }
}
