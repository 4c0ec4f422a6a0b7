package org.cofferdam.isolation.explore;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.cofferdam.isolation.language.Formula;
import org.cofferdam.isolation.language.Specification;

/** Where a system can begin: every state that satisfies the specification's initial formulas. */
final class InitialStates {
    private final Specification specification;
    private final SmallWorld world;

    InitialStates(Specification specification, SmallWorld world) {
        this.specification = specification;
        this.world = world;
    }

    /**
     * The initial states, each once: values by field.
     *
     * @param kept the fields asked for. What a run leaves out takes part in the search and is dropped
     * @throws IllegalArgumentException if there is none
     */
    List<Map<Integer, Integer>> of(Fields kept) {
        Fields all = new Fields(specification.state(), List.of(), world);
        all.allowAll(world);
        Expressions expressions = new Expressions(all);
        Expression begins =
                new Grounding(world, all, expressions).ground(new Formula.And(specification.initial()), Map.of());
        List<Integer> wanted = new ArrayList<>();
        for (int field = 0; field < kept.inState(); field++) {
            wanted.add(all.of(kept.entry(field).symbol(), kept.entry(field).tuple()));
        }
        Set<Map<Integer, Integer>> states = new LinkedHashSet<>();
        Solutions.visit(begins, all, expressions, wanted, values -> {
            Map<Integer, Integer> state = new TreeMap<>();
            for (int field = 0; field < wanted.size(); field++) {
                state.put(field, values.get(wanted.get(field)));
            }
            states.add(state);
        });
        if (states.isEmpty()) {
            throw new IllegalArgumentException("no state satisfies the initial formulas of " + specification.name());
        }
        return List.copyOf(states);
    }
}
