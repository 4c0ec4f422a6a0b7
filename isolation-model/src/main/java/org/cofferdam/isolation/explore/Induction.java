package org.cofferdam.isolation.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cofferdam.isolation.language.Claim;
import org.cofferdam.isolation.language.Specification;

/**
 * Tries every step from every state of a small world that satisfies the invariants, be it reachable or not: what holds here holds
 * by induction, and what does not hold may still be true of all runs. The states are the solutions of the invariants, found by
 * cases and tried in batches.
 */
public final class Induction {
    private static final int BATCH = 1 << 15;
    private static final int CHUNK = 1 << 10;

    private final GroundSystem ground;
    private final CompiledSystem system;
    private final Orbits orbits;
    private final Orbits.Representative representative;
    private final int words;
    private final long[] batch;
    private int filled;
    private long states;
    private long transitions;
    private Story story;

    /** Told of each batch of states. */
    public interface Progress {
        void batch(long states, long transitions);
    }

    /** Ends the search for states. */
    private static final class Found extends RuntimeException {
        private static final long serialVersionUID = 1;

        Found() {
            super("a violation is found", null, false, false);
        }
    }

    /** What a thread found in a part of a batch. */
    private record Part(long transitions, Optional<Story> story) {}

    /**
     * Makes a world ready.
     *
     * @param symmetry whether of states that are the same but for names one is tried
     */
    public Induction(Specification specification, SmallWorld world, List<Claim> claims, boolean symmetry) {
        ground = GroundSystem.everything(specification, world, claims);
        orbits = symmetry ? Orbits.of(ground) : Orbits.trivial(ground);
        system = new CompiledSystem(ground, orbits.packing());
        representative = orbits.representative();
        words = orbits.packing().words();
        batch = new long[BATCH * words];
    }

    /** Tries all states, until a step violates a claim. */
    public void run(int threads, Progress progress) {
        List<Expression> invariants = new ArrayList<>();
        ground.invariants().forEach(invariant -> invariants.add(ground.ground(invariant)));
        Expression all = ground.expressions().all(invariants);
        try (Parallel parallel = new Parallel(threads)) {
            Solutions.visit(all, ground.fields(), ground.expressions(), ground.stateFields(), values -> {
                add(values);
                if (filled == BATCH) {
                    expand(parallel, progress);
                }
            });
            expand(parallel, progress);
        } catch (Found e) {
            // The story is told.
        }
    }

    private void add(Map<Integer, Integer> values) {
        long[] state = new long[words];
        for (int field : ground.stateFields()) {
            orbits.packing().set(field, values.get(field), state);
        }
        long[] same = state.clone();
        representative.of(same);
        if (Arrays.equals(state, same)) {
            System.arraycopy(state, 0, batch, filled * words, words);
            filled++;
        }
    }

    private void expand(Parallel parallel, Progress progress) {
        List<Callable<Part>> tasks = new ArrayList<>();
        for (int from = 0; from < filled; from += CHUNK) {
            int first = from;
            int last = Math.min(filled, from + CHUNK);
            tasks.add(() -> expand(first, last));
        }
        for (Part part : parallel.run(tasks)) {
            transitions += part.transitions;
            if (part.story.isPresent()) {
                story = part.story.orElseThrow();
                throw new Found();
            }
        }
        states += filled;
        filled = 0;
        progress.batch(states, transitions);
    }

    private Part expand(int from, int to) {
        long[] after = new long[words];
        long taken = 0;
        for (int number = from; number < to; number++) {
            long[] state = Arrays.copyOfRange(batch, number * words, (number + 1) * words);
            for (int i = 0; i < system.steps().size(); i++) {
                CompiledStep step = system.steps().get(i);
                if (step.isPossible(state)) {
                    taken++;
                    step.apply(state, after);
                    if (!step.keepsPromises(state) || !system.isSafe(after)) {
                        return new Part(taken, Optional.of(story(state, i, after)));
                    }
                }
            }
        }
        return new Part(taken, Optional.empty());
    }

    private synchronized Story story(long[] state, int step, long[] after) {
        Telling telling = new Telling(system);
        boolean keeps = system.steps().get(step).keepsPromises(state);
        Claim claim = keeps ? telling.violated(after) : telling.broken(step, state);
        return new Story(
                claim.name(), claim.meaning(), telling.state(state), List.of(telling.step(state, step, after)));
    }

    /** States that were tried, up to symmetry. */
    public long states() {
        return states;
    }

    public long transitions() {
        return transitions;
    }

    /** Bits of a state. */
    public int bits() {
        return orbits.packing().bits();
    }

    /** Renamings that make states the same. */
    public long symmetries() {
        return orbits.order();
    }

    /** A state and a step that violates a claim, if there is one. */
    public Optional<Story> story() {
        return Optional.ofNullable(story);
    }
}
