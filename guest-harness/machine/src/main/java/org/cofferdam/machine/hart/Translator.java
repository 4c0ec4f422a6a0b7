package org.cofferdam.machine.hart;

/**
 * Makes {@link Translation}s of code that is executed often. When it does so, and whether, makes no difference to what a hart
 * computes.
 */
public interface Translator {

    /** How often a block is interpreted before it is {@link #hot}. */
    int threshold();

    /**
     * A block has become hot. Called on the hart's thread, between instructions.
     *
     * @param pc its virtual address
     * @return false if it stays with the interpreter
     */
    boolean hot(ExecutedCode code, long pc);

    /** Called on the hart's thread, between instructions, every now and then: what is ready can be installed. */
    void install();
}
