package org.cofferdam.machine.hart;

/**
 * Guest code of one region as a JVM method. Classes are made by a {@link Translator}; an instance belongs to no hart and to
 * no virtual address.
 */
public abstract class Translation {

    /** Heads of loops at which a provisional translation is left, a bit each; those from the 64th on never are. */
    protected long barred;

    /** What it is the translation of. */
    TranslatedRegion region;

    /** Whether instructions of it lie in more than one page. */
    boolean severalPages;

    /** How many instructions it has executed since that was looked at last. */
    long executed;

    /** For subclasses, which have no other state. */
    protected Translation() {}

    /** Has it left at the head of a loop. Between instructions of all harts. */
    final void bar(int head) {
        if (head < Long.SIZE) {
            barred |= 1L << head;
        }
    }

    /**
     * Executes instructions of the region, at least those of one path through it and at most {@code passage.left}, which it
     * counts down. Registers are in the hart again when it returns or throws.
     *
     * @param base the virtual address that stands for the region's offset 0
     * @param entry which of the region's entries that is; their number: none, to return at once
     * @return the address of the next instruction; nothing if {@link Passage#MISSED} says that {@link Passage#site} is the next
     * @throws Trap if an instruction traps, or {@link Unsettled}: then {@code passage} says which
     */
    public abstract long run(Hart hart, Passage passage, long base, int entry);
}
