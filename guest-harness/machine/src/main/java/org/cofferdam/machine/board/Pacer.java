package org.cofferdam.machine.board;

/**
 * Decides how fast an idle board's time passes. What it decides is outside input: it enters at fixed instants, and only while no hart runs.
 */
@FunctionalInterface
public interface Pacer {
    /** Idle time passes at once. */
    Pacer IMMEDIATE = cycles -> cycles;

    /**
     * Called when every hart waits, and nothing of the board's own will happen for {@code cycles} ({@link Long#MAX_VALUE}: ever). It may
     * block.
     *
     * @return how many of these cycles pass before input is looked for again; all, if nothing can come in meanwhile
     */
    long idle(long cycles);
}
