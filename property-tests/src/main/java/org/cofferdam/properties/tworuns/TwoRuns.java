package org.cofferdam.properties.tworuns;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Runs systems twice and compares what the observer can see: registers, memory, exits, console, device accesses and when they
 * came, in its own partition and in all from which it may learn. One thread.
 */
public final class TwoRuns {
    private static final int SHRINKING_ATTEMPTS = 400;

    private Boards boards = new Boards();

    /** Nothing has run yet. */
    public TwoRuns() {}

    /**
     * The first of these seeds whose system lets the observer tell its two runs apart.
     *
     * @param first the first seed
     * @param last  the last, included
     */
    public Optional<Difference> check(long first, long last) {
        for (long seed = first; seed <= last; seed++) {
            Optional<Difference> found = check(seed);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** What the observer of a seed's system can tell its two runs apart by; empty if nothing. */
    public Optional<Difference> check(long seed) {
        return check("--seed " + seed, Recipe.of(seed));
    }

    /**
     * What the observer of a system can tell its two runs apart by; empty if nothing.
     *
     * @param replay options of {@code ./cofferdam tworuns} for this system
     */
    public Optional<Difference> check(String replay, Recipe recipe) {
        List<String> found = differences(recipe);
        return found.isEmpty() ? Optional.empty() : Optional.of(new Difference(replay, recipe, found));
    }

    /** A smaller system whose runs differ as well. */
    public Recipe shrink(Recipe recipe) {
        return new Shrinker(smaller -> !differences(smaller).isEmpty(), SHRINKING_ATTEMPTS).shrink(recipe);
    }

    /** How the runs of a system came to differ, as lines for a person. */
    public List<String> story(Recipe recipe) {
        return Story.of(Plan.of(recipe.shape()), recipe, this);
    }

    /** Shrinks a difference, keeps it in a file of a folder, and tells it. */
    public static void tell(TwoRuns runs, Difference found, Path folder, PrintWriter out) throws IOException {
        Findings.tell(runs, found, folder, out);
    }

    List<String> differences(Recipe recipe) {
        Plan plan = Plan.of(recipe.shape());
        return differences(plan, recipe, plan.cycles());
    }

    /** What differs after a number of cycles; that core or machine end a run with an exception is told first. */
    List<String> differences(Plan plan, Recipe recipe, long cycles) {
        try {
            Observation first = observation(plan, recipe, Trial.Which.FIRST, cycles);
            Observation second = observation(plan, recipe, Trial.Which.SECOND, cycles);
            return first.differences(second);
        } catch (BrokenRun broken) {
            // Its board stands amid an instruction.
            boards = new Boards();
            return List.of(broken.getMessage());
        }
    }

    private Observation observation(Plan plan, Recipe recipe, Trial.Which which, long cycles) throws BrokenRun {
        try {
            return new Trial(plan, recipe, which, boards).run(cycles).observe();
        } catch (RuntimeException thrown) {
            throw new BrokenRun(which, thrown);
        }
    }

    /** Whatever guests and manager did, neither core nor machine may throw. */
    private static final class BrokenRun extends Exception {
        private static final long serialVersionUID = 1;

        BrokenRun(Trial.Which which, RuntimeException cause) {
            super(
                    "the %s run ended with %s at %s"
                            .formatted(
                                    which == Trial.Which.FIRST ? "first" : "second", cause, cause.getStackTrace()[0]),
                    cause);
        }
    }
}
