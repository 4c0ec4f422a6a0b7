package org.cofferdam.isolation.language;

import java.util.List;

/** What the specification says is always so. */
public sealed interface Claim {
    /** Unique within a specification. */
    String name();

    /** Numbers of the isolation properties that it states a part of; none if it only helps to prove others. */
    List<Integer> properties();

    /** In words. */
    String meaning();

    /** The claim itself. */
    Formula formula();

    /** Of every state. */
    record Invariant(String name, List<Integer> properties, String meaning, Formula formula) implements Claim {
        public Invariant {
            properties = List.copyOf(properties);
        }
    }

    /**
     * Of every step: {@link World#NOW} and {@link World#NEXT}.
     *
     * @param scope the beginning of the names of the actions of which it is claimed; empty: of all
     * @param actor stands in the formula for who acts
     */
    record Step(String name, List<Integer> properties, String meaning, String scope, Variable actor, Formula formula)
            implements Claim {
        public Step {
            properties = List.copyOf(properties);
        }
    }

    /** Of every step that tells its actor that nothing was done: {@link World#NOW} and {@link World#NEXT}. */
    record Refusal(String name, List<Integer> properties, String meaning, Formula formula) implements Claim {
        public Refusal {
            properties = List.copyOf(properties);
        }
    }

    /**
     * Of every two runs that take the same step: all four worlds.
     *
     * @param actor stands in the formula for who acts
     */
    record TwoRun(String name, List<Integer> properties, String meaning, Variable actor, Formula formula)
            implements Claim {
        public TwoRun {
            properties = List.copyOf(properties);
        }
    }
}
