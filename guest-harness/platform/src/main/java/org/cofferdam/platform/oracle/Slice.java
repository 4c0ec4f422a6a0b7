package org.cofferdam.platform.oracle;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import org.cofferdam.isolation.core.Vocabulary;
import org.cofferdam.isolation.evaluate.State;
import org.cofferdam.isolation.evaluate.TableState;
import org.cofferdam.isolation.language.Function;
import org.cofferdam.isolation.language.Relation;
import org.cofferdam.isolation.language.Sort;
import org.cofferdam.isolation.language.Symbol;

/**
 * A small world cut out of the whole: a frame for each way in which frames differ, the VMIDs, grants, ports and doorbells that matter, and
 * all of the other sorts. Formulas that say something of all frames are true of the whole if they are true of it, since frames of
 * which the same is so cannot be told apart.
 */
final class Slice {
    private final Map<Sort, Integer> sizes;
    private final Map<Sort, List<Integer>> chosen = new LinkedHashMap<>();

    /**
     * A slice.
     *
     * @param sizes  of the sorts that are whole
     * @param frames how many frames stand for all
     * @param chosen by sort that is not whole, which elements are in the slice
     */
    Slice(Map<Sort, Integer> sizes, int frames, Map<Sort, SortedSet<Integer>> chosen) {
        this.sizes = new LinkedHashMap<>(sizes);
        chosen.forEach((sort, elements) -> {
            this.chosen.put(sort, List.copyOf(elements));
            this.sizes.put(sort, elements.size());
        });
        this.sizes.put(Vocabulary.FRAME, frames);
    }

    /** The number in the slice of an element of the whole; -1 if it is not in it. */
    int local(Sort sort, int whole) {
        List<Integer> numbers = chosen.get(sort);
        return numbers == null ? whole : numbers.indexOf(whole);
    }

    /** The number in the whole of an element of the slice. */
    int whole(Sort sort, int local) {
        List<Integer> numbers = chosen.get(sort);
        return numbers == null ? local : numbers.get(local);
    }

    /** A state in which nothing is so. */
    TableState empty() {
        return new TableState(sizes);
    }

    /** Adds to a state what is so of a frame, or of what is no frame. */
    void add(TableState state, List<Symbol> symbols, Facts facts, int frame) {
        for (Symbol symbol : symbols) {
            facts.of(symbol).forEach((packed, value) -> {
                int[] tuple = tuple(symbol, packed, frame);
                if (tuple != null && symbol instanceof Relation relation) {
                    state.set(relation, true, tuple);
                } else if (tuple != null && symbol instanceof Function function) {
                    state.set(function, local(function.result(), value), tuple);
                }
            });
        }
    }

    /** A tuple of the slice, or null if it is about something that is not in it. */
    private int[] tuple(Symbol symbol, long packed, int frame) {
        int[] tuple = new int[symbol.sorts().size()];
        int taken = 0;
        for (int place = 0; place < tuple.length; place++) {
            Sort sort = symbol.sorts().get(place);
            tuple[place] = sort.equals(Vocabulary.FRAME) ? frame : local(sort, Facts.element(packed, taken++));
            if (tuple[place] < 0) {
                return null;
            }
        }
        return tuple;
    }

    /** Collects what a state says of a frame by these symbols, or, of what is no frame, by symbols without a place for frames. */
    void read(State state, List<Symbol> symbols, int frame, Facts.Collection into) {
        for (Symbol symbol : symbols) {
            for (int[] tuple : tuples(symbol, frame)) {
                int value = value(state, symbol, tuple);
                if (value != 0) {
                    into.value(
                            symbol,
                            symbol instanceof Function function ? whole(function.result(), value) : 1,
                            whole(symbol, tuple));
                }
            }
        }
    }

    /** The value of a function, or 1 for a tuple in a relation. */
    static int value(State state, Symbol symbol, int[] tuple) {
        return switch (symbol) {
            case Relation relation -> state.holds(relation, tuple) ? 1 : 0;
            case Function function -> state.value(function, tuple);
        };
    }

    private int[] whole(Symbol symbol, int[] tuple) {
        List<Integer> numbers = new ArrayList<>();
        for (int place = 0; place < tuple.length; place++) {
            Sort sort = symbol.sorts().get(place);
            if (!sort.equals(Vocabulary.FRAME)) {
                numbers.add(whole(sort, tuple[place]));
            }
        }
        return numbers.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Every tuple that a symbol takes, of one frame where it takes a frame. */
    List<int[]> tuples(Symbol symbol, int frame) {
        List<int[]> tuples = new ArrayList<>();
        extend(symbol, frame, new int[symbol.sorts().size()], 0, tuples);
        return tuples;
    }

    private void extend(Symbol symbol, int frame, int[] tuple, int place, List<int[]> into) {
        if (place == tuple.length) {
            into.add(tuple.clone());
            return;
        }
        boolean ofFrame = symbol.sorts().get(place).equals(Vocabulary.FRAME);
        int first = ofFrame ? frame : 0;
        int end = ofFrame ? frame + 1 : sizes.get(symbol.sorts().get(place));
        for (int element = first; element < end; element++) {
            tuple[place] = element;
            extend(symbol, frame, tuple, place + 1, into);
        }
    }
}
