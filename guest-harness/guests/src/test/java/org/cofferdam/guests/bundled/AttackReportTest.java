package org.cofferdam.guests.bundled;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.cofferdam.guests.bundled.AttackReport.Attempt;
import org.junit.jupiter.api.Test;

final class AttackReportTest {
    private static final String HELD =
            "@attempt memory.below | 28 loads, the last ended in load access fault | held\r\n";

    @Test
    void aWholeReportOfHeldAttemptsIsAllHeld() {
        AttackReport report = AttackReport.read("attacker: hart 0\n" + HELD + "@attempts 1 held 1\n");
        assertEquals(
                List.of(new Attempt("memory.below", "28 loads, the last ended in load access fault", true)),
                report.attempts());
        assertTrue(report.allHeld());
    }

    @Test
    void anEscapeIsSeen() {
        AttackReport report =
                AttackReport.read(HELD + "@attempt sbi.ipi | masks were taken | escaped\n@attempts 2 held 1\n");
        assertTrue(report.isComplete());
        assertFalse(report.allHeld());
        assertEquals(
                List.of("sbi.ipi"), report.escapes().stream().map(Attempt::name).toList());
        assertEquals("sbi", report.escapes().getFirst().group());
    }

    @Test
    void aReportThatBreaksOffIsNotHeld() {
        assertFalse(AttackReport.read(HELD).allHeld());
        assertFalse(AttackReport.read("").allHeld());
    }

    @Test
    void aLostLineIsNotHeld() {
        assertFalse(AttackReport.read(HELD + "@attempts 2 held 2\n").isComplete());
    }

    @Test
    void aPanicIsNotHeld() {
        AttackReport report = AttackReport.read(HELD + "@panic load access fault at 0x80200010, value 0x8\n");
        assertEquals("load access fault at 0x80200010, value 0x8", report.panic());
        assertFalse(report.isComplete());
    }

    @Test
    void noAttemptAtAllIsNotHeld() {
        assertFalse(AttackReport.read("@attempts 0 held 0\n").allHeld());
    }

    @Test
    void whatIsNoRecordIsPassedOver() {
        AttackReport report =
                AttackReport.read("@attempt | | held\n@attempt a.b | c | perhaps\n@attempts many held 1\n");
        assertEquals(List.of(), report.attempts());
        assertTrue(report.announced().isEmpty());
    }
}
