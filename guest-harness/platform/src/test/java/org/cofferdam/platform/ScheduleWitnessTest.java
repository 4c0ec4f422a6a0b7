package org.cofferdam.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.cofferdam.microkernel.Schedule;
import org.cofferdam.microkernel.Window;
import org.junit.jupiter.api.Test;

class ScheduleWitnessTest {
    /** In cycles: 0 to 100 for 7, to 200 for nobody, to 300 and 400 for 8, and so on every 400. */
    private final ScheduleWitness witness =
            witness(List.of(0), new Window(7, 10), new Window(Window.NOBODY, 10), new Window(8, 10), new Window(8, 10));

    private static ScheduleWitness witness(List<Integer> weights, Window... windows) {
        return new ScheduleWitness(new Schedule(List.of(List.of(windows)), 1, weights), 0);
    }

    @Test
    void executionInsideAWindowIsAllowed() {
        assertTrue(witness.allows(7, 0, 100));
        assertTrue(witness.allows(7, 4_040, 4_050));
        assertTrue(witness.allows(8, 200, 201));
    }

    @Test
    void twoWindowsOfOnePartitionInARowAreOne() {
        assertTrue(witness.allows(8, 250, 400));
    }

    @Test
    void aCycleTooLateIsAStray() {
        assertFalse(witness.allows(7, 50, 101));
        assertFalse(witness.allows(8, 350, 401));
    }

    @Test
    void executionInSomebodyElsesWindowIsAStray() {
        assertFalse(witness.allows(7, 200, 210));
        assertFalse(witness.allows(8, 100, 110));
        assertFalse(witness.allows(8, 190, 250));
    }

    @Test
    void timeMayBeAskedAboutInAnyOrder() {
        assertTrue(witness.allows(8, 40_200, 40_300));
        assertTrue(witness.allows(7, 400, 500));
        assertFalse(witness.allows(7, 399, 400));
    }

    @Test
    void aSpareWindowIsForThoseWithAWeight() {
        ScheduleWitness spare = witness(List.of(0, 3), new Window(0, 10), new Window(Window.SPARE, 10));
        assertTrue(spare.allows(1, 100, 200));
        assertFalse(spare.allows(1, 100, 201));
        assertFalse(spare.allows(0, 0, 101));
        assertFalse(spare.allows(2, 150, 160));
    }

    @Test
    void aHartWithoutWindowsIsNobodys() {
        assertFalse(witness(List.of(1)).allows(0, 0, 1));
    }

    @Test
    void aWindowIsCountedOnceAndIsLateIfItsFirstInstructionIsNotOnItsCycle() {
        witness.goesOn(10, true);
        witness.goesOn(50, true);
        witness.goesOn(100, false);
        witness.goesOn(210, true);
        assertEquals(new Punctuality(3, 0), witness.punctuality());
        witness.goesOn(311, true);
        assertEquals(new Punctuality(4, 1), witness.punctuality());
        witness.goesOn(409, true);
        assertEquals(new Punctuality(5, 2), witness.punctuality());
        witness.goesOn(510, false);
        assertEquals(new Punctuality(6, 3), witness.punctuality());
    }

    @Test
    void aWindowThatItsHartIsNotGivenToIsMissingFromTheCount() {
        witness.goesOn(10, true);
        witness.goesOn(310, true);
        assertEquals(new Punctuality(2, 0), witness.punctuality());
    }
}
