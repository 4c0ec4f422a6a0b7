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

    /**
     * Of every step of one action that ends in one way: {@link World#NOW} and {@link World#NEXT}, with the action's parameters.
     *
     * @param action the action's name
     * @param result of the outcome
     */
    record Promise(String name, List<Integer> properties, String meaning, String action, String result, Formula formula)
            implements Claim {
        public Promise {
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
     * Of every two runs that take the same step: what is alike before is alike after.
     *
     * @param actor stands for who acts
     * @param viewer to whom it is alike
     * @param premise what else is known of the four worlds
     * @param alike each said of {@link World#NOW} and {@link World#TWIN}
     */
    record TwoRun(
            String name,
            List<Integer> properties,
            String meaning,
            Variable actor,
            Variable viewer,
            Formula premise,
            List<Formula> alike)
            implements Claim {
        public TwoRun {
            properties = List.copyOf(properties);
            alike = List.copyOf(alike);
        }

        @Override
        public Formula formula() {
            return new Formula.ForAll(List.of(viewer), new Formula.Implies(before(), new Formula.And(after())));
        }

        /** What is known before. */
        public Formula before() {
            return new Formula.And(List.of(premise, new Formula.And(alike)));
        }

        /** What is claimed of the states after the step, part by part. */
        public List<Formula> after() {
            return alike.stream().map(Afterwards::of).toList();
        }
    }
}
