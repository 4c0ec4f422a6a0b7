package org.cofferdam.platform;

import org.cofferdam.machine.memory.Bus;
import org.cofferdam.machine.memory.PhysicalMemory;
import org.cofferdam.microkernel.hardware.MemoryPort;

/** The core's way to the board's RAM, on whose bus harts hold reservations that its writes break. */
record BoardMemory(PhysicalMemory memory, Bus bus, CoreEffort effort) implements MemoryPort {
    private static final int NO_HART = -1;

    @Override
    public long load(long address) {
        effort.one();
        return memory.loadDouble(address);
    }

    @Override
    public void store(long address, long value) {
        effort.one();
        memory.storeDouble(address, value);
        written(address, Long.BYTES);
    }

    @Override
    public void read(long address, byte[] into, int offset, int length) {
        effort.bytes(length);
        memory.read(address, into, offset, length);
    }

    @Override
    public void write(long address, byte[] from, int offset, int length) {
        effort.bytes(length);
        memory.write(address, from, offset, length);
        written(address, length);
    }

    @Override
    public void zero(long address, long length) {
        effort.bytes(length);
        memory.clear(address, length);
        written(address, length);
    }

    private void written(long address, long length) {
        bus.reservations().written(NO_HART, memory.host(address), length);
    }
}
