package org.cofferdam.isolation.explore;

import java.util.ArrayList;
import java.util.List;
import org.cofferdam.isolation.language.Sort;

/** All tuples of elements of some sorts, in the order of numbers. */
public final class Tuples {
    private Tuples() {}

    /** Each tuple once. */
    public static List<List<Integer>> of(List<Sort> sorts, SmallWorld world) {
        List<List<Integer>> tuples = new ArrayList<>();
        tuples.add(List.of());
        for (Sort sort : sorts) {
            List<List<Integer>> longer = new ArrayList<>();
            for (List<Integer> tuple : tuples) {
                for (int element = 0; element < world.size(sort); element++) {
                    List<Integer> next = new ArrayList<>(tuple);
                    next.add(element);
                    longer.add(List.copyOf(next));
                }
            }
            tuples = longer;
        }
        return tuples;
    }
}
