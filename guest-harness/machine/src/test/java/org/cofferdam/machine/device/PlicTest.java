package org.cofferdam.machine.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PlicTest {
    private static final int CLAIM_0 = 0x20_0004;
    private static final int CLAIM_1 = 0x20_1004;
    private final RecordingLine context0 = new RecordingLine();
    private final RecordingLine context1 = new RecordingLine();
    private final Plic plic = new Plic(40, context0, context1);

    private long get(int offset) {
        return plic.load(offset, 4);
    }

    private void set(int offset, int value) {
        plic.store(offset, 4, value);
    }

    @BeforeEach
    void enableSources3And35ForBothContexts() {
        for (int source : new int[] {3, 35}) {
            set(4 * source, 1);
        }
        for (int context = 0; context < 2; context++) {
            set(0x2000 + 0x80 * context, 1 << 3);
            set(0x2004 + 0x80 * context, 1 << 3);
        }
    }

    @Test
    void aRisingLineReachesEveryContextThatEnabledIt() {
        plic.line(35).set(true);
        assertTrue(context0.asserted && context1.asserted);
        assertEquals(8, get(0x1004));
        set(0x2004, 0);
        assertFalse(context0.asserted);
        assertTrue(context1.asserted);
    }

    @Test
    void aClaimTakesTheRequestFromAllContexts() {
        plic.line(3).set(true);
        assertEquals(3, get(CLAIM_0));
        assertFalse(context0.asserted || context1.asserted);
        assertEquals(0, get(CLAIM_1));
    }

    @Test
    void completionForwardsALineThatIsStillHigh() {
        plic.line(3).set(true);
        get(CLAIM_0);
        set(CLAIM_0, 3);
        assertTrue(context0.asserted);
        get(CLAIM_0);
        plic.line(3).set(false);
        set(CLAIM_0, 3);
        assertFalse(context0.asserted);
    }

    @Test
    void aForwardedRequestStaysWhenItsLineFalls() {
        plic.line(3).set(true);
        plic.line(3).set(false);
        assertTrue(context0.asserted);
        assertEquals(3, get(CLAIM_0));
    }

    @Test
    void completionOfASourceThatIsNotEnabledIsIgnored() {
        plic.line(3).set(true);
        get(CLAIM_0);
        set(0x2000, 0);
        set(CLAIM_0, 3);
        assertFalse(context1.asserted);
        set(CLAIM_1, 3);
        assertTrue(context1.asserted);
    }

    @Test
    void higherPriorityThenLowerNumberWins() {
        plic.line(3).set(true);
        plic.line(35).set(true);
        set(4 * 35, 2);
        assertEquals(35, get(CLAIM_0));
        assertEquals(3, get(CLAIM_0));
    }

    @Test
    void thresholdMasksTheLineButNotTheClaim() {
        set(0x20_0000, 1);
        plic.line(3).set(true);
        assertFalse(context0.asserted);
        assertTrue(context1.asserted);
        assertEquals(3, get(CLAIM_0));
    }

    @Test
    void priorityZeroNeverInterrupts() {
        set(12, 0);
        plic.line(3).set(true);
        assertFalse(context0.asserted);
        assertEquals(0, get(CLAIM_0));
    }

    @Test
    void sourceZeroAndSourcesBeyondTheLastDoNotExist() {
        set(0, 7);
        assertEquals(0, get(0));
        set(0x2000, -1);
        assertEquals(0xffff_fffeL, get(0x2000));
        set(0x2004, -1);
        assertEquals(0x1ff, get(0x2004));
        assertThrows(IllegalArgumentException.class, () -> plic.line(0));
        assertThrows(IllegalArgumentException.class, () -> plic.line(41));
    }

    @Test
    void resetForgetsAllButTheLines() {
        plic.line(3).set(true);
        get(CLAIM_0);
        plic.reset();
        assertFalse(context0.asserted);
        enableSources3And35ForBothContexts();
        assertEquals(3, get(CLAIM_0));
    }
}
