package org.cofferdam.platform;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.BitSet;
import java.util.function.LongPredicate;
import org.cofferdam.machine.memory.PhysicalMemory;

/**
 * A pattern that fills RAM before the core gets it. A guest that finds it has been given a frame that was not scrubbed;
 * a frame that nobody was given and that has lost it was written through a hole in a wall.
 */
final class Canaries {
    private static final long PATTERN = 0xC0FF_E4DA_C0FF_E4DAL;
    private static final MemorySegment PAGE = page();

    private Canaries() {}

    /** @param free by address, whether nobody has the frame yet: what the core has set aside for shared regions is wiped already */
    static void plant(PhysicalMemory ram, LongPredicate free) {
        byte[] page = PAGE.toArray(ValueLayout.JAVA_BYTE);
        for (long offset = 0; offset < ram.size(); offset += page.length) {
            if (free.test(ram.base() + offset)) {
                ram.write(ram.base() + offset, page, 0, page.length);
            }
        }
    }

    /** Frames, numbered from the start of RAM, that hold the pattern and nothing else. */
    static BitSet intact(PhysicalMemory ram) {
        return matching(ram, PAGE);
    }

    /** Frames, numbered from the start of RAM, that hold zeros and nothing else. */
    static BitSet zero(PhysicalMemory ram) {
        return matching(ram, MemorySegment.ofArray(new byte[(int) PhysicalMemory.PAGE]));
    }

    private static BitSet matching(PhysicalMemory ram, MemorySegment page) {
        BitSet frames = new BitSet();
        MemorySegment contents = ram.contents();
        for (int frame = 0; frame < ram.size() / PhysicalMemory.PAGE; frame++) {
            boolean same = contents.asSlice(frame * PhysicalMemory.PAGE, PhysicalMemory.PAGE)
                            .mismatch(page)
                    < 0;
            frames.set(frame, same);
        }
        return frames;
    }

    private static MemorySegment page() {
        MemorySegment page = Arena.ofAuto().allocate(PhysicalMemory.PAGE, Long.BYTES);
        for (long index = 0; index < PhysicalMemory.PAGE / Long.BYTES; index++) {
            page.setAtIndex(ValueLayout.JAVA_LONG, index, PATTERN);
        }
        return page;
    }
}
