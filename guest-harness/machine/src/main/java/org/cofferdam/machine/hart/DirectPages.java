package org.cofferdam.machine.hart;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.cofferdam.machine.memory.HostMemory;

/**
 * A direct-mapped table of pages that may be accessed without further ado, outside the Java heap: a lookup is two loads, with no
 * bounds to check, and so small that either compiler of the JVM inlines it.
 *
 * <p>It holds pairs: a virtual page number, and what to add to an address in that page to get a host address. Page numbers have 52
 * bits, so -1 is no page.
 */
final class DirectPages {
    /** A power of two. */
    static final int PAIRS = 2048;

    private static final int PAIR = 2 * Long.BYTES;

    /** An address shifted right by so much has its page's number multiplied by {@link #PAIR}, and this mask takes what chooses a pair. */
    private static final int SHIFT = 12 - Integer.numberOfTrailingZeros(PAIR);

    private static final long MASK = (PAIRS - 1L) * PAIR;

    /** Host address of the first pair. */
    final long table;

    /** Keeps the table from being freed. */
    private final MemorySegment memory;

    DirectPages() {
        memory = HostMemory.allocate((long) PAIRS * PAIR, PAIR, Arena.ofAuto());
        table = memory.address();
        clear();
    }

    /** Host address of the pair for the page of an address, in the table at a host address. */
    static long pair(long table, long address) {
        return table + (address >>> SHIFT & MASK);
    }

    /** What to add to addresses in the page that a pair stands for. */
    static long distance(long pair) {
        return HostMemory.loadDouble(pair + Long.BYTES);
    }

    /** The page number that a pair stands for. */
    static long page(long pair) {
        return HostMemory.loadDouble(pair);
    }

    /** Enters the page of an address; {@code target} is the host address that the address itself stands for. */
    void enter(long address, long target) {
        long pair = pair(table, address);
        HostMemory.storeDouble(pair, address >>> 12);
        HostMemory.storeDouble(pair + Long.BYTES, target - address);
    }

    /** Forgets whatever has the place of an address's page. */
    void drop(long address) {
        HostMemory.storeDouble(pair(table, address), -1);
    }

    /** The same if it leads into the host page at a host address. */
    void dropIfTo(long address, long hostPage) {
        long pair = pair(table, address);
        long page = page(pair);
        if (page != -1 && (page << 12) + distance(pair) == hostPage) {
            HostMemory.storeDouble(pair, -1);
        }
    }

    /** Forgets all. */
    void clear() {
        memory.fill((byte) -1);
    }
}
