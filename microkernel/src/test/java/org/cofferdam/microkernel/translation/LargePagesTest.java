package org.cofferdam.microkernel.translation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.cofferdam.microkernel.frames.Account;
import org.cofferdam.microkernel.frames.FrameTable;
import org.cofferdam.microkernel.hardware.GStageMode;
import org.cofferdam.microkernel.hardware.MemoryPort;
import org.cofferdam.microkernel.hardware.Rights;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pages of 1 GiB, 2 MiB and 4 KiB in every format: mapped, taken apart, put together again. */
final class LargePagesTest {
    /** 1 GiB aligned down to where it begins, so that a page of 1 GiB fits behind it. */
    private static final long BASE = 0x3FE0_0000L;

    private static final long GIBI = 1L << 30;
    private static final int FRAMES = FrameTable.GIBI + 2 * FrameTable.BLOCK;

    private final SparseMemory memory = new SparseMemory();
    private final FrameTable frames = new FrameTable(memory, BASE, FRAMES);
    private final Account account = frames.open(FRAMES);
    private final List<String> log = new ArrayList<>();

    private GStageTable table(GStageMode mode) {
        return GStageTable.make(
                mode, memory, frames, account, (address, size) -> log.add("forget %x for %x".formatted(address, size)));
    }

    @ParameterizedTest
    @EnumSource
    void theLastPageOfEveryFormatIsMappedAndNothingBehindIt(GStageMode mode) {
        GStageTable table = table(mode);
        assertEquals(mode.number(), table.hgatp(0x3FFF) >>> 60);
        // "Sv39x4": 41 bits, "Sv48x4": 50, "Sv57x4": 59.
        assertEquals(1L << (41 + 9 * (mode.number() - 8)), mode.limit());
        assertTrue(table.populate(mode.limit() - 4096, 4096, Rights.READ));
        assertTrue(table.translate(mode.limit() - 1) != FrameTable.NONE);
        assertEquals(FrameTable.NONE, table.translate(mode.limit()));
        assertEquals(FrameTable.NONE, table.translate(4095), "high bits do not fall away");
        assertEquals(0, table.rights(mode.limit()));
        assertEquals(4 + mode.tables(mode.limit() - 4096, 4096) + 1, account.used());
    }

    @ParameterizedTest
    @EnumSource
    void aPageOfOneGibibyteIsTakenApartForOnePageAndPutTogetherAgain(GStageMode mode) {
        GStageTable table = table(mode);
        assertTrue(table.populate(GIBI, GIBI, Rights.READ_WRITE));
        long physical = table.translate(GIBI);
        assertEquals(0, physical % GIBI);
        long used = account.used();
        long page = GIBI + 0x1234_5000L;
        assertEquals(2, table.tablesMissing(page, 4096));
        log.clear();
        long frame = table.unmap(page);
        assertEquals(physical + 0x1234_5000L, frame);
        assertEquals(List.of("forget 40000000 for 40000000", "forget 52200000 for 200000"), log, "break before make");
        assertEquals(used + 2, account.used());
        assertFalse(table.isMapped(page));
        for (long there : new long[] {GIBI, page - 1, page + 4096, 2 * GIBI - 1}) {
            assertEquals(physical + there - GIBI, table.translate(there), () -> Long.toHexString(there));
            assertEquals(Rights.READ_WRITE.bits(), table.rights(there));
        }
        table.merge(page);
        assertEquals(used + 2, account.used(), "a page is missing, so nothing is merged");
        assertTrue(table.map(page, frame, Rights.READ_WRITE, 0));
        log.clear();
        table.merge(page);
        assertEquals(List.of("forget 52200000 for 200000", "forget 40000000 for 40000000"), log);
        assertEquals(used, account.used());
        assertEquals(0, table.tablesMissing(GIBI, 0), "nothing is asked for");
        assertEquals(frame, table.translate(page));
    }

    /** A hart that walks the table in between may find the old entry or none, and never a new one beside an old translation. */
    @ParameterizedTest
    @EnumSource
    void aValidEntryIsEmptiedThenForgottenThenWritten(GStageMode mode) {
        List<String> order = new ArrayList<>();
        long[] entry = new long[1];
        GStageTable table = GStageTable.make(
                mode, memory, frames, account, (_, _) -> order.add("forget while it is " + memory.load(entry[0])));
        assertTrue(table.populate(GIBI, 0x20_0000, Rights.READ));
        long leaf = table.translate(GIBI) >>> 12 << 10;
        entry[0] = memory.words.entrySet().stream()
                .filter(word -> word.getValue() >>> 10 << 10 == leaf)
                .findFirst()
                .orElseThrow()
                .getKey();
        table.unmap(GIBI);
        assertEquals(List.of("forget while it is 0"), order);
        assertTrue(memory.load(entry[0]) != 0, "then it leads to the table of the parts");
    }

    /** Words that are zero until they are stored, wherever they are. */
    private static final class SparseMemory implements MemoryPort {
        private final TreeMap<Long, Long> words = new TreeMap<>();

        @Override
        public long load(long address) {
            return words.getOrDefault(address, 0L);
        }

        @Override
        public void store(long address, long value) {
            words.put(address, value);
        }

        @Override
        public void zero(long address, long length) {
            words.subMap(address, address + length).clear();
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
