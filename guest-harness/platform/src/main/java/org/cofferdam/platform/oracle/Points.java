package org.cofferdam.platform.oracle;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.cofferdam.isolation.core.Vocabulary;
import org.cofferdam.isolation.language.Sort;
import org.cofferdam.isolation.language.Symbol;

/**
 * What was so of each grant, port and doorbell by itself. There are many, and a call has to do with one or none: only a call that
 * makes or unmakes a partition has to do with all.
 */
final class Points {
    /** Sorts of which most calls need no element; each symbol about them has the element in its first place. */
    static final List<Sort> SORTS = List.of(Vocabulary.GRANT, Vocabulary.PORT, Vocabulary.BELL);

    private final Map<Sort, SortedMap<Integer, Facts>> facts = new LinkedHashMap<>();

    Points() {
        SORTS.forEach(sort -> facts.put(sort, new TreeMap<>()));
    }

    /** Whether a symbol is about an element of such a sort. */
    static boolean isOf(Symbol symbol) {
        return !symbol.sorts().isEmpty() && SORTS.contains(symbol.sorts().getFirst());
    }

    /** What was so of an element. */
    Facts of(Sort sort, int element) {
        return facts.get(sort).getOrDefault(element, Facts.NONE);
    }

    /** Elements of which anything was so. */
    SortedSet<Integer> known(Sort sort) {
        return new TreeSet<>(facts.get(sort).keySet());
    }

    /** Whether nothing was so of some elements. */
    boolean nothing(Map<Sort, SortedSet<Integer>> chosen) {
        for (Map.Entry<Sort, SortedSet<Integer>> entry : chosen.entrySet()) {
            for (int element : entry.getValue()) {
                if (facts.get(entry.getKey()).containsKey(element)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Whether facts say nothing of grants, ports and doorbells. */
    static boolean nothing(List<Symbol> symbols, Facts facts) {
        for (Symbol symbol : symbols) {
            if (isOf(symbol) && !facts.of(symbol).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** Collects what was so of some elements. */
    void add(Map<Sort, SortedSet<Integer>> chosen, Facts.Collection into) {
        chosen.forEach((sort, elements) -> elements.forEach(element -> into.all(of(sort, element))));
    }

    /** Takes what is so of some elements out of all that is so; the rest of it. */
    Facts take(Map<Sort, SortedSet<Integer>> chosen, List<Symbol> symbols, Facts all) {
        Facts.Collection rest = new Facts.Collection();
        Map<Sort, SortedMap<Integer, Facts.Collection>> taken = new LinkedHashMap<>();
        SORTS.forEach(sort -> taken.put(sort, new TreeMap<>()));
        for (Symbol symbol : symbols) {
            if (isOf(symbol)) {
                all.of(symbol)
                        .forEach((tuple, value) -> taken.get(symbol.sorts().getFirst())
                                .computeIfAbsent(Facts.element(tuple, 0), _ -> new Facts.Collection())
                                .raw(symbol, value, tuple));
            } else {
                rest.all(symbol, all);
            }
        }
        chosen.forEach(
                (sort, elements) -> elements.forEach(element -> facts.get(sort).remove(element)));
        taken.forEach((sort, elements) ->
                elements.forEach((element, found) -> facts.get(sort).put(element, found.facts())));
        return rest.facts();
    }
}
