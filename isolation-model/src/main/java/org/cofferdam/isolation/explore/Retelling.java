package org.cofferdam.isolation.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cofferdam.isolation.language.Claim;

/**
 * Finds how a run came to a violation. No state remembers where it came from: of each level the first state is looked for that
 * has a step to the one after it. Then the run is told with the elements' own names, from the beginning.
 */
final class Retelling {
    private final CompiledSystem system;
    private final Orbits.Representative representative;
    private final StateSet states;
    private final List<Integer> levels;
    private final Telling telling;
    private final List<Story.Step> steps = new ArrayList<>();

    Retelling(CompiledSystem system, Orbits orbits, StateSet states, List<Integer> levels) {
        this.system = system;
        representative = orbits.representative();
        this.states = states;
        this.levels = levels;
        telling = new Telling(system);
    }

    /** The run that leads to a violation. */
    Story of(Expansion.Violation violation) {
        List<Integer> path = path(violation.state());
        long[] state = read(path.getFirst());
        List<String> beginning = telling.state(state);
        for (int next : path.subList(1, path.size())) {
            state = follow(state, read(next));
        }
        Claim claim = violation.step() < 0 ? telling.violated(state) : last(state, violation);
        return new Story(claim.name(), claim.meaning(), beginning, steps);
    }

    /** The numbers of states from an initial one to this. */
    private List<Integer> path(int last) {
        List<Integer> path = new ArrayList<>();
        path.add(last);
        int level = 0;
        while (levels.get(level + 1) <= last) {
            level++;
        }
        for (int before = level - 1; before >= 0; before--) {
            path.addFirst(predecessor(path.getFirst(), before));
        }
        return path;
    }

    private long[] read(int number) {
        long[] state = new long[system.packing().words()];
        states.get(number, state);
        return state;
    }

    /** The first state of a level with a step to a state. */
    private int predecessor(int number, int level) {
        long[] wanted = read(number);
        long[] after = new long[wanted.length];
        for (int candidate = levels.get(level); candidate < levels.get(level + 1); candidate++) {
            long[] state = read(candidate);
            for (CompiledStep step : system.steps()) {
                if (step.isPossible(state)) {
                    step.apply(state, after);
                    representative.of(after);
                    if (Arrays.equals(after, wanted)) {
                        return candidate;
                    }
                }
            }
        }
        throw new IllegalStateException("state " + number + " is no successor of level " + level);
    }

    /** Takes the first step from a state to one that is the same as another but for names. */
    private long[] follow(long[] state, long[] wanted) {
        for (int i = 0; i < system.steps().size(); i++) {
            CompiledStep step = system.steps().get(i);
            if (step.isPossible(state)) {
                long[] after = new long[state.length];
                step.apply(state, after);
                long[] same = after.clone();
                representative.of(same);
                if (Arrays.equals(same, wanted)) {
                    steps.add(telling.step(state, i, after));
                    return after;
                }
            }
        }
        throw new IllegalStateException("a state has lost its way to the next one: the symmetry is none");
    }

    /** Takes the step that violates a claim: as it was found, or under the names that the elements have here. */
    private Claim last(long[] state, Expansion.Violation violation) {
        boolean asFound = Arrays.equals(state, read(violation.state()));
        for (int i = asFound ? violation.step() : 0; i < system.steps().size(); i++) {
            CompiledStep step = system.steps().get(i);
            if (step.isPossible(state)) {
                long[] after = new long[state.length];
                step.apply(state, after);
                boolean keeps = step.keepsPromises(state);
                if (!keeps || !system.isSafe(after)) {
                    steps.add(telling.step(state, i, after));
                    return keeps ? telling.violated(after) : telling.broken(i, state);
                }
            }
        }
        throw new IllegalStateException("a violation is gone under other names: the symmetry is none");
    }
}
