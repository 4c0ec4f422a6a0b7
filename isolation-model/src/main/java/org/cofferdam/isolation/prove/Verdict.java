package org.cofferdam.isolation.prove;

import java.util.Optional;

/** What came of asking whether a step keeps a claim. */
public sealed interface Verdict {
    /** It does, for any number of everything. */
    record Proved() implements Verdict {}

    /** The step changes nothing that the claim speaks of. */
    record Untouched() implements Verdict {}

    /** It does not. The counterexample is empty if it was not asked for. */
    record Refuted(Optional<Counterexample> counterexample) implements Verdict {}

    /** The solver gave up. */
    record Unknown(String reason) implements Verdict {}
}
