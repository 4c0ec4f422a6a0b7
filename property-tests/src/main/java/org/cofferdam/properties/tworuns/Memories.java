package org.cofferdam.properties.tworuns;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.cofferdam.microkernel.MemoryRegion;
import org.cofferdam.microkernel.Monitor;
import org.cofferdam.microkernel.PartitionSpec;
import org.cofferdam.microkernel.Status;

/** Reads all that a partition can read: its regions, what it has accepted, and what it shares. */
final class Memories {
    private static final int PAGE = 4096;
    private static final int HOLE_PAGES = 8;
    private static final int SHARED_PAGES = 8;

    private Memories() {}

    static void read(Monitor monitor, PartitionSpec spec, String name, List<Observation.Part> into) {
        for (MemoryRegion region : spec.memory()) {
            String place = region.base() == Layout.RAM ? " memory" : " memory at 0x%x,".formatted(region.base());
            into.add(new Observation.Part(name + place, words(monitor, region.base(), (int) (region.size() / PAGE))));
        }
        into.add(new Observation.Part(name + " granted memory,", words(monitor, Layout.HOLE, HOLE_PAGES)));
        into.add(new Observation.Part(name + " shared memory,", words(monitor, Layout.SHARED, SHARED_PAGES)));
    }

    /** Words of so many pages; a page that cannot be read gives one word that no guest writes. */
    private static long[] words(Monitor monitor, long base, int pages) {
        byte[] bytes = new byte[pages * PAGE];
        for (int page = 0; page < pages; page++) {
            if (monitor.read(base + (long) page * PAGE, bytes, page * PAGE, PAGE) != Status.OK) {
                bytes[page * PAGE] = (byte) 0xA5;
            }
        }
        long[] words = new long[bytes.length / Long.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(words);
        return words;
    }
}
