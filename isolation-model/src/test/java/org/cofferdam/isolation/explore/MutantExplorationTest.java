package org.cofferdam.isolation.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.cofferdam.isolation.core.CoreSpecification;
import org.cofferdam.isolation.explore.MutantExploration.Finding;
import org.cofferdam.isolation.language.Specification;
import org.cofferdam.isolation.language.ToySpecification;
import org.cofferdam.isolation.mutate.Mutant;
import org.cofferdam.isolation.mutate.Mutation;
import org.junit.jupiter.api.Test;

/** All mutants at once are explored as each would be by itself. */
class MutantExplorationTest {
    private static final int ENOUGH = 100_000;
    /** Mutants of each verdict that are explored by themselves too. */
    private static final int ALONE = 2;

    private static List<Finding> together(Specification specification, SmallWorld world, List<Mutant> mutants) {
        return new MutantExploration(specification, world, Worlds.ofOneRun(specification), mutants)
                .run(2, ENOUGH, ENOUGH, (_, _, _, _) -> {});
    }

    @Test
    void theToysMutantsAreFound() {
        Specification toy = ToySpecification.TOY;
        List<Mutant> mutants = Mutation.mutants(toy);
        List<String> findings = new ArrayList<>();
        List<Finding> found = together(toy, Worlds.TOY, mutants);
        for (int i = 0; i < mutants.size(); i++) {
            findings.add(mutants.get(i).name() + ": " + said(found.get(i)));
        }
        assertEquals(
                List.of(
                        "give (OK) without the condition ∀b : Box. gifts(b) → owner(b) = u: holds",
                        "give (OK) without the update open(w, b) goes where gifts(b): openIsOwned after 2",
                        "give (OK) without the update owner(b) := to where gifts(b): holds",
                        "look (OK) without the condition owner(b) = u: openIsOwned after 1",
                        "look (OK) without the update open(u_1, b_2) comes where u_1 = u ∧ b_2 = b: holds"),
                findings);
    }

    private static String said(Finding finding) {
        return switch (finding) {
            case Finding.Violated violated -> violated.claim().name() + " after " + violated.steps();
            case Finding.Held _ -> "holds";
            case Finding.Never _ -> "never happens";
            case Finding.Unfinished _ -> "was not finished";
        };
    }

    /** Without a condition an outcome can do what it could before and more: then beside it and instead of it are the same. */
    @Test
    void aMutantWithoutAConditionIsRefutedInAsManyStepsAsByItself() {
        Specification core = CoreSpecification.CORE;
        List<Mutant> mutants = Mutation.mutants(core).stream()
                .filter(mutant -> mutant.change() instanceof Mutant.Change.Condition)
                // A step that changes nothing is none to an exploration by itself.
                .filter(mutant -> !mutant.outcome().updates().isEmpty())
                .filter(mutant -> mutant.name().matches("(core|machine|monitor)\\..*"))
                .toList();
        List<Finding> together = together(core, Worlds.LONELY, mutants);
        int refuted = 0;
        int held = 0;
        for (int i = 0; i < mutants.size(); i++) {
            boolean isRefuted = together.get(i) instanceof Finding.Violated;
            if ((isRefuted ? refuted : held) == ALONE) {
                continue;
            }
            refuted += isRefuted ? 1 : 0;
            held += isRefuted ? 0 : 1;
            Mutant mutant = mutants.get(i);
            Exploration alone = Worlds.explored(
                    new Exploration(mutant.specification(), Worlds.LONELY, Worlds.ofOneRun(core), List.of(), true), 2);
            assertEquals(alone.isViolated(), isRefuted, mutant::name);
            if (together.get(i) instanceof Finding.Violated found) {
                assertEquals(alone.story().orElseThrow().steps().size(), found.steps(), mutant::name);
            }
        }
        assertEquals(2 * ALONE, refuted + held, "too few of a kind to compare");
    }
}
