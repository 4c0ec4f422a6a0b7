package org.cofferdam.isolation.language;

import java.util.List;

/**
 * What can be done to the system.
 *
 * @param name the call or event that it specifies, such as {@code hypercall.GRANT_SHARE}; a stable name
 * @param actor on whose behalf it happens: dom(a) of the literature; speaks of the parameters and the state before
 * @param parameters what whoever acts chooses
 * @param inputs sets that whoever acts chooses
 */
public record Action(
        String name,
        String meaning,
        Term actor,
        List<Variable> parameters,
        List<Relation> inputs,
        List<Outcome> outcomes) {
    public Action {
        parameters = List.copyOf(parameters);
        inputs = List.copyOf(inputs);
        outcomes = List.copyOf(outcomes);
    }

    /**
     * The outcome with a result.
     *
     * @throws IllegalArgumentException if the action has none
     */
    public Outcome outcome(String result) {
        for (Outcome outcome : outcomes) {
            if (outcome.result().equals(result)) {
                return outcome;
            }
        }
        throw new IllegalArgumentException(name + " has no outcome " + result);
    }

    @Override
    public String toString() {
        return name;
    }
}
