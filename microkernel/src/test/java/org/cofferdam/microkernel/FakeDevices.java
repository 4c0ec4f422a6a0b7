package org.cofferdam.microkernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.cofferdam.microkernel.hardware.DevicePort;
import org.cofferdam.microkernel.hardware.Hardware;
import org.cofferdam.microkernel.hardware.MemoryPort;

/**
 * An IOMMU, a PLIC and the registers of devices: as much of them as the core may rely on. Commands are carried out when
 * the tail is written; the PLIC ignores a completion for a source that the context does not have enabled.
 */
final class FakeDevices implements DevicePort {
    static final long IOMMU = 0x301_0000L;
    static final long PLIC = 0xC00_0000L;
    private static final long PLIC_END = 0x1000_0000L;
    private static final int CONTEXTS = 0x20_0000;
    private static final int ENABLES = 0x2000;

    /** Interrupts that devices hold. */
    final TreeSet<Integer> raised = new TreeSet<>();
    /** What the IOMMU does with commands from now on. */
    boolean stuck;

    private final MemoryPort memory;
    private final List<FakeEvent> events;
    private final Map<Long, Long> registers = new TreeMap<>();
    private final TreeSet<Integer> claimed = new TreeSet<>();

    FakeDevices(FakeMachine machine, boolean extendedContexts) {
        memory = machine.memory;
        events = machine.events;
        put(IOMMU, extendedContexts ? 1L << 22 : 0);
    }

    /** The machine's hardware with these; hart n is context {@code 2 * n + 1}, as on the board. */
    Hardware in(FakeMachine machine) {
        List<Integer> contexts = new ArrayList<>();
        for (FakeHart hart : machine.harts) {
            contexts.add(2 * hart.number + 1);
        }
        Hardware plain = machine.hardware;
        return new Hardware(
                plain.harts(),
                plain.memory(),
                plain.base(),
                plain.size(),
                plain.tickLength(),
                java.util.Optional.of(new Hardware.Devices(this, IOMMU, PLIC, contexts)));
    }

    long at(long address) {
        return registers.getOrDefault(address, 0L);
    }

    private void put(long address, long value) {
        registers.put(address, value);
    }

    /** The device directory's page. */
    long directory() {
        return at(IOMMU + 16) >>> 10 << 12;
    }

    /** The IOMMU notes that the DMA of a device has faulted. */
    void fault(int device) {
        long tail = at(IOMMU + 52);
        memory.store((at(IOMMU + 40) >>> 10 << 12) + tail * 32, (long) device << 40 | 13);
        put(IOMMU + 52, tail + 1 & 127);
    }

    /** A register of the IOMMU by its offset. */
    void set(int register, long value) {
        put(IOMMU + register, value);
    }

    /** Whether a source is enabled in a context. */
    boolean isEnabled(int context, int source) {
        return (at(PLIC + ENABLES + context * 0x80L + source / 32 * 4) >>> source % 32 & 1) != 0;
    }

    @Override
    public long load(long address, int size) {
        long offset = address - PLIC - CONTEXTS;
        if (address < PLIC_END && offset >= 0 && offset % 0x1000 == 4) {
            return claim((int) (offset / 0x1000));
        }
        return at(address);
    }

    private long claim(int context) {
        for (int source : raised) {
            boolean priority = at(PLIC + 4L * source) > at(PLIC + CONTEXTS + context * 0x1000L);
            if (priority && isEnabled(context, source) && claimed.add(source)) {
                return source;
            }
        }
        return 0;
    }

    @Override
    public void store(long address, int size, long value) {
        long offset = address - PLIC - CONTEXTS;
        if (address < PLIC_END && offset >= 0 && offset % 0x1000 == 4) {
            if (isEnabled((int) (offset / 0x1000), (int) value)) {
                claimed.remove((int) value);
            }
        } else if (address == IOMMU + 76) {
            // Errors are cleared where a 1 is written.
            put(address, value & 1 | at(address) & 0x700 & ~value);
        } else if (address == IOMMU + 36) {
            put(address, value);
            carryOut();
        } else {
            put(address, value);
            events.add(new FakeEvent.DeviceStored(address, value));
        }
    }

    private void carryOut() {
        long head = at(IOMMU + 32);
        while (head != at(IOMMU + 36) && !stuck) {
            long at = (at(IOMMU + 24) >>> 10 << 12) + head * 16;
            events.add(new FakeEvent.Command(memory.load(at), memory.load(at + 8)));
            head = head + 1 & (2L << (at(IOMMU + 24) & 31)) - 1;
            put(IOMMU + 32, head);
        }
    }
}
