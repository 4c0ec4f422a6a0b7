package org.cofferdam.machine.translator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.cofferdam.machine.hart.Cause;
import org.cofferdam.machine.hart.Hart;
import org.cofferdam.machine.hart.TranslationCounts;
import org.cofferdam.machine.instructions.Rv64;
import org.junit.jupiter.api.Test;

class RehearsalTest {
    private static final int MCAUSE = 0x342;

    private final Rehearsal rehearsal = new Rehearsal(Rv64.instructions());

    @Test
    void comesByEveryKindOfTranslation() {
        rehearsal.perform();
        TranslationCounts counts = rehearsal.translations();
        assertTrue(counts.thorough() > 0 && counts.regions() > counts.thorough(), counts.toString());
        assertTrue(counts.whole() > 0, counts.toString());
    }

    @Test
    void comesByEveryWayInAndOut() {
        rehearsal.perform();
        Hart hart = rehearsal.hart();
        assertTrue(hart.translationsEntered() > 1_000, "entered");
        assertTrue(hart.translationsMissed() > 100, "left for a slow path");
        assertTrue(hart.retired - hart.translated() > 10_000, "interpreted");
        assertTrue(hart.cycle - hart.retired > 100, "trapped");
        assertEquals(Cause.LOAD_ACCESS, hart.csrs.read(MCAUSE));
    }
}
