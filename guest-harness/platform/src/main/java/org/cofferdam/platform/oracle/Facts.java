package org.cofferdam.platform.oracle;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cofferdam.isolation.language.Symbol;

/**
 * What is so of a frame, or of all else: tuples that are in relations, and values of functions that are not 0. Of a symbol that
 * speaks of frames the place of the frame is left out: whose facts they are says which. What two frames have in common they have
 * once: most frames of a partition have the same.
 */
final class Facts {
    static final Facts NONE = new Facts(new TreeMap<>());

    private static final int PLACE_BITS = 16;

    private final SortedMap<String, SortedMap<Long, Integer>> bySymbol;
    private final int hash;

    private Facts(SortedMap<String, SortedMap<Long, Integer>> bySymbol) {
        this.bySymbol = bySymbol;
        this.hash = bySymbol.hashCode();
    }

    /** Collects facts. */
    static final class Collection {
        private final SortedMap<String, SortedMap<Long, Integer>> bySymbol = new TreeMap<>();

        /** A tuple is in a relation. */
        Collection holds(Symbol symbol, int... tuple) {
            return value(symbol, 1, tuple);
        }

        /** Nothing is said of a symbol. */
        Collection none(Symbol symbol) {
            bySymbol.remove(symbol.name());
            return this;
        }

        /** A function has a value, and no other. */
        Collection replace(Symbol symbol, int value, int... tuple) {
            SortedMap<Long, Integer> values = bySymbol.get(symbol.name());
            if (values != null) {
                values.remove(packed(tuple));
            }
            return value(symbol, value, tuple);
        }

        /** A function has a value. */
        Collection value(Symbol symbol, int value, int... tuple) {
            if (value != 0) {
                bySymbol.computeIfAbsent(symbol.name(), _ -> new TreeMap<>()).put(packed(tuple), value);
            }
            return this;
        }

        /** The same, of a tuple that is packed already. */
        Collection raw(Symbol symbol, int value, long tuple) {
            if (value != 0) {
                bySymbol.computeIfAbsent(symbol.name(), _ -> new TreeMap<>()).put(tuple, value);
            }
            return this;
        }

        /** All that others say. */
        Collection all(Facts others) {
            others.bySymbol.forEach((symbol, values) ->
                    bySymbol.computeIfAbsent(symbol, _ -> new TreeMap<>()).putAll(values));
            return this;
        }

        /** All that others say of a symbol. */
        Collection all(Symbol symbol, Facts others) {
            SortedMap<Long, Integer> values = others.of(symbol);
            if (!values.isEmpty()) {
                bySymbol.computeIfAbsent(symbol.name(), _ -> new TreeMap<>()).putAll(values);
            }
            return this;
        }

        Facts facts() {
            return bySymbol.isEmpty() ? NONE : new Facts(bySymbol);
        }
    }

    /** A tuple as one number, its first place lowest. */
    static long packed(int... tuple) {
        long packed = 0;
        for (int place = tuple.length - 1; place >= 0; place--) {
            packed = packed << PLACE_BITS | tuple[place];
        }
        return packed;
    }

    /** An element of a packed tuple. */
    static int element(long tuple, int place) {
        return (int) (tuple >>> (PLACE_BITS * place)) & ((1 << PLACE_BITS) - 1);
    }

    /** By packed tuple what is said of a symbol: 1 in a relation, or the value of a function. */
    SortedMap<Long, Integer> of(Symbol symbol) {
        return bySymbol.getOrDefault(symbol.name(), Collections.emptySortedMap());
    }

    /** The value of a function for these arguments; of a relation 1 if it holds. */
    int value(Symbol symbol, int... tuple) {
        return of(symbol).getOrDefault(packed(tuple), 0);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || (other instanceof Facts facts && hash == facts.hash && bySymbol.equals(facts.bySymbol));
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return bySymbol.toString();
    }
}
