package org.cofferdam.isolation.mutate;

import java.util.ArrayList;
import java.util.List;
import org.cofferdam.isolation.language.Action;
import org.cofferdam.isolation.language.Formula;
import org.cofferdam.isolation.language.Outcome;
import org.cofferdam.isolation.language.Specification;
import org.cofferdam.isolation.language.Update;

/** Changes of one outcome of one action. */
public final class Edits {
    private Edits() {}

    /** The same specification but for one outcome, which takes the place of the one with the same result. */
    public static Mutant replaced(String name, Specification specification, Action action, Outcome outcome) {
        return replaced(name, specification, action, outcome, new Mutant.Change.Other());
    }

    static Mutant replaced(
            String name, Specification specification, Action action, Outcome outcome, Mutant.Change change) {
        List<Outcome> outcomes = action.outcomes().stream()
                .map(old -> old.result().equals(outcome.result()) ? outcome : old)
                .toList();
        Action changed = new Action(
                action.name(), action.meaning(), action.actor(), action.parameters(), action.inputs(), outcomes);
        List<Action> actions = specification.actions().stream()
                .map(old -> old.name().equals(action.name()) ? changed : old)
                .toList();
        return new Mutant(name, specification.withActions(actions), changed, outcome, change);
    }

    /** An outcome without one of its conditions. */
    public static Outcome withoutCondition(Outcome outcome, int place) {
        List<Formula> when = new ArrayList<>(outcome.when());
        when.remove(place);
        return new Outcome(outcome.result(), outcome.isError(), when, outcome.updates());
    }

    /** An outcome without some of its updates. */
    public static Outcome withoutUpdates(Outcome outcome, List<Update> dropped) {
        List<Update> updates = new ArrayList<>(outcome.updates());
        if (!updates.removeAll(dropped)) {
            throw new IllegalArgumentException("there is none of these updates to drop: " + dropped);
        }
        return new Outcome(outcome.result(), outcome.isError(), outcome.when(), updates);
    }

    /** An outcome with other conditions and updates. */
    public static Outcome with(Outcome outcome, List<Formula> when, List<Update> updates) {
        return new Outcome(outcome.result(), outcome.isError(), when, updates);
    }
}
