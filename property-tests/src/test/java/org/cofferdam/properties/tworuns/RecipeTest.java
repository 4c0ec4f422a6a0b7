package org.cofferdam.properties.tworuns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.cofferdam.microkernel.FlowPolicy;
import org.junit.jupiter.api.Test;

class RecipeTest {
    @Test
    void aSystemIsTheSameFromItsText() {
        for (long seed = 1; seed < 50; seed++) {
            assertEquals(Recipe.of(seed), Recipe.parse(Recipe.of(seed).text()));
        }
        assertThrows(IllegalArgumentException.class, () -> Recipe.parse("12\n34\n"));
    }

    @Test
    void nobodyWhoMayDifferHasAWayToTheObserver() {
        Set<Integer> sizes = new HashSet<>();
        for (long shape = 0; shape < 2_000; shape++) {
            Plan plan = Plan.of(shape);
            assertTrue(plan.upstream().get(Plan.OBSERVER));
            for (FlowPolicy.Flow flow : plan.channels().policy().flows()) {
                assertFalse(
                        !plan.upstream().get(flow.from()) && plan.upstream().get(flow.to()), () -> plan + " " + flow);
            }
            assertFalse(plan.upstream().get(plan.specs().size() - 1), "somebody has to differ");
            sizes.add(plan.upstream().cardinality());
        }
        assertEquals(Set.of(1, 2, 3), sizes, "observers that are alone, and others");
    }

    @Test
    void theShrinkerLeavesWhatIsNeeded() {
        Recipe recipe = Recipe.of(7);
        long needed = recipe.programs().get(1).getLast();
        Recipe smaller = new Shrinker(r -> r.programs().get(1).contains(needed), 1000).shrink(recipe);
        assertEquals(1, smaller.size());
        assertEquals(needed, smaller.programs().get(1).getFirst());
    }
}
