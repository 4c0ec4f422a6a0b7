package org.cofferdam.isolation.mutate;

import org.cofferdam.isolation.language.Action;
import org.cofferdam.isolation.language.Outcome;
import org.cofferdam.isolation.language.Specification;

/**
 * A specification with one thing wrong in one outcome of one action.
 *
 * @param name what is wrong, the same in every build
 */
public record Mutant(String name, Specification specification, Action action, Outcome outcome) {
    @Override
    public String toString() {
        return name;
    }
}
