package org.cofferdam.isolation.explore;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.Callable;
import org.cofferdam.isolation.language.Claim;
import org.cofferdam.isolation.language.Specification;
import org.cofferdam.isolation.mutate.Mutant;

/**
 * Explores a small world under every mutant of a specification at once. A mutant has one outcome that the specification has not;
 * here it happens <em>beside</em> the right one, as a fault does that shows now and then. So all mutants share the states of the
 * specification itself, and of each mutant only those are kept that its outcome leads to. If the claims are inductive for the
 * mutant they hold of all these runs too, so what is violated here the prover has to refute.
 */
public final class MutantExploration {
    private static final int CHUNK = 1 << 9;

    private final CompiledSystem system;
    private final Orbits orbits;
    private final List<Mutant> mutants;
    private final StateSet states;
    private final List<Own> own = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final BitSet open = new BitSet();
    private int levelBegan;
    private int depth;

    /** What came of a mutant. */
    public sealed interface Finding {
        /** A shortest run that violates a claim has so many steps. */
        record Violated(int steps, Claim claim, Story.Step last) implements Finding {}

        /** No run of this world violates a claim, and the mutant's outcome happens in some. */
        record Held(int states) implements Finding {}

        /** In this world the outcome never happens. */
        record Never() implements Finding {}

        /** No run of so many steps violates a claim: longer ones were not followed. */
        record Unfinished(int steps) implements Finding {}
    }

    /** The states that only one mutant has. */
    private static final class Own {
        private final StateSet states;
        private int levelBegan;
        private boolean taken;
        private boolean full;

        Own(StateSet states) {
            this.states = states;
        }
    }

    /** Makes a world ready. */
    public MutantExploration(Specification specification, SmallWorld world, List<Claim> claims, List<Mutant> mutants) {
        this.mutants = List.copyOf(mutants);
        List<GroundSystem.Variant> variants = mutants.stream()
                .map(mutant -> new GroundSystem.Variant(mutant.action(), mutant.outcome()))
                .toList();
        GroundSystem ground = GroundSystem.reachable(specification, world, claims, List.of(), variants);
        orbits = Orbits.of(ground);
        system = new CompiledSystem(ground, orbits.packing());
        states = new StateSet(orbits.packing());
        Orbits.Representative representative = orbits.representative();
        for (long[] state : system.initial()) {
            representative.of(state);
            states.add(state, 0);
        }
        for (int mutant = 0; mutant < mutants.size(); mutant++) {
            own.add(new Own(new StateSet(orbits.packing())));
            findings.add(null);
            open.set(mutant, !ground.stepsOfVariants().get(mutant).isEmpty());
        }
    }

    /**
     * Explores until all is known, every mutant is refuted, or there are too many states.
     *
     * @param most states of the specification: no level is begun when there are as many
     * @param mostOwn states of each mutant
     */
    public List<Finding> run(int threads, int most, int mostOwn, Exploration.Progress progress) {
        try (Parallel parallel = new Parallel(threads)) {
            while (!open.isEmpty() && !isComplete() && states.size() < most) {
                int from = levelBegan;
                levelBegan = states.size();
                specificationsLevel(parallel, from, levelBegan, mostOwn);
                depth++;
                progress.level(depth, states.size(), states.size() - levelBegan, open.cardinality());
            }
        }
        boolean complete = isComplete();
        for (int mutant = 0; mutant < mutants.size(); mutant++) {
            if (findings.get(mutant) == null) {
                findings.set(mutant, unrefuted(mutant, complete));
            }
        }
        return List.copyOf(findings);
    }

    private Finding unrefuted(int mutant, boolean complete) {
        Own its = own.get(mutant);
        boolean possible = open.get(mutant);
        if (possible && (!complete || its.full)) {
            return new Finding.Unfinished(depth);
        }
        return possible && its.taken ? new Finding.Held(its.states.size()) : new Finding.Never();
    }

    private boolean isComplete() {
        return levelBegan == states.size()
                && open.stream()
                        .allMatch(mutant -> own.get(mutant).levelBegan
                                == own.get(mutant).states.size());
    }

    private void specificationsLevel(Parallel parallel, int from, int to, int mostOwn) {
        List<Callable<MutantExpansion>> tasks = new ArrayList<>();
        for (int chunk = from; chunk < to; chunk += CHUNK) {
            int first = chunk;
            tasks.add(() -> {
                MutantExpansion expansion = new MutantExpansion(system, states, orbits);
                expansion.run(first, Math.min(to, first + CHUNK), open);
                return expansion;
            });
        }
        List<MutantExpansion> expansions = parallel.run(tasks);
        List<Integer> asked = open.stream().boxed().toList();
        List<MutantExpansion.Found> further = ownLevel(parallel, asked);
        for (MutantExpansion expansion : expansions) {
            refuse(expansion.base().violation());
            expansion.base().addTo(states, null, Integer.MAX_VALUE);
        }
        for (int i = 0; i < asked.size(); i++) {
            int mutant = asked.get(i);
            List<MutantExpansion.Found> found = new ArrayList<>();
            expansions.forEach(expansion -> found.add(expansion.of(mutant)));
            found.add(further.get(i));
            take(mutant, found, mostOwn);
        }
    }

    private List<MutantExpansion.Found> ownLevel(Parallel parallel, List<Integer> asked) {
        List<Callable<MutantExpansion.Found>> tasks = new ArrayList<>();
        for (int mutant : asked) {
            Own its = own.get(mutant);
            int from = its.levelBegan;
            its.levelBegan = its.states.size();
            tasks.add(() -> new MutantExpansion(system, states, orbits).run(its.states, from, its.levelBegan, mutant));
        }
        return parallel.run(tasks);
    }

    private void take(int mutant, List<MutantExpansion.Found> found, int mostOwn) {
        Own its = own.get(mutant);
        for (MutantExpansion.Found part : found) {
            its.taken |= part.taken();
            if (part.violation() != null) {
                findings.set(mutant, told(part.violation()));
                own.set(mutant, null);
                open.clear(mutant);
                return;
            }
            its.full |= !part.addTo(its.states, states, mostOwn);
        }
    }

    private Finding told(MutantExpansion.Violation violation) {
        Telling telling = new Telling(system);
        Claim claim = violation.keepsPromises
                ? telling.violated(violation.after())
                : telling.broken(violation.step, violation.before());
        return new Finding.Violated(
                depth + 1, claim, telling.step(violation.before(), violation.step, violation.after()));
    }

    private static void refuse(MutantExpansion.Violation violation) {
        if (violation != null) {
            throw new IllegalStateException("the specification itself does not keep its claims: explore it first");
        }
    }

    /** States of the specification that are known, up to symmetry. */
    public int states() {
        return states.size();
    }

    /** Steps after which no state of the specification was expanded. */
    public int depth() {
        return depth;
    }

    /** Bits of a state. */
    public int bits() {
        return orbits.packing().bits();
    }
}
