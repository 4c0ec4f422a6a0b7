package org.cofferdam.isolation.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cofferdam.isolation.explore.SmallWorld.Entry;
import org.cofferdam.isolation.language.Action;
import org.cofferdam.isolation.language.Outcome;
import org.cofferdam.isolation.language.Variable;

/** What can happen in a small world: an outcome of an action with its parameters and sets; others with the same effect with it. */
final class GroundStep {
    private final List<Label> labels = new ArrayList<>();
    private final Expression guard;
    private final List<Change> changes;
    private Expression promised;

    /**
     * Who does what.
     *
     * @param sets what is in the sets that the actor chooses, as far as it matters
     */
    record Label(Action action, Outcome outcome, Map<Variable, Integer> parameters, List<Entry> sets) {}

    /** What a field becomes: the value of the first case that applies; else it stays. */
    record Change(int field, List<Case> cases) {
        Change {
            cases = List.copyOf(cases);
        }
    }

    /** A value, and when, in the state before, it is assigned. */
    record Case(Expression when, int value) {}

    GroundStep(Label label, Expression guard, List<Change> changes, Expression promised) {
        labels.add(label);
        this.guard = guard;
        this.changes = List.copyOf(changes);
        this.promised = promised;
    }

    /** When it can happen. */
    Expression guard() {
        return guard;
    }

    /** What it changes; each field once. */
    List<Change> changes() {
        return changes;
    }

    /** Everybody who can do this, first the one of the specification's earliest action. */
    List<Label> labels() {
        return labels;
    }

    /** What has to be true before it, that the claims about steps may hold. */
    Expression promised() {
        return promised;
    }

    /** The same step, of which the claims about steps ask this. */
    GroundStep promising(Expression before) {
        return new GroundStep(labels.getFirst(), guard, changes, before);
    }

    /** Another does the same. */
    void join(GroundStep other, Expressions expressions) {
        labels.addAll(other.labels);
        promised = expressions.both(promised, other.promised);
    }

    /** Equal for steps that do the same. */
    List<Integer> key() {
        List<Integer> key = new ArrayList<>();
        key.add(guard.id());
        for (Change change : changes) {
            key.add(-1 - change.field);
            for (Case each : change.cases) {
                key.add(each.when.id());
                key.add(each.value);
            }
        }
        return key;
    }

    /** When, seen from before the step, a field has a value after it. */
    Expression after(int field, int value, Expressions expressions) {
        Expression after = expressions.is(field, value);
        for (Change change : changes) {
            if (change.field == field) {
                for (Case each : change.cases.reversed()) {
                    after = expressions.either(
                            expressions.both(each.when, expressions.constant(each.value == value)),
                            expressions.both(expressions.not(each.when), after));
                }
            }
        }
        return after;
    }
}
