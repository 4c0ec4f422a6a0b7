package org.cofferdam.machine.hart;

/**
 * Makes {@link Translation}s of code that is executed often. When it does so, on which thread, and whether, makes no difference
 * to what a hart computes.
 */
public interface Translator {

    /** How often a block is interpreted before it is {@link #hot}. */
    int threshold();

    /**
     * A block has become hot. Called on the hart's thread, between instructions.
     *
     * @param pc its virtual address
     */
    void hot(ExecutedCode code, long pc);

    /**
     * A {@link TranslatedRegion#provisional} translation was interrupted at a block again and again by the end of what was to be
     * executed: much of the time goes there. Called on the hart's thread, between instructions.
     *
     * @param pc its virtual address
     */
    void lasts(ExecutedCode code, long pc);

    /**
     * A translation was often left for a {@link org.cofferdam.machine.isa.SlowPath}. Called on the hart's thread, perhaps while others
     * execute.
     */
    void misses(ExecutedCode code, TranslatedRegion region);

    /** Called on the hart's thread, between instructions, every now and then: what is ready can be installed. */
    void install();

    /** What has been done so far. On the hart's thread. */
    TranslationCounts counts();
}
