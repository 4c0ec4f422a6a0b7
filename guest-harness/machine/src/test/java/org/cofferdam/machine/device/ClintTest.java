package org.cofferdam.machine.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ClintTest {
    private static final class Port implements Clint.HartPort {
        boolean software;
        long deadline;

        @Override
        public void software(boolean asserted) {
            software = asserted;
        }

        @Override
        public void timer(long mtimecmp) {
            deadline = mtimecmp;
        }
    }

    private final Port hart0 = new Port();
    private final Port hart1 = new Port();
    private final FixedTime time = new FixedTime(0x1_2345_6789L);
    private final Clint clint = new Clint(time, hart0, hart1);

    @Test
    void softwareInterruptsAreOneBitAHart() {
        clint.store(4, 4, 0xffff_fffeL);
        assertFalse(hart1.software);
        clint.store(4, 4, 3);
        assertTrue(hart1.software);
        assertFalse(hart0.software);
        assertEquals(1, clint.load(4, 4));
        assertEquals(1L << 32, clint.load(0, 8));
    }

    @Test
    void theDeadlineIsWrittenWholeOrByHalves() {
        clint.store(0x4008, 8, 77);
        assertEquals(77, hart1.deadline);
        clint.store(0x400c, 4, 1);
        assertEquals(0x1_0000_004dL, hart1.deadline);
        clint.store(0x4008, 4, -1);
        assertEquals(0x1_ffff_ffffL, clint.load(0x4008, 8));
        assertEquals(1, clint.load(0x400c, 4));
    }

    @Test
    void timeIsReadWholeOrByHalves() {
        assertEquals(0x1_2345_6789L, clint.load(0xbff8, 8));
        assertEquals(0x2345_6789L, clint.load(0xbff8, 4));
        assertEquals(1, clint.load(0xbffc, 4));
        assertEquals(0, clint.load(0xbff8, 2));
    }

    @Test
    void timeIsWrittenWholeOrByHalves() {
        clint.store(0xbff8, 4, 0xffff_ffffL);
        assertEquals(0x1_ffff_ffffL, time.now);
        clint.store(0xbffc, 4, 7);
        assertEquals(0x7_ffff_ffffL, time.now);
        clint.store(0xbff8, 8, 5);
        assertEquals(5, clint.load(0xbff8, 8));
    }

    @Test
    void resetDisarms() {
        clint.store(0, 4, 1);
        clint.store(0x4000, 8, 1);
        clint.reset();
        assertFalse(hart0.software);
        assertEquals(-1, hart0.deadline);
    }
}
