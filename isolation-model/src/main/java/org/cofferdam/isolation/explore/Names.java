package org.cofferdam.isolation.explore;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cofferdam.isolation.explore.SmallWorld.Entry;
import org.cofferdam.isolation.language.Constant;
import org.cofferdam.isolation.language.Function;
import org.cofferdam.isolation.language.Sort;
import org.cofferdam.isolation.language.Specification;

/** How elements, steps and parts of a state are called in stories. */
final class Names {
    private final Map<Sort, Map<Integer, String>> constants = new LinkedHashMap<>();

    Names(Specification specification) {
        for (Constant constant : specification.constants()) {
            constants.computeIfAbsent(constant.sort(), _ -> new TreeMap<>()).put(constant.element(), constant.name());
        }
    }

    /** The name of a constant, or a letter and a number. */
    String of(Sort sort, int element) {
        return constants.getOrDefault(sort, Map.of()).getOrDefault(element, sort.letter() + element);
    }

    /** {@code hypercall.GRANT_SHARE(h = h0, d = d2, run = {p0}): SUCCESS}. */
    String of(GroundStep.Label label) {
        List<String> parts = new ArrayList<>();
        label.parameters()
                .forEach((variable, value) -> parts.add(variable.name() + " = " + of(variable.sort(), value)));
        Map<String, List<String>> bySet = new LinkedHashMap<>();
        for (Entry entry : label.sets()) {
            bySet.computeIfAbsent(entry.symbol().name(), _ -> new ArrayList<>()).add(tuple(entry));
        }
        bySet.forEach((set, tuples) -> parts.add(set + " = {" + String.join(", ", tuples) + "}"));
        return label.action().name() + "(" + String.join(", ", parts) + "): "
                + label.outcome().result();
    }

    /** {@code own(p0) = d2}, {@code tlb(h0, v1, p0, read)}, {@code not live(g1)}. */
    String of(Entry entry, int value) {
        String arguments = entry.tuple().isEmpty() ? "" : "(" + arguments(entry) + ")";
        if (entry.symbol() instanceof Function function) {
            return function.name() + arguments + " = " + of(function.result(), value);
        }
        return (value == 1 ? "" : "not ") + entry.symbol().name() + arguments;
    }

    private String tuple(Entry entry) {
        return entry.tuple().size() == 1 ? arguments(entry) : "(" + arguments(entry) + ")";
    }

    private String arguments(Entry entry) {
        List<String> names = new ArrayList<>();
        for (int place = 0; place < entry.tuple().size(); place++) {
            names.add(of(entry.symbol().sorts().get(place), entry.tuple().get(place)));
        }
        return String.join(", ", names);
    }
}
