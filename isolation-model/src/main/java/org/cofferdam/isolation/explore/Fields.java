package org.cofferdam.isolation.explore;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cofferdam.isolation.explore.SmallWorld.Entry;
import org.cofferdam.isolation.language.Function;
import org.cofferdam.isolation.language.Relation;
import org.cofferdam.isolation.language.Symbol;

/**
 * The places of a state, one for each tuple of a relation (1: in it) and each argument of a function, and after them those of the
 * sets that actors choose. Of each the values are known that can occur: what has one value needs no bits.
 */
final class Fields {
    private final List<Entry> entries = new ArrayList<>();
    private final List<BitSet> values = new ArrayList<>();
    private final Map<Entry, Integer> numbers = new HashMap<>();
    private final int stateFields;

    /** Fields of symbols of the state with no value yet, and of sets to choose. */
    Fields(Collection<Symbol> state, Collection<Relation> inputs, SmallWorld world) {
        for (Symbol symbol : state) {
            add(symbol, world);
        }
        stateFields = entries.size();
        for (Relation input : inputs) {
            int from = entries.size();
            add(input, world);
            values.subList(from, values.size()).forEach(both -> both.set(0, 2));
        }
    }

    private void add(Symbol symbol, SmallWorld world) {
        for (List<Integer> tuple : Tuples.of(symbol.sorts(), world)) {
            Entry entry = new Entry(symbol, tuple);
            numbers.put(entry, entries.size());
            entries.add(entry);
            values.add(new BitSet());
        }
    }

    /** How many fields a state has. They come first. */
    int inState() {
        return stateFields;
    }

    /** All fields, with those that are chosen. */
    int count() {
        return entries.size();
    }

    Entry entry(int field) {
        return entries.get(field);
    }

    /**
     * The field of a symbol at a tuple.
     *
     * @throws IllegalStateException if the symbol is not among those kept
     */
    int of(Symbol symbol, List<Integer> tuple) {
        Integer field = numbers.get(new Entry(symbol, tuple));
        if (field == null) {
            throw new IllegalStateException(symbol.name() + tuple + " is not a field of this state");
        }
        return field;
    }

    boolean isChosen(int field) {
        return field >= stateFields;
    }

    /** The values that occur in a field. The caller does not change them. */
    BitSet values(int field) {
        return values.get(field);
    }

    /** A value occurs; whether that is news. */
    boolean add(int field, int value) {
        boolean isNew = !values.get(field).get(value);
        values.get(field).set(value);
        return isNew;
    }

    /** Any value may occur in any field of the state. */
    void allowAll(SmallWorld world) {
        for (int field = 0; field < stateFields; field++) {
            int size = entries.get(field).symbol() instanceof Function function ? world.size(function.result()) : 2;
            values.get(field).set(0, size);
        }
    }

    /** The same fields, of which no value occurs yet in the state. */
    void forget() {
        values.subList(0, stateFields).forEach(BitSet::clear);
    }
}
