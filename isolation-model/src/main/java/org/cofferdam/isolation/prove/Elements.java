package org.cofferdam.isolation.prove;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cofferdam.isolation.language.Constant;
import org.cofferdam.isolation.language.Sort;
import org.cofferdam.isolation.language.Specification;

/** A finite world as a solver is told of it: a name for each element of a sort, and that there are no others. */
final class Elements {
    private Elements() {}

    /** The name of an element. */
    static String name(Sort sort, int element) {
        return sort.name() + "!" + element;
    }

    /** That a sort has exactly so many elements; those with a name of their own have their numbers. */
    static String bound(Specification specification, Sort sort, int size) {
        StringBuilder text = new StringBuilder();
        List<String> elements = new ArrayList<>();
        for (int element = 0; element < size; element++) {
            elements.add(name(sort, element));
            text.append("(declare-const ")
                    .append(elements.getLast() + " " + sort)
                    .append(")\n");
        }
        for (Constant constant : constants(specification, sort)) {
            text.append("(assert (= ")
                    .append(constant.name() + " " + name(sort, constant.element()))
                    .append("))\n");
        }
        if (size > 1) {
            text.append("(assert (distinct ").append(String.join(" ", elements)).append("))\n");
        }
        text.append("(assert (forall ((any " + sort + ")) (or");
        elements.forEach(element -> text.append(" (= any " + element + ")"));
        return text.append(")))\n").toString();
    }

    static List<Constant> constants(Specification specification, Sort sort) {
        return specification.constants().stream()
                .filter(constant -> constant.sort().equals(sort))
                .toList();
    }

    /** All tuples of elements. */
    static List<List<Integer>> tuples(List<Sort> sorts, Map<Sort, Integer> sizes) {
        List<List<Integer>> tuples = List.of(List.of());
        for (Sort sort : sorts) {
            List<List<Integer>> longer = new ArrayList<>();
            for (List<Integer> tuple : tuples) {
                for (int element = 0; element < sizes.get(sort); element++) {
                    List<Integer> next = new ArrayList<>(tuple);
                    next.add(element);
                    longer.add(next);
                }
            }
            tuples = longer;
        }
        return tuples;
    }
}
