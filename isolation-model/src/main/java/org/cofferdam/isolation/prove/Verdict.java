package org.cofferdam.isolation.prove;

import java.util.Optional;
import java.util.Set;

/** What came of asking whether a step keeps a claim. */
public sealed interface Verdict {
    /**
     * It does, for any number of everything.
     *
     * @param used the invariants that the solver made use of, by name; none if it was not asked
     */
    record Proved(Set<String> used) implements Verdict {
        public Proved {
            used = Set.copyOf(used);
        }
    }

    /** The step changes nothing that the claim speaks of. */
    record Untouched() implements Verdict {}

    /** It does not. The counterexample is empty if it was not asked for. */
    record Refuted(Optional<Counterexample> counterexample) implements Verdict {}

    /** The solver gave up. */
    record Unknown(String reason) implements Verdict {}
}
