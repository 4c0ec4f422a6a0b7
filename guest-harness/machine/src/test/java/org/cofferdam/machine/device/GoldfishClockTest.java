package org.cofferdam.machine.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class GoldfishClockTest {
    private static final long START = 0x1_8000_0000L;
    private static final long TICK = 100;

    private long ticks;
    private final RecordingLine line = new RecordingLine();
    private final GoldfishClock clock = new GoldfishClock(() -> ticks, 10_000_000, START, line);

    private long now() {
        long low = clock.load(0, 4);
        return clock.load(4, 4) << 32 | low;
    }

    private void alarmAt(long time) {
        clock.store(0x0c, 4, time >>> 32);
        clock.store(0x08, 4, time);
    }

    @Test
    void startsWhereItIsToldAndGoesOnWithTheBoard() {
        assertEquals(START, now());
        ticks = 12_345;
        assertEquals(START + 12_345 * TICK, now());
    }

    @Test
    void theHighHalfBelongsToTheLowHalfThatWasReadBefore() {
        ticks = (0x2_0000_0000L - START) / TICK;
        assertTrue(clock.load(0, 4) > 0xffff_ff00L);
        ticks += 1;
        assertEquals(1, clock.load(4, 4));
        assertTrue(clock.load(0, 4) < 100);
        assertEquals(2, clock.load(4, 4));
    }

    @Test
    void canBeSetByHalves() {
        clock.store(4, 4, 7);
        clock.store(0, 4, 0x1234);
        assertEquals(0x7_0000_1234L, now());
        ticks = 10;
        assertEquals(0x7_0000_1234L + 10 * TICK, now());
    }

    @Test
    void anAlarmInterruptsAtItsTimeIfThatIsEnabled() {
        clock.store(0x10, 4, 1);
        alarmAt(START + 50 * TICK);
        assertEquals(1, clock.load(0x18, 4));
        assertEquals(50, clock.nextEvent());
        ticks = 49;
        clock.poll();
        assertFalse(line.asserted);
        ticks = 50;
        clock.poll();
        assertTrue(line.asserted);
        assertEquals(0, clock.load(0x18, 4));
        assertEquals(Long.MAX_VALUE, clock.nextEvent());
        clock.store(0x10, 4, 0);
        assertFalse(line.asserted);
        clock.store(0x10, 4, 1);
        assertTrue(line.asserted, "still pending");
        clock.store(0x1c, 4, 1);
        assertFalse(line.asserted);
    }

    @Test
    void anAlarmInThePastRingsAtOnceAndAClearedOneNever() {
        clock.store(0x10, 4, 1);
        alarmAt(START - 1);
        assertTrue(line.asserted);
        clock.store(0x1c, 4, 1);
        alarmAt(START + TICK);
        clock.store(0x14, 4, 1);
        ticks = 100;
        clock.poll();
        assertFalse(line.asserted);
        assertEquals(START + TICK, clock.load(0x0c, 4) << 32 | clock.load(0x08, 4));
    }

    @Test
    void resetForgetsAllAndOtherWidthsAreNotServed() {
        clock.store(0, 4, 0);
        clock.store(0x10, 4, 1);
        alarmAt(0);
        clock.reset();
        assertFalse(line.asserted);
        assertEquals(START, now());
        assertEquals(0, clock.load(0, 8));
        clock.store(0, 8, 0);
        assertEquals(START, now());
    }
}
