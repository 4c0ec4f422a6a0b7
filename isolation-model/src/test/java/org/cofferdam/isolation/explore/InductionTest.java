package org.cofferdam.isolation.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.cofferdam.isolation.core.CoreSpecification;
import org.cofferdam.isolation.explore.CoreWorlds.Flows;
import org.cofferdam.isolation.language.Claim;
import org.cofferdam.isolation.language.Specification;
import org.cofferdam.isolation.language.ToySpecification;
import org.junit.jupiter.api.Test;

class InductionTest {
    private static final Specification CORE = CoreSpecification.CORE;
    private static final SmallWorld SMALLEST = CoreWorlds.of(Map.of(), Flows.ALL);

    private static Induction tried(
            Specification specification, SmallWorld world, List<Claim> claims, boolean symmetry) {
        Induction induction = new Induction(specification, world, claims, symmetry);
        induction.run(2, (_, _) -> {});
        return induction;
    }

    @Test
    void theInvariantsHoldAfterEveryStepFromEveryStateThatSatisfiesThem() {
        Induction induction = tried(CORE, SMALLEST, Worlds.invariants(CORE), true);
        assertEquals("", induction.story().map(Story::text).orElse(""));
        assertTrue(induction.states() > 10_000, "not only those that are reached");
    }

    @Test
    void everyStateOfTheToyIsTried() {
        Specification toy = ToySpecification.TOY;
        // Each box has one of 3 owners, and is open to the owner or not: (3 x 2)^2.
        Induction all = tried(toy, Worlds.TOY, Worlds.invariants(toy), false);
        assertEquals("", all.story().map(Story::text).orElse(""));
        assertEquals(36, all.states());
        // A box's column is one of 6; pairs of columns without order 21; the two people who are not nobody change
        // names.
        Induction reduced = tried(toy, Worlds.TOY, Worlds.invariants(toy), true);
        assertEquals(orbitsOfTheToy(), reduced.states());
    }

    /** By Burnside's lemma: the mean number of states that a renaming leaves as they are. */
    private static long orbitsOfTheToy() {
        long same = 36;
        long boxesSwapped = 6;
        long peopleSwapped = 2 * 2;
        long bothSwapped = 6;
        return (same + boxesSwapped + peopleSwapped + bothSwapped) / 4;
    }

    @Test
    void anInvariantThatNeedsAnotherIsNotInductiveByItself() {
        List<Claim> alone = CORE.claims().stream()
                .filter(claim -> claim.name().equals("translationCoherence"))
                .toList();
        Story story = tried(CORE, SMALLEST, alone, true).story().orElseThrow();
        assertEquals("translationCoherence", story.claim());
        assertEquals(1, story.steps().size());
    }
}
