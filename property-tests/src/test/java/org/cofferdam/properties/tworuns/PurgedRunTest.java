package org.cofferdam.properties.tworuns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.cofferdam.properties.suites.Checks;
import org.junit.jupiter.api.Test;

/** Goguen and Meseguer's words: a run, and the same run without all that may not flow to the observer, which sees no difference. */
@Checks(4)
class PurgedRunTest {
    private static final int SEEDS = 60;

    @Test
    void theObserverSeesThePurgedRun() {
        TwoRuns runs = new TwoRuns();
        int purged = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            Recipe whole = Recipe.of(seed);
            List<List<Long>> nobody = whole.programs().stream().map(_ -> List.<Long>of()).toList();
            Recipe recipe = new Recipe(
                    whole.shape(), whole.programs(), nobody, whole.acts(), whole.firstActs(), List.of());
            assertEquals(List.of(), runs.differences(recipe), "seed " + seed);
            Plan plan = Plan.of(whole.shape());
            purged += plan.upstream().cardinality() < plan.specs().size() ? 1 : 0;
        }
        assertTrue(purged > SEEDS / 2, "systems in which somebody was left out: " + purged);
    }
}
