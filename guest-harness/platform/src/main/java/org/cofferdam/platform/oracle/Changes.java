package org.cofferdam.platform.oracle;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cofferdam.isolation.core.Vocabulary;
import org.cofferdam.isolation.language.Function;
import org.cofferdam.isolation.language.Sort;
import org.cofferdam.isolation.language.Specification;
import org.cofferdam.isolation.language.Symbol;

/** What is otherwise after a settlement than it was before, as people can read it: what can be seen, and grants. */
final class Changes {
    private final Surroundings system;
    private final Specification specification;
    private final Ledger ledger;
    private final SortedMap<Integer, Facts> frames = new TreeMap<>();
    private final SortedMap<Integer, Facts> grants = new TreeMap<>();
    private final Facts context;

    /**
     * Remembers what is so now.
     *
     * @param touched frames of which something else may be so afterwards
     */
    Changes(Surroundings system, Specification specification, Ledger ledger, BitSet touched) {
        this.system = system;
        this.specification = specification;
        this.ledger = ledger;
        context = ledger.context();
        touched.stream().forEach(frame -> frames.put(frame, ledger.frame(frame)));
        ledger.points().known(Vocabulary.GRANT).forEach(grant -> grants.put(grant, grant(grant)));
    }

    private Facts grant(int number) {
        return ledger.points().of(Vocabulary.GRANT, number);
    }

    /** What has become different since. */
    List<String> now() {
        Map<List<String>, BitSet> groups = new LinkedHashMap<>();
        frames.forEach((frame, before) -> {
            List<String> lines = differences(before, ledger.frame(frame), true);
            if (!lines.isEmpty()) {
                groups.computeIfAbsent(lines, _ -> new BitSet()).set(frame);
            }
        });
        List<String> changed = new ArrayList<>();
        groups.forEach((lines, members) -> {
            int more = members.cardinality() - 1;
            String name = "frame 0x%x".formatted(system.address(members.nextSetBit(0)))
                    + (more == 0 ? "" : " and %d more".formatted(more));
            lines.forEach(line -> changed.add(line.replace("%s", name)));
        });
        SortedMap<Integer, Facts> all = new TreeMap<>(grants);
        ledger.points().known(Vocabulary.GRANT).forEach(grant -> all.putIfAbsent(grant, Facts.NONE));
        all.keySet()
                .forEach(grant ->
                        changed.addAll(differences(grants.getOrDefault(grant, Facts.NONE), grant(grant), false)));
        changed.addAll(differences(context, ledger.context(), false));
        return changed;
    }

    private List<String> differences(Facts before, Facts after, boolean ofFrame) {
        List<String> lines = new ArrayList<>();
        for (Symbol symbol : specification.symbols()) {
            boolean shown = Seen.canBe(symbol)
                    || (Points.isOf(symbol) && symbol.sorts().getFirst().equals(Vocabulary.GRANT));
            if (shown && symbol.changes() && symbol.sorts().contains(Vocabulary.FRAME) == ofFrame) {
                differences(symbol, before.of(symbol), after.of(symbol), lines);
            }
        }
        return lines;
    }

    private static void differences(
            Symbol symbol, SortedMap<Long, Integer> before, SortedMap<Long, Integer> after, List<String> lines) {
        SortedMap<Long, Integer> all = new TreeMap<>(before);
        all.putAll(after);
        for (long tuple : all.keySet()) {
            int was = before.getOrDefault(tuple, 0);
            int is = after.getOrDefault(tuple, 0);
            if (was != is) {
                String of = symbol.name() + "(" + String.join(", ", places(symbol, tuple)) + ")";
                lines.add(
                        symbol instanceof Function function
                                ? "%s: %s, then %s"
                                        .formatted(
                                                of,
                                                Wording.element(function.result(), was),
                                                Wording.element(function.result(), is))
                                : (is == 1 ? "now " : "no longer ") + of);
            }
        }
    }

    /** The elements of a tuple; the place of a frame, which is left out of it, is {@code %s}. */
    private static List<String> places(Symbol symbol, long tuple) {
        List<String> places = new ArrayList<>();
        int next = 0;
        for (Sort sort : symbol.sorts()) {
            places.add(sort.equals(Vocabulary.FRAME) ? "%s" : Wording.element(sort, Facts.element(tuple, next++)));
        }
        return places;
    }
}
