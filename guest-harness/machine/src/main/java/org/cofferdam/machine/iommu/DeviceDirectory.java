package org.cofferdam.machine.iommu;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cofferdam.machine.memory.Bus;
import org.cofferdam.machine.memory.PhysicalMemory;
import org.cofferdam.machine.state.StateException;
import org.cofferdam.machine.state.StateReader;
import org.cofferdam.machine.state.StateWriter;
import org.cofferdam.machine.state.Stateful;

/**
 * The device directory in memory, the register {@code ddtp} that points to it, and the cache of its leaves. A cached context stays until a
 * command names it or newer ones take its room; writing {@code ddtp} removes nothing ("Device-directory-table pointer" allows that).
 */
final class DeviceDirectory implements Stateful {
    /** Bits of a device id. */
    static final int ID_BITS = 24;

    private static final int OFF = 0;
    private static final int BARE = 1;
    private static final int ONE_LEVEL = 2;
    private static final int THREE_LEVELS = 4;
    private static final long MODE = 0xf;
    private static final long PAGE_NUMBER = ((1L << 44) - 1) << 10;
    private static final long VALID = 1;

    /** How many contexts are cached at most; the oldest goes first. */
    private static final int CACHED = 64;

    private final Bus bus;
    private final Map<Integer, DeviceContext> cache = new LinkedHashMap<>();
    private long pointer;

    DeviceDirectory(Bus bus) {
        this.bus = bus;
    }

    void reset() {
        pointer = OFF;
        cache.clear();
    }

    /** Register {@code ddtp}. */
    long pointer() {
        return pointer;
    }

    /** Writes {@code ddtp}; a mode that does not exist leaves the mode as it was. */
    void point(long value) {
        long mode = (value & MODE) <= THREE_LEVELS ? value & MODE : pointer & MODE;
        pointer = (value & PAGE_NUMBER) | mode;
    }

    private int mode() {
        return (int) (pointer & MODE);
    }

    /** Whether device addresses are physical addresses for all devices. */
    boolean bare() {
        return mode() == BARE;
    }

    /** Whether an id is no wider than the directory. Without a directory none is too wide. */
    boolean covers(int device) {
        return mode() < ONE_LEVEL || device >>> idBits(mode() - ONE_LEVEL + 1) == 0;
    }

    /** How wide ids are in a directory of so many levels: base-format leaves have 128 entries, the root of three levels 256. */
    private static int idBits(int levels) {
        return Math.min(7 + 9 * (levels - 1), ID_BITS);
    }

    /** "Process to locate the Device-context", for a directory that is not Bare. */
    DeviceContext context(int device) throws Fault {
        if (mode() == OFF) {
            throw new Fault(Fault.ALL_DISALLOWED);
        }
        if (!covers(device)) {
            throw new Fault(Fault.TYPE_DISALLOWED);
        }
        DeviceContext cached = cache.get(device);
        return cached != null ? cached : fetch(device);
    }

    private DeviceContext fetch(int device) throws Fault {
        long table = tableAddress(pointer);
        for (int level = mode() - ONE_LEVEL; level > 0; level--) {
            long at = table + ((device >>> idBits(level)) & 0x1ff) * (long) Long.BYTES;
            long entry = memory(at, Long.BYTES).loadDouble(at);
            if ((entry & VALID) == 0) {
                throw new Fault(Fault.DIRECTORY_NOT_VALID);
            }
            if ((entry & ~(PAGE_NUMBER | VALID)) != 0) {
                throw new Fault(Fault.DIRECTORY_MISCONFIGURED);
            }
            table = tableAddress(entry);
        }
        long at = table + (device & ((1 << idBits(1)) - 1)) * (long) DeviceContext.BYTES;
        PhysicalMemory memory = memory(at, DeviceContext.BYTES);
        DeviceContext context = new DeviceContext(
                memory.loadDouble(at),
                memory.loadDouble(at + 8),
                memory.loadDouble(at + 16),
                memory.loadDouble(at + 24));
        if (!context.valid()) {
            throw new Fault(Fault.DIRECTORY_NOT_VALID);
        }
        if (context.misconfigured()) {
            throw new Fault(Fault.DIRECTORY_MISCONFIGURED);
        }
        keep(device, context);
        return context;
    }

    private static long tableAddress(long entry) {
        return (entry & PAGE_NUMBER) << 2;
    }

    private PhysicalMemory memory(long address, int length) throws Fault {
        PhysicalMemory memory = bus.memoryAt(address, length);
        if (memory == null) {
            throw new Fault(Fault.DIRECTORY_ACCESS);
        }
        return memory;
    }

    private void keep(int device, DeviceContext context) {
        if (cache.size() == CACHED) {
            cache.remove(cache.keySet().iterator().next());
        }
        cache.put(device, context);
    }

    /** Forgets the cached context of a device. */
    void invalidate(int device) {
        cache.remove(device);
    }

    /** Forgets all cached contexts. */
    void invalidateAll() {
        cache.clear();
    }

    /** The cached contexts by device id. */
    SortedMap<Integer, DeviceContext> cached() {
        return Collections.unmodifiableSortedMap(new TreeMap<>(cache));
    }

    @Override
    public void save(StateWriter out) {
        out.number(pointer);
        out.word(cache.size());
        cache.forEach((device, context) -> {
            out.word(device);
            out.numbers(
                    new long[] {context.control(), context.secondStage(), context.attributes(), context.firstStage()});
        });
    }

    @Override
    public void restore(StateReader in) throws StateException {
        long saved = in.number();
        pointer = OFF;
        point(saved);
        if (pointer != saved) {
            throw in.refuse("a directory pointer 0x%x".formatted(saved));
        }
        cache.clear();
        int count = in.word(0, CACHED);
        for (int i = 0; i < count; i++) {
            int device = in.bits((1 << ID_BITS) - 1);
            DeviceContext context = new DeviceContext(in.number(), in.number(), in.number(), in.number());
            if (!context.valid() || context.misconfigured() || cache.put(device, context) != null) {
                throw in.refuse("a device context that cannot be cached");
            }
        }
    }
}
