package org.cofferdam.isolation.prove;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cofferdam.isolation.evaluate.TableState;
import org.cofferdam.isolation.language.Sort;

/**
 * The smallest world found in which a step breaks a claim.
 *
 * @param sizes how many of each sort there are
 * @param parameters elements for the action's parameters, in order
 * @param before the state before the step, with the action's inputs
 * @param twin the state before the step in the other run, for claims about two
 */
public record Counterexample(
        Question question,
        Map<Sort, Integer> sizes,
        List<Integer> parameters,
        TableState before,
        Optional<TableState> twin) {
    public Counterexample {
        sizes = Map.copyOf(sizes);
        parameters = List.copyOf(parameters);
    }
}
