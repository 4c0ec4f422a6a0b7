package org.cofferdam.isolation.explore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cofferdam.isolation.language.Claim;
import org.cofferdam.isolation.language.Formula;
import org.cofferdam.isolation.language.Specification;

/**
 * Follows every run of a small world, all of them one step further at a time, so that the first violation found is at the end of
 * a shortest run. The result depends on specification, world and claims alone: threads expand runs of states against what was
 * known before, and what they find is added in the order of the states.
 */
public final class Exploration {
    /** States that a thread expands at a time. */
    private static final int CHUNK = 1 << 10;

    /** Chunks after which what was found is added. */
    private static final int CHUNKS_A_ROUND = 32;

    private final CompiledSystem system;
    private final Orbits orbits;
    private final List<Sometimes> sometimes;
    private final List<Integer> questions = new ArrayList<>();
    private final StateSet states;
    private final List<Integer> levels = new ArrayList<>();
    private final BitSet stepsTaken = new BitSet();
    private final BitSet shown = new BitSet();
    private long transitions;
    private Expansion.Violation violation;
    private Checkpoint checkpoint;

    /** Told of each level that is complete. */
    public interface Progress {
        /**
         * A level is complete.
         *
         * @param depth steps from the beginning to the states whose steps have all been taken
         * @param states all that are known
         * @param waiting those whose steps have not been taken
         */
        void level(int depth, int states, int waiting, long transitions);
    }

    /**
     * Makes a world ready.
     *
     * @param claims about states and steps, of the specification or others
     * @param symmetry whether states that are the same but for names count as one
     */
    public Exploration(
            Specification specification,
            SmallWorld world,
            List<Claim> claims,
            List<Sometimes> sometimes,
            boolean symmetry) {
        List<Formula> formulas = sometimes.stream().map(Sometimes::formula).toList();
        GroundSystem ground = GroundSystem.reachable(specification, world, claims, formulas);
        orbits = symmetry ? Orbits.of(ground) : Orbits.trivial(ground);
        system = new CompiledSystem(ground, orbits.packing());
        this.sometimes = List.copyOf(sometimes);
        formulas.forEach(formula -> questions.add(system.question(formula)));
        states = new StateSet(orbits.packing());
        begin();
    }

    private void begin() {
        Orbits.Representative representative = orbits.representative();
        for (long[] state : system.initial()) {
            representative.of(state);
            if (states.add(state, 0) && violation == null && !system.isSafe(state)) {
                violation = new Expansion.Violation(states.size() - 1, -1);
            }
        }
        levels.add(0);
        levels.add(states.size());
    }

    /**
     * Explores until all is known, a claim is violated, or so many levels are complete.
     *
     * @param deepest levels after which to stop
     */
    public void run(int threads, int deepest, Progress progress) {
        try (Parallel parallel = new Parallel(threads)) {
            while (violation == null && !isComplete() && depth() < deepest) {
                level(parallel);
                if (violation == null) {
                    save(levels.getLast());
                    levels.add(states.size());
                    progress.level(depth(), states.size(), states.size() - levels.get(depth()), transitions);
                }
            }
        }
    }

    /**
     * Goes on from a file if it has whole levels of the same exploration, and adds each level to it from now on. Close what is
     * returned when done.
     *
     * @throws IllegalArgumentException if the file is of another exploration
     */
    public Checkpoint keepIn(Path path) throws IOException {
        int words = orbits.packing().words();
        String fingerprint = Fingerprint.of(system.system(), orbits, sometimes);
        checkpoint = Checkpoint.open(path, fingerprint, states.size(), words, (totals, in) -> {
            long[] state = new long[words];
            int from = states.size();
            for (int number = from; number < totals.states(); number++) {
                for (int word = 0; word < words; word++) {
                    state[word] = in.readLong();
                }
                states.add(state, 0);
            }
            transitions = totals.transitions();
            stepsTaken.or(totals.stepsTaken());
            shown.or(totals.shown());
            levels.add(totals.states());
        });
        return checkpoint;
    }

    private void save(int from) {
        if (checkpoint != null) {
            try {
                Checkpoint.Totals totals = new Checkpoint.Totals(states.size(), transitions, stepsTaken, shown);
                checkpoint.write(totals, from, states, orbits.packing().words());
            } catch (IOException e) {
                throw new UncheckedIOException("the checkpoint cannot be written: " + e.getMessage(), e);
            }
        }
    }

    private void level(Parallel parallel) {
        int end = levels.getLast();
        for (int from = levels.get(depth()); from < end && violation == null; from += CHUNK * CHUNKS_A_ROUND) {
            List<Callable<Expansion>> tasks = new ArrayList<>();
            for (int chunk = from; chunk < Math.min(end, from + CHUNK * CHUNKS_A_ROUND); chunk += CHUNK) {
                int first = chunk;
                tasks.add(() -> {
                    Expansion expansion = new Expansion(system, states, orbits);
                    expansion.run(first, Math.min(end, first + CHUNK), questions);
                    return expansion;
                });
            }
            for (Expansion expansion : parallel.run(tasks)) {
                take(expansion);
                if (violation != null) {
                    return;
                }
            }
        }
    }

    private void take(Expansion expansion) {
        expansion.addTo(states);
        transitions += expansion.transitions();
        stepsTaken.or(expansion.stepsTaken());
        shown.or(expansion.answered());
        violation = expansion.violation();
    }

    /** Whether no state is left whose steps have not been taken. */
    public boolean isComplete() {
        return levels.getLast().equals(levels.get(levels.size() - 2));
    }

    /** Levels whose steps have all been taken. */
    public int depth() {
        return levels.size() - 2;
    }

    /** The states that are known, up to symmetry. */
    public int states() {
        return states.size();
    }

    public long transitions() {
        return transitions;
    }

    /** Bits of a state. */
    public int bits() {
        return orbits.packing().bits();
    }

    /** What the states and the table that finds them take. */
    public long bytes() {
        return states.bytes();
    }

    /** Renamings that make states the same. */
    public long symmetries() {
        return orbits.order();
    }

    /** The things that have shown in no state so far. */
    public List<Sometimes> missing() {
        List<Sometimes> missing = new ArrayList<>();
        for (int i = 0; i < sometimes.size(); i++) {
            if (!shown.get(i)) {
                missing.add(sometimes.get(i));
            }
        }
        return missing;
    }

    /** Whether a claim is violated. */
    public boolean isViolated() {
        return violation != null;
    }

    /** What of each outcome of each action has happened, as far as it changes what is kept. */
    public Coverage coverage() {
        return Coverage.of(system.system(), stepsTaken);
    }

    /** A shortest run that ends in a violation, if there is one. */
    public Optional<Story> story() {
        return violation == null
                ? Optional.empty()
                : Optional.of(new Retelling(system, orbits, states, levels).of(violation));
    }

    /** What is kept of a state. */
    GroundSystem ground() {
        return system.system();
    }

    StateSet stateSet() {
        return states;
    }
}
