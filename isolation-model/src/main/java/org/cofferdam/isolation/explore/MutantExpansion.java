package org.cofferdam.isolation.explore;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What one thread finds from a run of states: by the specification's steps, and by those of each mutant that is not refuted yet. */
final class MutantExpansion {
    private final CompiledSystem system;
    private final StateSet known;
    private final Orbits.Representative representative;
    private final long[] state;
    private final long[] after;
    private final Found base;
    private final Map<Integer, Found> mutants = new TreeMap<>();

    /** States one after another, in the order in which they were found; some come twice. And what was violated first, if something was. */
    static final class Found {
        private final int words;
        private long[] states = new long[1 << 6];
        private int used;
        private boolean taken;
        private Violation violation;

        Found(int words) {
            this.words = words;
        }

        private void keep(long[] state) {
            if (used + words > states.length) {
                states = Arrays.copyOf(states, 2 * states.length);
            }
            System.arraycopy(state, 0, states, used, words);
            used += words;
        }

        /** Adds to a set what is in neither, until it has so many. Whether there was room for all. */
        boolean addTo(StateSet states, StateSet notIn, int most) {
            for (int at = 0; at < used; at += words) {
                if (notIn == null || !notIn.contains(this.states, at)) {
                    if (states.size() >= most && !states.contains(this.states, at)) {
                        return false;
                    }
                    states.add(this.states, at);
                }
            }
            return true;
        }

        /** Whether a step was possible at all. */
        boolean taken() {
            return taken;
        }

        /** The first violation, or null. */
        Violation violation() {
            return violation;
        }
    }

    /** A step after which an invariant does not hold, or which is not as the claims about steps say. */
    static final class Violation {
        final GroundStep step;
        final boolean keepsPromises;
        private final long[] before;
        private final long[] after;

        private Violation(GroundStep step, boolean keepsPromises, long[] before, long[] after) {
            this.step = step;
            this.keepsPromises = keepsPromises;
            this.before = before.clone();
            this.after = after.clone();
        }

        long[] before() {
            return before.clone();
        }

        long[] after() {
            return after.clone();
        }
    }

    MutantExpansion(CompiledSystem system, StateSet known, Orbits orbits) {
        this.system = system;
        this.known = known;
        representative = orbits.representative();
        state = new long[system.packing().words()];
        after = new long[state.length];
        base = new Found(state.length);
    }

    /** Expands states of the specification, from one number to another. */
    void run(int from, int to, BitSet open) {
        open.stream().forEach(mutant -> mutants.put(mutant, new Found(state.length)));
        for (int number = from; number < to; number++) {
            known.get(number, state);
            take(system.steps(), system.system().steps(), base, null);
            mutants.forEach((mutant, found) -> take(mutant, found, null));
        }
    }

    /** Expands states that only a mutant has. */
    Found run(StateSet own, int from, int to, int mutant) {
        Found found = new Found(state.length);
        for (int number = from; number < to && found.violation == null; number++) {
            own.get(number, state);
            take(mutant, found, own);
            take(system.steps(), system.system().steps(), found, own);
        }
        return found;
    }

    private void take(int mutant, Found found, StateSet own) {
        List<CompiledStep> steps = system.stepsOfVariants().get(mutant);
        found.taken |= take(steps, system.system().stepsOfVariants().get(mutant), found, own);
    }

    private boolean take(List<CompiledStep> steps, List<GroundStep> ground, Found found, StateSet own) {
        boolean taken = false;
        for (int i = 0; i < steps.size() && found.violation == null; i++) {
            CompiledStep step = steps.get(i);
            if (!step.isPossible(state)) {
                continue;
            }
            taken = true;
            step.apply(state, after);
            boolean keeps = step.keepsPromises(state);
            if (keeps) {
                if (Arrays.equals(state, after)) {
                    continue;
                }
                representative.of(after);
                if (known.contains(after, 0) || (own != null && own.contains(after, 0))) {
                    continue;
                }
            }
            if (!keeps || !system.isSafe(after)) {
                step.apply(state, after);
                found.violation = new Violation(ground.get(i), keeps, state, after);
                return true;
            }
            found.keep(after);
        }
        return taken;
    }

    /** What the specification's own steps found. */
    Found base() {
        return base;
    }

    /** What a mutant's steps found. */
    Found of(int mutant) {
        return mutants.get(mutant);
    }
}
