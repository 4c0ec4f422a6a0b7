package org.cofferdam.isolation.evaluate;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.cofferdam.isolation.language.Function;
import org.cofferdam.isolation.language.Relation;
import org.cofferdam.isolation.language.Sort;
import org.cofferdam.isolation.language.Symbol;

/** A state as tables, one a symbol. A relation that was never set is empty, a function 0 everywhere. */
public final class TableState implements State {
    private final Map<Sort, Integer> sizes;
    private final Map<Relation, BitSet> relations = new HashMap<>();
    private final Map<Function, int[]> functions = new HashMap<>();

    /** An empty state of a world with so many elements. */
    public TableState(Map<Sort, Integer> sizes) {
        this.sizes = Map.copyOf(sizes);
    }

    /** A copy that can be changed by itself. */
    public TableState copy() {
        TableState copy = new TableState(sizes);
        relations.forEach((relation, tuples) -> copy.relations.put(relation, (BitSet) tuples.clone()));
        functions.forEach((function, values) -> copy.functions.put(function, values.clone()));
        return copy;
    }

    @Override
    public int size(Sort sort) {
        Integer size = sizes.get(sort);
        if (size == null) {
            throw new IllegalArgumentException("this world does not say how many of sort " + sort + " there are");
        }
        return size;
    }

    @Override
    public boolean holds(Relation relation, int[] tuple) {
        BitSet tuples = relations.get(relation);
        return tuples != null && tuples.get(index(relation, tuple));
    }

    @Override
    public int value(Function function, int[] arguments) {
        int[] values = functions.get(function);
        return values == null ? 0 : values[index(function, arguments)];
    }

    /** Puts a tuple into a relation, or takes it out. */
    public void set(Relation relation, boolean holds, int... tuple) {
        relations.computeIfAbsent(relation, _ -> new BitSet()).set(index(relation, tuple), holds);
    }

    /** Sets the value of a function for some arguments. */
    public void set(Function function, int value, int... arguments) {
        if (value < 0 || value >= size(function.result())) {
            throw new IllegalArgumentException(function + " = " + value + ", but there are " + size(function.result())
                    + " of sort " + function.result());
        }
        functions.computeIfAbsent(function, _ -> new int[count(function)])[index(function, arguments)] = value;
    }

    private int count(Symbol symbol) {
        int count = 1;
        for (Sort sort : symbol.sorts()) {
            count = Math.multiplyExact(count, size(sort));
        }
        return count;
    }

    /** The place of a tuple: its elements as digits. */
    private int index(Symbol symbol, int[] tuple) {
        int index = 0;
        for (int place = 0; place < tuple.length; place++) {
            int size = size(symbol.sorts().get(place));
            Objects.checkIndex(tuple[place], size);
            index = Math.addExact(Math.multiplyExact(index, size), tuple[place]);
        }
        return index;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TableState state
                && sizes.equals(state.sizes)
                && meaning().equals(state.meaning());
    }

    @Override
    public int hashCode() {
        return meaning().hashCode();
    }

    /** What is not as in an empty state, by symbol. */
    private Map<String, Object> meaning() {
        Map<String, Object> meaning = new HashMap<>();
        relations.forEach((relation, tuples) -> {
            if (!tuples.isEmpty()) {
                meaning.put(relation.name(), tuples);
            }
        });
        functions.forEach((function, values) -> {
            if (Arrays.stream(values).anyMatch(value -> value != 0)) {
                meaning.put(function.name(), Arrays.stream(values).boxed().toList());
            }
        });
        return meaning;
    }
}
