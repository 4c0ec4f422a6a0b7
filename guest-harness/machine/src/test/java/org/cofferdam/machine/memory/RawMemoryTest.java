package org.cofferdam.machine.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Both ways to memory; the launcher, and the tests, open the shorter one. */
class RawMemoryTest {
    private static final long VALUE = 0x8182_8384_8586_8788L;

    @ParameterizedTest
    @EnumSource
    void eachWidthIsLoadedAndStored(RawMemory.Way way) {
        RawMemory raw = RawMemory.make(way);
        MemorySegment block = HostMemory.allocate(32, 8, Arena.ofAuto());
        long at = block.address() + 8;
        raw.storeDouble(at, VALUE);
        assertEquals(VALUE, block.get(ValueLayout.JAVA_LONG, 8));
        assertEquals(VALUE, raw.loadDouble(at));
        assertEquals((int) VALUE, raw.loadWord(at));
        assertEquals((short) VALUE, raw.loadHalf(at));
        assertEquals((byte) VALUE, raw.loadByte(at));
        raw.storeWord(at, 0x1112_1314);
        raw.storeHalf(at + 4, (short) 0x2122);
        raw.storeByte(at + 6, (byte) 0x31);
        assertEquals(0x8131_2122_1112_1314L, block.get(ValueLayout.JAVA_LONG, 8));
        raw.storeDouble(at + 3, VALUE);
        assertEquals(VALUE, raw.loadDouble(at + 3));
        assertEquals(0, block.get(ValueLayout.JAVA_LONG, 0));
    }

    @ParameterizedTest
    @EnumSource
    void onlyWhatIsExpectedIsExchanged(RawMemory.Way way) {
        RawMemory raw = RawMemory.make(way);
        MemorySegment block = HostMemory.allocate(16, 8, Arena.ofAuto());
        long at = block.address();
        raw.storeDouble(at, VALUE);
        assertFalse(raw.exchangeDouble(at, VALUE + 1, 1));
        assertFalse(raw.exchangeWord(at, (int) VALUE + 1, 1));
        assertEquals(VALUE, raw.loadDouble(at));
        assertTrue(raw.exchangeWord(at, (int) VALUE, 7));
        assertEquals(VALUE >>> 32 << 32 | 7, raw.loadDouble(at));
        assertTrue(raw.exchangeDouble(at, VALUE >>> 32 << 32 | 7, 8));
        assertEquals(8, block.get(ValueLayout.JAVA_LONG, 0));
        assertEquals(0, block.get(ValueLayout.JAVA_LONG, 8));
    }
}
