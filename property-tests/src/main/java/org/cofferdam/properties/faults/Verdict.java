package org.cofferdam.properties.faults;

import java.time.Duration;

/**
 * What an engine said of a fault.
 *
 * @param outcome      whether it noticed
 * @param firstFailure what it complained of first, in one line; empty if of nothing
 * @param time         processor time that it took, for people alone
 */
public record Verdict(Outcome outcome, String firstFailure, Duration time) {
    /** Whether an engine noticed a fault. */
    public enum Outcome {
        CAUGHT,
        MISSED,
        /** What the engine needs is not here. */
        NOT_HERE,
        /** Others had noticed before it was asked. */
        SPARED,
        /** The engine does not look at what the fault changes. */
        NOT_ASKED
    }

    static final Verdict SPARED = new Verdict(Outcome.SPARED, "", Duration.ZERO);

    double seconds() {
        return time.toMillis() / 1000.0;
    }
}
