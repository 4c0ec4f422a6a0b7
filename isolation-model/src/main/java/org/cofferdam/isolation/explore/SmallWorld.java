package org.cofferdam.isolation.explore;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cofferdam.isolation.evaluate.State;
import org.cofferdam.isolation.language.Sort;
import org.cofferdam.isolation.language.Symbol;

/**
 * A world to explore: so many elements of each sort, and what the configuration fixes.
 *
 * @param configuration gives meaning to the rigid symbols
 * @param idle entries of rigid symbols that have to be something and mean nothing, such as who owns the slot that is none: they
 *     do not stand in the way of a symmetry
 */
public record SmallWorld(Map<Sort, Integer> sizes, State configuration, Set<Entry> idle) {
    public SmallWorld {
        sizes = Map.copyOf(sizes);
        idle = Set.copyOf(idle);
    }

    /** A symbol at a tuple of elements. */
    public record Entry(Symbol symbol, List<Integer> tuple) {
        public Entry {
            tuple = List.copyOf(tuple);
        }
    }

    /** How many elements a sort has. */
    public int size(Sort sort) {
        Integer size = sizes.get(sort);
        if (size == null) {
            throw new IllegalArgumentException("the world does not say how many of sort " + sort + " there are");
        }
        return size;
    }
}
