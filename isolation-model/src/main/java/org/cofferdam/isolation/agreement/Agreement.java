package org.cofferdam.isolation.agreement;

import java.util.List;
import java.util.Optional;
import org.cofferdam.isolation.explore.MutantExploration.Finding;
import org.cofferdam.isolation.language.Claim;
import org.cofferdam.isolation.mutate.Mutant;
import org.cofferdam.isolation.prove.Question;

/**
 * What prover and explorer say of one mutant.
 *
 * @param proved the claim that the prover refutes; empty if the mutant keeps all claims, for any number of everything
 * @param worlds what was found in each small world that was tried
 * @param own what was found in the world of the prover's counterexample, if that was tried
 */
public record Agreement(Mutant mutant, Optional<Question> proved, List<Explored> worlds, Optional<Own> own) {
    public Agreement {
        worlds = List.copyOf(worlds);
    }

    /** What was found in a world. */
    public record Explored(MutantWorld world, Finding finding) {}

    /**
     * What was found in the world of the prover's counterexample.
     *
     * @param free whether all partitions may flow to all there, whatever the counterexample's policy
     */
    public record Own(Finding finding, boolean free) {
        private String where() {
            return free ? "the prover's world, if all may flow to all" : "the prover's world";
        }
    }

    /** How the two go together. */
    public enum Kind {
        BOTH("refuted by both"),
        TWO_RUNS("refuted by the prover alone, by a claim about two runs, of which the explorer follows one"),
        UNREACHABLE(
                "refuted by the prover alone: the world of its counterexample was explored to the end, and no run of it"
                        + " comes to the state before"),
        UNFINISHED("refuted by the prover alone: the world of its counterexample was not explored to the end"),
        NEITHER("refuted by neither"),
        EXPLORER_ALONE("CONTRADICTION: refuted by the explorer alone");

        private final String meaning;

        Kind(String meaning) {
            this.meaning = meaning;
        }

        /** In words. */
        public String meaning() {
            return meaning;
        }
    }

    /** Which kind of agreement, or of none, this is. */
    public Kind kind() {
        if (violated().isPresent()) {
            return proved.isPresent() ? Kind.BOTH : Kind.EXPLORER_ALONE;
        }
        if (proved.isEmpty()) {
            return Kind.NEITHER;
        }
        if (proved.get().claim() instanceof Claim.TwoRun) {
            return Kind.TWO_RUNS;
        }
        return own.isPresent() && !(own.get().finding instanceof Finding.Unfinished)
                ? Kind.UNREACHABLE
                : Kind.UNFINISHED;
    }

    /** The shortest run that the explorer found, if it found one. */
    public Optional<Finding.Violated> violated() {
        return worlds.stream()
                .map(Explored::finding)
                .filter(Finding.Violated.class::isInstance)
                .map(Finding.Violated.class::cast)
                .findFirst()
                .or(() -> own.map(Own::finding)
                        .filter(Finding.Violated.class::isInstance)
                        .map(Finding.Violated.class::cast));
    }

    /** What the prover says, in words. */
    public String prover() {
        return proved.map(question -> "`" + question.claim().name() + "`").orElse("keeps all claims");
    }

    /** What the explorer says, in words. */
    public String explorer() {
        for (Explored explored : worlds) {
            if (explored.finding instanceof Finding.Violated found) {
                return told(found) + " in " + explored.world;
            }
        }
        if (own.isPresent()) {
            String where = own.get().where();
            return switch (own.get().finding) {
                case Finding.Violated found -> told(found) + " in " + where;
                case Finding.Held(int states) -> "holds in " + where + ", with " + states + " states more";
                case Finding.Never _ -> "never happens in " + where;
                case Finding.Unfinished(int steps) -> "holds for " + steps + " steps in " + where;
            };
        }
        return elsewhere();
    }

    private static String told(Finding.Violated found) {
        return "`" + found.claim().name() + "` after " + found.steps() + (found.steps() == 1 ? " step" : " steps");
    }

    /** In the worlds for all: to the end in some, or for so many steps. */
    private String elsewhere() {
        int deepest = -1;
        for (Explored explored : worlds) {
            switch (explored.finding) {
                case Finding.Held(int states) -> {
                    return "holds in all of " + explored.world + ", with " + states + " states more";
                }
                case Finding.Unfinished(int steps) -> deepest = Math.max(deepest, steps);
                case Finding.Never _, Finding.Violated _ -> {
                    // Says nothing of how far the others went.
                }
            }
        }
        return deepest < 0 ? "never happens in these worlds" : "holds for " + deepest + " steps";
    }
}
