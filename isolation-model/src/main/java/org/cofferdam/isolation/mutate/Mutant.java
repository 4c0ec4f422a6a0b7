package org.cofferdam.isolation.mutate;

import org.cofferdam.isolation.language.Action;
import org.cofferdam.isolation.language.Formula;
import org.cofferdam.isolation.language.Outcome;
import org.cofferdam.isolation.language.Specification;
import org.cofferdam.isolation.language.Update;

/**
 * A specification with one thing wrong in one outcome of one action.
 *
 * @param name what is wrong, the same in every build
 */
public record Mutant(String name, Specification specification, Action action, Outcome outcome, Change change) {
    /** What was done to the outcome. */
    public sealed interface Change {
        /** A condition was left out. */
        record Condition(Formula condition) implements Change {}

        /** An update was left out. */
        record Effect(Outcome whole, Update update) implements Change {}

        /** Something else. */
        record Other() implements Change {}
    }

    @Override
    public String toString() {
        return name;
    }
}
