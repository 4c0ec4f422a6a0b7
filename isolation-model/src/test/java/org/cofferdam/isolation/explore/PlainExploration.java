package org.cofferdam.isolation.explore;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.cofferdam.isolation.evaluate.State;
import org.cofferdam.isolation.evaluate.Steps;
import org.cofferdam.isolation.evaluate.TableState;
import org.cofferdam.isolation.language.Action;
import org.cofferdam.isolation.language.Function;
import org.cofferdam.isolation.language.Outcome;
import org.cofferdam.isolation.language.Relation;
import org.cofferdam.isolation.language.Specification;
import org.cofferdam.isolation.language.Symbol;
import org.cofferdam.isolation.language.Variable;

/** The same by the evaluator, with nothing clever: whole states in a set, every parameter, every set that can be chosen. */
final class PlainExploration {
    private final Specification specification;
    private final SmallWorld world;

    PlainExploration(Specification specification, SmallWorld world) {
        this.specification = specification;
        this.world = world;
    }

    /** All states that can be reached from a state. */
    Set<TableState> from(Collection<TableState> initial) {
        Set<TableState> known = new HashSet<>(initial);
        Deque<TableState> waiting = new ArrayDeque<>(known);
        List<Ready> ready = new ArrayList<>();
        for (Action action : specification.actions()) {
            for (Outcome outcome : action.outcomes()) {
                if (!outcome.updates().isEmpty()) {
                    ready.add(new Ready(action, Steps.of(action, outcome)));
                }
            }
        }
        while (!waiting.isEmpty()) {
            TableState state = waiting.remove();
            for (Ready each : ready) {
                for (TableState after : after(state, each)) {
                    if (known.add(after)) {
                        waiting.add(after);
                    }
                }
            }
        }
        return known;
    }

    private record Ready(Action action, Steps steps) {}

    private List<TableState> after(TableState state, Ready ready) {
        List<TableState> after = new ArrayList<>();
        List<List<Integer>> parameters =
                Tuples.of(ready.action.parameters().stream().map(Variable::sort).toList(), world);
        for (TableState chosen : choices(state, ready.action.inputs())) {
            for (List<Integer> tuple : parameters) {
                int[] values = Grounding.array(tuple);
                if (ready.steps.isPossible(chosen, values)) {
                    TableState next = ready.steps.after(chosen, values);
                    clear(next, ready.action.inputs());
                    after.add(next);
                }
            }
        }
        return after;
    }

    /** The state with every choice of sets. */
    private List<TableState> choices(TableState state, List<Relation> inputs) {
        List<TableState> choices = List.of(state);
        for (Relation input : inputs) {
            for (List<Integer> tuple : Tuples.of(input.sorts(), world)) {
                List<TableState> more = new ArrayList<>(choices);
                for (TableState choice : choices) {
                    TableState with = choice.copy();
                    with.set(input, true, Grounding.array(tuple));
                    more.add(with);
                }
                choices = more;
            }
        }
        return choices;
    }

    private void clear(TableState state, List<Relation> inputs) {
        for (Relation input : inputs) {
            Tuples.of(input.sorts(), world).forEach(tuple -> state.set(input, false, Grounding.array(tuple)));
        }
    }

    /** A state with the meaning that another gives to some symbols, and nothing else. */
    TableState only(Collection<Symbol> symbols, State state) {
        TableState copy = new TableState(world.sizes());
        for (Symbol symbol : symbols) {
            for (List<Integer> tuple : Tuples.of(symbol.sorts(), world)) {
                int[] place = Grounding.array(tuple);
                switch (symbol) {
                    case Relation relation -> copy.set(relation, state.holds(relation, place), place);
                    case Function function -> copy.set(function, state.value(function, place), place);
                }
            }
        }
        return copy;
    }
}
