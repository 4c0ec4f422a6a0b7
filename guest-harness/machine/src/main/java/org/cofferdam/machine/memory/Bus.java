package org.cofferdam.machine.memory;

import java.util.ArrayList;
import java.util.List;
import org.cofferdam.machine.device.Device;

/**
 * The physical address space: runs of RAM and devices, none overlapping. As a {@link DmaPort} it reaches RAM only.
 */
public final class Bus implements DmaPort {

    /** A device at its place. */
    public record Mapping(long base, Device device) {

        /** Whether an access of {@code size} bytes lies wholly inside. */
        public boolean contains(long address, int size) {
            long offset = address - base;
            return offset >= 0 && offset <= device.length() - size;
        }

        public long load(long address, int size) {
            return device.load(address - base, size);
        }

        public void store(long address, int size, long value) {
            device.store(address - base, size, value);
        }
    }

    private final List<PhysicalMemory> memories = new ArrayList<>();
    private final List<PhysicalMemory> arrays = new ArrayList<>();
    private final List<Mapping> mappings = new ArrayList<>();
    private final List<PageWatcher> watchers = new ArrayList<>();
    private final ReservationSet reservations = new ReservationSet();

    /** An empty address space. */
    public Bus() {}

    /**
     * Puts RAM at its addresses.
     *
     * @throws IllegalArgumentException if something is there already
     */
    public void attach(PhysicalMemory memory) {
        requireFree(memory.base(), memory.size());
        memories.add(memory);
        watchers.forEach(memory::addWatcher);
    }

    /** Has a watcher told about the watched pages of all RAM, present and to come. */
    public void addWatcher(PageWatcher watcher) {
        watchers.add(watcher);
        memories.forEach(memory -> memory.addWatcher(watcher));
    }

    /**
     * Puts a device at {@code base}.
     *
     * @throws IllegalArgumentException if something is there already
     */
    public void attach(long base, Device device) {
        requireFree(base, device.length());
        mappings.add(new Mapping(base, device));
    }

    /**
     * Lets instructions be fetched from the memory behind a device, at the device's addresses. Loads and stores stay the device's, and DMA
     * does not reach it.
     */
    public void attachArray(PhysicalMemory array) {
        arrays.add(array);
    }

    /** The memories behind devices. */
    public List<PhysicalMemory> arrays() {
        return List.copyOf(arrays);
    }

    /** Whether instructions can be fetched from these bytes. */
    public boolean executable(long address, long length) {
        return memoryAt(address, length) != null || arrays.stream().anyMatch(array -> array.contains(address, length));
    }

    /** The devices with their places, in the order they were attached. */
    public List<Mapping> devices() {
        return List.copyOf(mappings);
    }

    /** The runs of RAM, in the order they were attached. */
    public List<PhysicalMemory> memories() {
        return List.copyOf(memories);
    }

    /** The reservations that harts hold in this memory. */
    public ReservationSet reservations() {
        return reservations;
    }

    /** The RAM that holds all of these bytes, or null. */
    public PhysicalMemory memoryAt(long address, long length) {
        for (PhysicalMemory memory : memories) {
            if (memory.contains(address, length)) {
                return memory;
            }
        }
        return null;
    }

    /**
     * The physical address of a host address inside RAM.
     *
     * @throws IllegalArgumentException if it is not inside
     */
    public long physical(long host) {
        for (PhysicalMemory memory : memories) {
            long address = host - memory.host(0);
            if (memory.contains(address, 1)) {
                return address;
            }
        }
        throw new IllegalArgumentException("no RAM at host address 0x%x".formatted(host));
    }

    /** The device that answers an access of {@code size} bytes, or null. */
    public Mapping deviceAt(long address, int size) {
        for (Mapping mapping : mappings) {
            if (mapping.contains(address, size)) {
                return mapping;
            }
        }
        return null;
    }

    @Override
    public boolean read(long address, byte[] into, int offset, int length) {
        PhysicalMemory memory = memoryAt(address, length);
        if (memory == null) {
            return false;
        }
        memory.read(address, into, offset, length);
        return true;
    }

    @Override
    public boolean write(long address, byte[] from, int offset, int length) {
        PhysicalMemory memory = memoryAt(address, length);
        if (memory == null) {
            return false;
        }
        memory.write(address, from, offset, length);
        reservations.written(-1, memory.host(address), length);
        return true;
    }

    private void requireFree(long base, long length) {
        boolean taken = memories.stream().anyMatch(m -> base < m.base() + m.size() && m.base() < base + length)
                || mappings.stream().anyMatch(m -> base < m.base() + m.device().length() && m.base() < base + length);
        if (taken) {
            throw new IllegalArgumentException("0x%x + 0x%x overlaps what is on the bus".formatted(base, length));
        }
    }
}
