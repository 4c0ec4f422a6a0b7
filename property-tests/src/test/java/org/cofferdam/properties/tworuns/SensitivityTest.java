package org.cofferdam.properties.tworuns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** That the comparison notices what there is to notice. */
class SensitivityTest {
    private static final int SEEDS = 80;

    private final TwoRuns runs = new TwoRuns();

    /** Partitions that may flow to the observer are treated as if they might not: what they do is then seen. */
    @Test
    void anAllowedFlowThatIsTakenForAForbiddenOneIsNoticed() {
        int joined = 0;
        int noticed = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            Recipe recipe = Recipe.of(seed);
            Plan plan = Plan.of(recipe.shape());
            if (plan.upstream().cardinality() > 1) {
                joined++;
                noticed += runs.differences(alone(plan), recipe, plan.cycles()).isEmpty() ? 0 : 1;
            }
        }
        assertTrue(joined > SEEDS / 4, "systems whose observer is not alone: " + joined);
        assertTrue(noticed > 1, "noticed in %d of %d".formatted(noticed, joined));
    }

    private static Plan alone(Plan plan) {
        BitSet observer = new BitSet();
        observer.set(Plan.OBSERVER);
        return new Plan(plan.cycles(), plan.schedule(), plan.channels(), plan.specs(), observer, plan.followed());
    }

    @Test
    void theFirstInstantIsFoundAndTold() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Recipe recipe = Recipe.of(seed);
            Plan plan = alone(Plan.of(recipe.shape()));
            if (!runs.differences(plan, recipe, plan.cycles()).isEmpty()) {
                long cycle = Story.firstDifference(plan, recipe, runs);
                assertTrue(runs.differences(plan, recipe, cycle - 1).isEmpty());
                assertFalse(runs.differences(plan, recipe, cycle).isEmpty());
                List<String> story = Story.of(plan, recipe, runs);
                assertTrue(story.contains("4. At cycle %d the observer can tell:".formatted(cycle)), story::toString);
                return;
            }
        }
        throw new AssertionError("no difference to tell of");
    }

    @Test
    void aRunIsTheSameHoweverItIsDivided() {
        for (long seed = 1; seed <= 20; seed++) {
            Recipe recipe = Recipe.of(seed);
            Plan plan = Plan.of(recipe.shape());
            Boards boards = new Boards();
            Observation whole = new Trial(plan, recipe, Trial.Which.FIRST, boards)
                    .run(plan.cycles())
                    .observe();
            Trial pieces = new Trial(plan, recipe, Trial.Which.FIRST, boards);
            for (long at = 0; at < plan.cycles(); at += 7_919) {
                pieces.run(at);
            }
            assertEquals(List.of(), whole.differences(pieces.run(plan.cycles()).observe()), "seed " + seed);
        }
    }
}
