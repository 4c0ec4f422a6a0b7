package org.cofferdam.isolation.evaluate;

import java.util.ArrayList;
import java.util.List;
import org.cofferdam.isolation.language.Constant;
import org.cofferdam.isolation.language.Function;
import org.cofferdam.isolation.language.Relation;
import org.cofferdam.isolation.language.Sort;
import org.cofferdam.isolation.language.Specification;
import org.cofferdam.isolation.language.Symbol;
import org.cofferdam.isolation.language.Variable;

/** States in words: which facts there are, and which come and go with a step. */
public final class Facts {
    private final Specification specification;

    public Facts(Specification specification) {
        this.specification = specification;
    }

    /** How an element is called: by its own name if it has one. */
    public String name(Sort sort, int element) {
        for (Constant constant : specification.constants()) {
            if (constant.sort().equals(sort) && constant.element() == element) {
                return constant.name();
            }
        }
        return sort.letter() + element;
    }

    /** {@code d = d2, p = p0}. */
    public String name(List<Variable> variables, List<Integer> values) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < variables.size(); i++) {
            parts.add(variables.get(i).name() + " = " + name(variables.get(i).sort(), values.get(i)));
        }
        return String.join(", ", parts);
    }

    /** What a symbol says in a state: tuples that are in a relation, values that are not the first of their sort. */
    public List<String> of(Symbol symbol, State state) {
        List<String> facts = new ArrayList<>();
        for (int[] tuple : tuples(symbol, state)) {
            switch (symbol) {
                case Relation relation -> {
                    if (state.holds(relation, tuple)) {
                        facts.add(written(relation, tuple));
                    }
                }
                case Function function -> {
                    int value = state.value(function, tuple);
                    if (value != 0) {
                        facts.add(written(function, tuple) + " = " + name(function.result(), value));
                    }
                }
            }
        }
        return facts;
    }

    /** What a step has changed: {@code +} for what came, {@code -} for what went. */
    public List<String> changes(State before, State after) {
        List<String> changes = new ArrayList<>();
        for (Symbol symbol : specification.state()) {
            for (int[] tuple : tuples(symbol, before)) {
                switch (symbol) {
                    case Relation relation -> {
                        boolean was = before.holds(relation, tuple);
                        if (was != after.holds(relation, tuple)) {
                            changes.add((was ? "- " : "+ ") + written(relation, tuple));
                        }
                    }
                    case Function function -> {
                        int was = before.value(function, tuple);
                        int is = after.value(function, tuple);
                        if (was != is) {
                            changes.add("  " + written(function, tuple) + ": " + name(function.result(), was)
                                    + " becomes " + name(function.result(), is));
                        }
                    }
                }
            }
        }
        return changes;
    }

    private String written(Symbol symbol, int[] tuple) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < tuple.length; i++) {
            parts.add(name(symbol.sorts().get(i), tuple[i]));
        }
        return tuple.length == 0 ? symbol.name() : symbol.name() + "(" + String.join(", ", parts) + ")";
    }

    /** All tuples of a symbol's places, in the order of numbers. */
    static List<int[]> tuples(Symbol symbol, State state) {
        List<int[]> tuples = new ArrayList<>();
        tuples.add(new int[symbol.sorts().size()]);
        for (int place = 0; place < symbol.sorts().size(); place++) {
            List<int[]> longer = new ArrayList<>();
            for (int[] tuple : tuples) {
                for (int element = 0; element < state.size(symbol.sorts().get(place)); element++) {
                    int[] next = tuple.clone();
                    next[place] = element;
                    longer.add(next);
                }
            }
            tuples = longer;
        }
        return tuples;
    }
}
