package org.cofferdam.papers.costs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What of the figures is a count, and so the same in each run. */
class CostsTest {
    private static final int WINDOWS = 1000;

    @ParameterizedTest
    @EnumSource(names = "IDLE", mode = EnumSource.Mode.EXCLUDE)
    void anExitCostsTheCoreTheSameBesideTenPartitionsAndAThousand(Workload workload) {
        ExitCost few = measure(workload, 10);
        ExitCost many = measure(workload, 1000);
        assertEquals(few.instructions(), many.instructions(), 0.01 * few.instructions());
        assertEquals(few.accesses(), many.accesses(), 0.01 * few.accesses());
    }

    private static ExitCost measure(Workload workload, int partitions) {
        return ExitCost.measure(workload, partitions, partitions, WINDOWS, 1, 0);
    }

    @Test
    void guestsDoNothingBetweenExitsButWhatTheirLoopsSay() {
        assertEquals(1, measure(Workload.HYPERCALL, 10).instructions(), 0.01);
        assertEquals(1, measure(Workload.DEVICE, 10).instructions(), 0.01);
        assertEquals(5, measure(Workload.FAULT, 10).instructions(), 0.02);
        assertEquals(990, measure(Workload.TIMER, 10).instructions(), 1, "a window but for the tick of the switch");
    }

    @Test
    void aPartitionCostsTheSameBesideTenAndAThousandAndLeavesNothing() {
        LifeCost few = LifeCost.measure(10, 1);
        LifeCost many = LifeCost.measure(1000, 1);
        assertEquals(few.createAccesses(), many.createAccesses(), 0.01 * few.createAccesses());
        assertEquals(few.destroyAccesses(), many.destroyAccesses(), 0.01 * few.destroyAccesses());
        // 16 pages of memory, a root of four, and a table on each of two levels below it.
        assertEquals(16 + 4 + 2, many.frames());
        assertTrue(many.left().nothing(), many.left().toString());
    }
}
