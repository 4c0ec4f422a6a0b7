package org.cofferdam.isolation.agreement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cofferdam.isolation.core.CoreSpecification;
import org.cofferdam.isolation.explore.MutantExploration.Finding;
import org.cofferdam.isolation.explore.Story;
import org.cofferdam.isolation.mutate.Mutant;
import org.cofferdam.isolation.mutate.Mutation;
import org.cofferdam.isolation.mutate.PublishedFault;
import org.junit.jupiter.api.Test;

/** A sample of what {@code ./cofferdam spec mutants --explore} asks about all mutants. */
class ComparisonTest {
    private static final int EVERY = 29;

    private static List<Agreement> compared(List<Mutant> mutants, int states, MutantWorld world) {
        return new Comparison(mutants, 2, new Comparison.Budget(states, states, states), _ -> {}).run(List.of(world));
    }

    @Test
    void theExplorerRefutesNothingThatTheProverProves() {
        List<Mutant> all = Mutation.mutants(CoreSpecification.CORE);
        List<Mutant> sample = new ArrayList<>();
        for (int i = 0; i < all.size(); i += EVERY) {
            sample.add(all.get(i));
        }
        List<Agreement> agreements = compared(sample, 3_000, MutantWorld.ALONE);
        for (Agreement agreement : agreements) {
            assertTrue(
                    agreement.kind() != Agreement.Kind.EXPLORER_ALONE,
                    () -> agreement.mutant() + ": " + agreement.explorer());
        }
        long both = agreements.stream()
                .filter(agreement -> agreement.kind() == Agreement.Kind.BOTH)
                .count();
        assertTrue(both >= sample.size() / 2, () -> "only " + both + " of " + sample.size() + " are refuted by both");
    }

    @Test
    void aFaultIsFoundInTheWorldOfTheProversCounterexampleIfNotBefore() {
        Agreement agreement = compared(List.of(PublishedFault.D1.mutant()), 100_000, MutantWorld.HARTS)
                .getFirst();
        assertEquals(Agreement.Kind.BOTH, agreement.kind());
        assertEquals(
                "never happens in these worlds",
                new Agreement(agreement.mutant(), agreement.proved(), agreement.worlds(), Optional.empty()).explorer());
        assertEquals("`dma` after 11 steps in the prover's world", agreement.explorer());
    }

    @Test
    void whatOnlyTheExplorerRefutesIsAContradiction() {
        Mutant mutant = PublishedFault.T7.mutant();
        Finding found = new Finding.Violated(
                1, CoreSpecification.CORE.claims().getFirst(), new Story.Step("a step", List.of()));
        Agreement agreement = new Agreement(
                mutant, Optional.empty(), List.of(new Agreement.Explored(MutantWorld.ALONE, found)), Optional.empty());
        assertEquals(Agreement.Kind.EXPLORER_ALONE, agreement.kind());
        assertTrue(AgreementTable.counts(List.of(agreement)).contains("| 1 | CONTRADICTION"));
    }
}
