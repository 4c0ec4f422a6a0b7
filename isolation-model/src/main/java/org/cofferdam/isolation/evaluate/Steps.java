package org.cofferdam.isolation.evaluate;

import java.util.ArrayList;
import java.util.List;
import org.cofferdam.isolation.language.Action;
import org.cofferdam.isolation.language.Formula;
import org.cofferdam.isolation.language.Function;
import org.cofferdam.isolation.language.Outcome;
import org.cofferdam.isolation.language.Relation;
import org.cofferdam.isolation.language.Sort;
import org.cofferdam.isolation.language.Symbol;
import org.cofferdam.isolation.language.Term;
import org.cofferdam.isolation.language.Update;
import org.cofferdam.isolation.language.Variable;

/** One outcome of an action, made ready to be tried in finite states and carried out. */
public final class Steps {
    private final Outcome outcome;
    private final Evaluation guard;
    private final List<Ready> updates = new ArrayList<>();

    /** An update whose condition is ready: parameters first, then the places of the symbol. */
    private record Ready(Update update, Evaluation when, Evaluation value) {}

    private Steps(Action action, Outcome outcome) {
        this.outcome = outcome;
        this.guard = Evaluation.of(outcome.guard(), action.parameters());
        for (Update update : outcome.updates()) {
            List<Variable> scope = new ArrayList<>(action.parameters());
            scope.addAll(update.places());
            updates.add(new Ready(update, Evaluation.of(update.when(), scope), value(update, scope)));
        }
    }

    /** Makes an outcome of an action ready. */
    public static Steps of(Action action, Outcome outcome) {
        return new Steps(action, outcome);
    }

    /** For an assignment: whether its value is the element that the last variable stands for. */
    private static Evaluation value(Update update, List<Variable> scope) {
        if (!(update instanceof Update.Assign(Function function, List<Variable> _, var _, Term value))) {
            return null;
        }
        Variable result = new Variable("result", function.result());
        List<Variable> wider = new ArrayList<>(scope);
        wider.add(result);
        return Evaluation.of(new Formula.Equal(value, result), wider);
    }

    /** The outcome that this carries out. */
    public Outcome outcome() {
        return outcome;
    }

    /**
     * Whether the action can end like this.
     *
     * @param state gives meaning to the action's inputs too
     */
    public boolean isPossible(State state, int... parameters) {
        return guard.holds(state, parameters);
    }

    /**
     * The state after the step; whether it {@linkplain #isPossible is possible} is not asked. The cost is that of all tuples of
     * what changes.
     */
    public TableState after(TableState state, int... parameters) {
        TableState after = state.copy();
        Worlds before = Worlds.of(state);
        // Removals first, and assignments from the last to the first, so that the first that applies stays.
        for (Ready ready : updates) {
            if (ready.update instanceof Update.Remove(Relation relation, var _, var _)) {
                forEach(state, ready, before, parameters, tuple -> after.set(relation, false, tuple));
            }
        }
        for (Ready ready : updates.reversed()) {
            if (ready.update instanceof Update.Assign(Function function, var _, var _, var _)) {
                forEach(state, ready, before, parameters, tuple -> {
                    after.set(function, value(state, ready, before, parameters, tuple), tuple);
                });
            }
        }
        for (Ready ready : updates) {
            if (ready.update instanceof Update.Insert(Relation relation, var _, var _)) {
                forEach(state, ready, before, parameters, tuple -> after.set(relation, true, tuple));
            }
        }
        return after;
    }

    private static int value(State state, Ready ready, Worlds before, int[] parameters, int[] tuple) {
        Sort sort = ((Function) ready.update.symbol()).result();
        for (int element = 0; element < state.size(sort); element++) {
            if (ready.value.holds(before, joined(parameters, tuple, element))) {
                return element;
            }
        }
        throw new IllegalStateException(ready.update + " has no value among " + state.size(sort));
    }

    /** What is done for each tuple that an update names. */
    private interface Change {
        void to(int[] tuple);
    }

    private static void forEach(State state, Ready ready, Worlds before, int[] parameters, Change change) {
        Symbol symbol = ready.update.symbol();
        int[] tuple = new int[symbol.sorts().size()];
        if (symbol.sorts().stream().anyMatch(sort -> state.size(sort) == 0)) {
            return;
        }
        do {
            if (ready.when.holds(before, joined(parameters, tuple))) {
                change.to(tuple);
            }
        } while (advance(tuple, symbol, state));
    }

    /** The next tuple in the order of numbers; false after the last. */
    private static boolean advance(int[] tuple, Symbol symbol, State state) {
        for (int place = tuple.length - 1; place >= 0; place--) {
            if (++tuple[place] < state.size(symbol.sorts().get(place))) {
                return true;
            }
            tuple[place] = 0;
        }
        return false;
    }

    private static int[] joined(int[] first, int[] second, int... third) {
        int[] all = new int[first.length + second.length + third.length];
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        System.arraycopy(third, 0, all, first.length + second.length, third.length);
        return all;
    }
}
