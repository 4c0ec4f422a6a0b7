package org.cofferdam.machine.translator;

import org.cofferdam.machine.hart.ExecutedCode;

/**
 * A translation that waits for the JVM's compiler. Until then the JVM interprets it, many times slower than the hart's interpreter
 * executes the guest's code.
 */
interface Warming {

    /** Whether it is time to use the translation. */
    boolean isDone();

    /** The translation. */
    RegionMaker.Made made();

    /** What it was made of. */
    ExecutedCode code();
}
