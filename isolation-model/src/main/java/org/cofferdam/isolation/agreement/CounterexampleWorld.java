package org.cofferdam.isolation.agreement;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cofferdam.isolation.core.CoreSpecification;
import org.cofferdam.isolation.core.Vocabulary;
import org.cofferdam.isolation.evaluate.TableState;
import org.cofferdam.isolation.explore.SmallWorld;
import org.cofferdam.isolation.explore.Tuples;
import org.cofferdam.isolation.language.Function;
import org.cofferdam.isolation.language.Kind;
import org.cofferdam.isolation.language.Relation;
import org.cofferdam.isolation.language.Sort;
import org.cofferdam.isolation.language.Symbol;
import org.cofferdam.isolation.prove.Counterexample;

/**
 * The world of a counterexample of the prover's, as one to explore: as many of everything, and configured alike. Only time is
 * shared by all, and there is a VMID for each: in a counterexample there is no schedule if the one step needs none, and then nobody
 * would ever come to a hart.
 */
final class CounterexampleWorld {
    private static final int NOT_PARTITIONS = 2;

    private CounterexampleWorld() {}

    /**
     * The world.
     *
     * @param free whether all partitions may flow to all, whatever the policy of the counterexample
     */
    static SmallWorld of(Counterexample example, boolean free) {
        Map<Sort, Integer> sizes = new HashMap<>(example.sizes());
        int partitions = sizes.get(Vocabulary.PARTITION);
        sizes.merge(Vocabulary.VMID, partitions - NOT_PARTITIONS + 1, Math::max);
        SmallWorld asFound = new SmallWorld(example.sizes(), example.before(), Set.of());
        TableState configuration = new TableState(sizes);
        for (Symbol symbol : CoreSpecification.CORE.symbols()) {
            if (symbol.kind() == Kind.RIGID) {
                for (List<Integer> tuple : Tuples.of(symbol.sorts(), asFound)) {
                    int[] places = tuple.stream().mapToInt(Integer::intValue).toArray();
                    switch (symbol) {
                        case Relation relation ->
                            configuration.set(relation, example.before().holds(relation, places), places);
                        case Function function ->
                            configuration.set(function, example.before().value(function, places), places);
                    }
                }
            }
        }
        for (int hart = 0; hart < sizes.get(Vocabulary.HART); hart++) {
            configuration.set(Vocabulary.SPARE, true, hart, 0);
            for (int partition = NOT_PARTITIONS; partition < partitions; partition++) {
                configuration.set(Vocabulary.WEIGHS, true, partition, hart);
            }
        }
        for (List<Integer> pair : free ? Tuples.of(Vocabulary.FLOWS.sorts(), asFound) : List.<List<Integer>>of()) {
            boolean both = pair.getFirst() >= NOT_PARTITIONS && pair.getLast() >= NOT_PARTITIONS;
            if (both) {
                configuration.set(Vocabulary.FLOWS, true, pair.getFirst(), pair.getLast());
            }
        }
        SmallWorld.Entry noGrant = new SmallWorld.Entry(Vocabulary.GRANTER, List.of(Vocabulary.NO_GRANT.element()));
        return new SmallWorld(sizes, configuration, Set.of(noGrant));
    }
}
