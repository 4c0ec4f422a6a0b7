package org.cofferdam.machine.translator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A thorough translation is left where an instruction wants a slow path, and made once more with these if that is often. No guest sees
 * either, but the time shows it.
 */
class SlowPathsTest {
    private static final long BASE = 0x8000_0000L;

    /** More pages than a hart finds directly at a time. */
    private static final long SIZE = 1 << 24;

    /** Stores to all of memory but its first 64 KiB, so many bytes apart: so the page is a new one each so often. */
    @ParameterizedTest
    @CsvSource({"1, 0", "64, 1", "2040, 1"})
    void slowPathsAreTakenInsideIfTheyAreOften(int stride, int whole) {
        EnginePair pair = new EnginePair(BASE, SIZE, true);
        pair.write(
                BASE, "add a1, a3, zero", "sb a1, 0(a1)", "addi a1, a1, " + stride, "bltu a1, a2, -8", "jal zero, -16");
        pair.harts(hart -> {
            hart.x[12] = BASE + SIZE;
            hart.x[13] = BASE + (1 << 16);
        });
        for (int i = 0; i < 4000; i++) {
            pair.run(1000);
        }
        assertEquals(whole, pair.translator().counts().whole());
        long missed = pair.hart().translationsMissed();
        assertTrue(missed > 100, "left " + missed + " times");
        for (int i = 0; i < 100; i++) {
            pair.run(1000);
        }
        assertEquals(whole == 0, pair.hart().translationsMissed() > missed);
        pair.compareMemories();
    }

    /** Stores to 32 pages, and a root of translation that is written between: another each time, or the same as it is. */
    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1"})
    void aRootThatIsWrittenAgainForgetsNothing(int space, int whole) {
        EnginePair pair = new EnginePair(BASE, 1 << 18, true);
        pair.write(
                BASE,
                "xor a5, a5, a6",
                "csrrw zero, satp, a5",
                "add a1, a3, zero",
                "sb a1, 0(a1)",
                "addi a1, a1, 2040",
                "bltu a1, a2, -8",
                "jal zero, -24");
        pair.harts(hart -> {
            hart.x[12] = BASE + (3 << 16);
            hart.x[13] = BASE + (1 << 16);
            hart.x[16] = (long) space << 44;
        });
        for (int i = 0; i < 4000; i++) {
            pair.run(1000);
        }
        assertTrue(pair.translator().counts().thorough() > 0);
        assertEquals(whole, pair.translator().counts().whole());
        pair.compareMemories();
    }

    /**
     * As compilers write it: an LR that is come back to only if the SC fails, so that control falls into the loop and never jumps there. Only
     * where a turn has ended before the LR does a block begin there.
     */
    @Test
    void aLoopIsEnteredWhereControlFallsIntoIt() {
        EnginePair pair = new EnginePair(BASE, 1 << 16, true);
        pair.write(
                BASE,
                "addi a5, a5, 1",
                "addi a0, a1, 1024",
                "addi a3, a3, 1",
                "lr.d a2, (a0)",
                "add a2, a2, a3",
                "sc.d a4, a2, (a0)",
                "bne a4, zero, -12",
                "jal zero, -20");
        pair.harts(hart -> {
            hart.x[11] = BASE + 4096;
            hart.pc = BASE + 4;
        });
        for (int i = 0; i < 1000; i++) {
            pair.run(1000);
        }
        assertTrue(pair.translator().counts().thorough() > 0);
        for (int i = 0; i < 100; i++) {
            long before = pair.hart().translated();
            pair.run(1000);
            assertTrue(pair.hart().translated() - before > 950, "interpreted in turn " + i);
        }
        // Another way into the loop, which is decoded only now: three instructions before the LR, where the translation
        // is entered.
        pair.harts(hart -> hart.pc = BASE);
        long before = pair.hart().translated();
        pair.run(3 + 5 * 6);
        assertEquals(5 * 6, pair.hart().translated() - before);
        pair.compareMemories();
    }
}
