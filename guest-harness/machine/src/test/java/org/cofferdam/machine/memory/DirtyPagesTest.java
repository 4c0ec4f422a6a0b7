package org.cofferdam.machine.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;

class DirtyPagesTest {
    private static final long BASE = 0x8000_0000L;

    private final PhysicalMemory memory = new PhysicalMemory(BASE, 16 * PhysicalMemory.PAGE);

    private byte[] contents() {
        return memory.contents().toArray(ValueLayout.JAVA_BYTE);
    }

    @Test
    void whatWasWrittenIsPutBackAsOftenAsOneLikes() {
        memory.storeDouble(BASE + 0x2008, 42);
        byte[] before = contents();
        DirtyPages pages = new DirtyPages(memory);
        for (int round = 1; round < 4; round++) {
            memory.storeDouble(BASE + 0x2008, round);
            memory.storeDouble(BASE + 0x2010, round);
            memory.storeByte(BASE + 0x5fff, (byte) round);
            memory.write(BASE + 0x7ffe, new byte[] {1, 2, 3, 4}, 0, 4);
            memory.clear(BASE + 0x2000, 0x1000);
            assertEquals(4, pages.count());
            pages.restore();
            assertEquals(0, pages.count());
            assertArrayEquals(before, contents());
        }
    }

    @Test
    void otherWatchersHearOfWritesAllTheSame() {
        int[] heard = new int[1];
        memory.addWatcher(new PageWatcher() {
            @Override
            public void watched(long page) {}

            @Override
            public boolean uses(long address, long length) {
                return address < BASE + 0x1000;
            }

            @Override
            public void written(long page) {
                heard[0]++;
            }
        });
        DirtyPages pages = new DirtyPages(memory);
        memory.storeByte(BASE, (byte) 1);
        memory.watch(BASE);
        memory.storeByte(BASE, (byte) 2);
        assertEquals(2, heard[0]);
        pages.restore();
        assertEquals(0, memory.loadByte(BASE));
    }
}
