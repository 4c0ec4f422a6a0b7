package org.cofferdam.isolation.explore;

import java.util.ArrayList;
import java.util.List;
import org.cofferdam.isolation.language.Claim;
import org.cofferdam.isolation.language.Function;

/** Puts states and steps into words, and names the claim that they violate. */
final class Telling {
    private final GroundSystem system;
    private final Packing packing;
    private final Names names;

    Telling(CompiledSystem compiled) {
        system = compiled.system();
        packing = compiled.packing();
        names = new Names(system.specification());
    }

    /** What is true in a state, and what its functions say that is not element 0. */
    List<String> state(long[] state) {
        List<String> parts = new ArrayList<>();
        for (int field = 0; field < system.fields().inState(); field++) {
            int value = packing.value(field, state);
            boolean isFunction = system.fields().entry(field).symbol() instanceof Function;
            if (value != 0 && (isFunction || packing.width(field) > 0)) {
                parts.add(names.of(system.fields().entry(field), value));
            }
        }
        return parts;
    }

    /** A step with what it changes. */
    Story.Step step(long[] before, int step, long[] after) {
        return step(before, system.steps().get(step), after);
    }

    /** The same, of a step that need not be the specification's. */
    Story.Step step(long[] before, GroundStep step, long[] after) {
        List<String> changes = new ArrayList<>();
        for (int field = 0; field < system.fields().inState(); field++) {
            int value = packing.value(field, after);
            if (value != packing.value(field, before)) {
                changes.add(names.of(system.fields().entry(field), value));
            }
        }
        return new Story.Step(names.of(step.labels().getFirst()), changes);
    }

    /** The first invariant that does not hold in a state. */
    Claim violated(long[] state) {
        for (Claim.Invariant invariant : system.invariants()) {
            if (!holds(system.ground(invariant), state)) {
                return invariant;
            }
        }
        throw new IllegalStateException("every invariant holds by itself, but not all of them");
    }

    /** The first claim about steps that does not hold of a step. */
    Claim broken(int number, long[] before) {
        return broken(system.steps().get(number), before);
    }

    /** The same, of a step that need not be the specification's. */
    Claim broken(GroundStep step, long[] before) {
        Promises promises = new Promises(List.of(), system.world(), system.expressions());
        for (Claim claim : system.claims()) {
            for (GroundStep.Label label : step.labels()) {
                if (!holds(promises.of(claim, label, step, system.grounding()), before)) {
                    return claim;
                }
            }
        }
        throw new IllegalStateException("every claim about steps holds by itself, but not all of them");
    }

    private boolean holds(Expression expression, long[] state) {
        return switch (expression.form()) {
            case IS -> packing.value(expression.field(), state) == expression.value();
            case NOT -> !holds(expression.negated(), state);
            case ALL -> expression.parts().stream().allMatch(part -> holds(part, state));
        };
    }
}
