package org.cofferdam.machine.translator;

import org.cofferdam.machine.hart.ExecutedCode;
import org.cofferdam.machine.hart.Hart;

/**
 * Waits for a compiler that takes no orders. The JVM says to nobody what it has compiled, but it compiles what runs often, and what is
 * compiled runs fast. So the translation is run idle until it does.
 */
final class IdleRuns implements Warming {

    /** How often the JVM runs a method before it compiles it, and a little more. */
    private static final int CALLS = 250;

    /** How many runs are measured together. */
    private static final int SAMPLE = 8;

    /** A run of compiled code takes less than this part of what it took at first. */
    private static final int FASTER = 3;

    private final ExecutedCode code;
    private final RegionMaker.Made made;
    private final Hart idle;
    private final long slow;

    /** @param idle a hart without memory, whose registers do not matter */
    IdleRuns(ExecutedCode code, RegionMaker.Made made, Hart idle) {
        this.code = code;
        this.made = made;
        this.idle = idle;
        made.region().runIdle(made.translation(), idle);
        slow = Math.min(sample(), sample());
        for (int i = 0; i < CALLS; i++) {
            made.region().runIdle(made.translation(), idle);
        }
    }

    private long sample() {
        long from = System.nanoTime();
        for (int i = 0; i < SAMPLE; i++) {
            made.region().runIdle(made.translation(), idle);
        }
        return System.nanoTime() - from;
    }

    @Override
    public boolean isDone() {
        return Math.min(sample(), sample()) * FASTER < slow;
    }

    @Override
    public RegionMaker.Made made() {
        return made;
    }

    @Override
    public ExecutedCode code() {
        return code;
    }
}
