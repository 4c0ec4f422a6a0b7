package org.cofferdam.microkernel.translation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.cofferdam.microkernel.frames.Account;
import org.cofferdam.microkernel.frames.FrameTable;
import org.cofferdam.microkernel.hardware.GStageMode;
import org.cofferdam.microkernel.hardware.MemoryPort;
import org.cofferdam.microkernel.hardware.Rights;
import org.junit.jupiter.api.Test;

final class GStageTableTest {
    private static final long BASE = 0x2_0000_0000L;
    private static final int FRAMES = 1600;
    private static final long RAM = 0x8000_0000L;
    private static final long LARGE = 0x4000_0000L;
    private static final long LIMIT = GStageMode.SV39X4.limit();

    private final MemoryPort memory = new ArrayMemory();
    private final FrameTable frames = new FrameTable(memory, BASE, FRAMES);
    private final Account account = frames.open(1000);
    private final GStageTable table = GStageTable.make(GStageMode.SV39X4, memory, frames, account, (_, _) -> {});

    private void populate() {
        assertTrue(table.populate(RAM, 0x3000, Rights.READ));
        assertTrue(table.populate(LARGE, 0x20_0000, Rights.READ));
    }

    @Test
    void everyMappedByteHasItsPlace() {
        populate();
        long first = table.translate(RAM);
        assertEquals(first + 0x123, table.translate(RAM + 0x123));
        long large = table.translate(LARGE);
        assertEquals(0, large % 0x20_0000);
        assertEquals(large + 0x1F_FFFF, table.translate(LARGE + 0x1F_FFFF));
    }

    @Test
    void whatIsNotMappedHasNoPlace() {
        populate();
        for (long address :
                new long[] {0, RAM - 1, RAM + 0x3000, LARGE - 1, LARGE + 0x20_0000, -1, Long.MIN_VALUE, LIMIT, LIMIT - 1
                }) {
            assertEquals(FrameTable.NONE, table.translate(address), () -> Long.toHexString(address));
        }
    }

    @Test
    void bitsAboveTheLimitDoNotFallAway() {
        populate();
        for (int bit = 41; bit < 64; bit++) {
            assertEquals(FrameTable.NONE, table.translate(RAM | 1L << bit));
            assertEquals(FrameTable.NONE, table.translate(LARGE | 1L << bit));
        }
    }

    /** The root's entries would come round to 0 at the limit, and to a quarter of it if the root were a page. */
    @Test
    void addressZeroIsOneAndNoOtherAliasesIt() {
        assertTrue(table.populate(0, 0x1000, Rights.READ));
        assertTrue(table.translate(0) != FrameTable.NONE);
        assertEquals(Rights.READ.bits(), table.rights(0));
        for (long address : new long[] {LIMIT, LIMIT / 4, LIMIT / 2, -LIMIT, 0x1000}) {
            assertEquals(FrameTable.NONE, table.translate(address), () -> Long.toHexString(address));
            assertEquals(0, table.rights(address), () -> Long.toHexString(address));
        }
    }

    @Test
    void wherePagesOrTablesEndTheCallerIsTold() {
        GStageTable poor = GStageTable.make(GStageMode.SV39X4, memory, frames, frames.open(6), (_, _) -> {});
        assertFalse(poor.populate(RAM, 0x1000, Rights.READ), "a page, a table, and no frame for the second table");
        assertFalse(poor.map(RAM, BASE, Rights.READ, 0));
        GStageTable pages = GStageTable.make(GStageMode.SV39X4, memory, frames, frames.open(8), (_, _) -> {});
        assertFalse(pages.populate(RAM, 0x3000, Rights.READ));
        assertTrue(pages.isMapped(RAM + 0x1000));
        assertFalse(pages.isMapped(RAM + 0x2000));
    }

    @Test
    void aSplitWritesItsTableAndNothingBehindIt() {
        populate();
        long table1 = frames.take(account.table(), 1);
        frames.release(table1);
        memory.store(table1 + FrameTable.FRAME, 42);
        table.unmap(LARGE + 0x1000);
        assertEquals(42, memory.load(table1 + FrameTable.FRAME), "the frame behind the new table");
        assertTrue(memory.load(table1 + FrameTable.FRAME - 8) != 0, "the new table's last entry");
    }

    @Test
    void aFrameThatIsNotThePartitionsIsNotGivenOut() {
        populate();
        frames.release(table.translate(RAM));
        assertEquals(FrameTable.NONE, table.translate(RAM + 5));
        frames.take(frames.open(1).memory(), 1);
        assertEquals(FrameTable.NONE, table.translate(RAM + 5));
    }

    @Test
    void clearedItMapsNothing() {
        populate();
        table.clear();
        assertEquals(FrameTable.NONE, table.translate(RAM));
        assertEquals(FrameTable.NONE, table.translate(LARGE));
    }

    @Test
    void aTableIsMadeOrNothingIsTaken() {
        Account poor = frames.open(3);
        assertEquals(null, GStageTable.make(GStageMode.SV39X4, memory, frames, poor, (_, _) -> {}));
        assertEquals(0, poor.used());
    }

    /** Words that are zero until they are stored. */
    private static final class ArrayMemory implements MemoryPort {
        private final long[] words = new long[FRAMES * 512];

        @Override
        public long load(long address) {
            return words[(int) ((address - BASE) / 8)];
        }

        @Override
        public void store(long address, long value) {
            words[(int) ((address - BASE) / 8)] = value;
        }

        @Override
        public void zero(long address, long length) {
            for (long at = address; at < address + length; at += 8) {
                store(at, 0);
            }
        }

        @Override
        public void read(long address, byte[] into, int offset, int length) {
            throw new AssertionError("a table is read by words");
        }

        @Override
        public void write(long address, byte[] from, int offset, int length) {
            throw new AssertionError("a table is written by words");
        }
    }
}
