package org.cofferdam.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.cofferdam.machine.memory.PhysicalMemory;
import org.junit.jupiter.api.Test;

class ReachTest {
    private static final long BASE = 0x8000_0000L;
    private static final long SV39X4 = 8L << 60;
    private static final long POINTER = 1;
    private static final long LEAF = 0b1101_1111;

    private final PhysicalMemory ram = new PhysicalMemory(BASE, 4 << 20);

    private static long frame(int number) {
        return BASE + number * 4096L;
    }

    private void entry(int table, int index, long target, long bits) {
        ram.storeDouble(frame(table) + index * 8L, target >>> 12 << 10 | bits);
    }

    /** A root in frames 0 to 3 with one table of 2 MiB in 4 and one of 4 KiB in 5. */
    private Reach tables() {
        entry(0, 2, frame(4), POINTER);
        entry(4, 0, frame(5), POINTER);
        return Reach.of(ram, SV39X4 | BASE >>> 12);
    }

    @Test
    void leavesAndTablesAreTold() {
        entry(5, 7, frame(9), LEAF);
        Reach reach = tables();
        assertEquals("{9}", reach.memory().toString());
        assertEquals("{0, 1, 2, 3, 4, 5}", reach.tables().toString());
        assertFalse(reach.beyondRam());
    }

    @Test
    void aLargePageIsAllItsFrames() {
        entry(4, 1, frame(512), LEAF);
        assertEquals(
                IntStream.range(512, 1024).sum(), tables().memory().stream().sum());
    }

    @Test
    void aFrameThatIsMappedTwiceIsTold() {
        entry(5, 7, frame(9), LEAF);
        assertFalse(tables().aliased());
        entry(5, 8, frame(9), LEAF);
        assertTrue(tables().aliased());
    }

    @Test
    void aTableThatIsMappedIsAmongMemory() {
        entry(5, 0, frame(4), LEAF);
        assertTrue(tables().memory().intersects(tables().tables()));
    }

    @Test
    void aLeafBeyondRamIsTold() {
        entry(5, 0, frame(1024), LEAF);
        assertTrue(tables().beyondRam());
    }

    @Test
    void withoutTranslationEverythingIsInReach() {
        assertTrue(Reach.of(ram, 0).beyondRam());
    }
}
