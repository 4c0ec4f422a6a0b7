package org.cofferdam.platform;

import org.cofferdam.machine.memory.PhysicalMemory;
import org.cofferdam.microkernel.hardware.MemoryPort;

/** The core's way to the board's RAM. */
record BoardMemory(PhysicalMemory memory) implements MemoryPort {
    @Override
    public long load(long address) {
        return memory.loadDouble(address);
    }

    @Override
    public void store(long address, long value) {
        memory.storeDouble(address, value);
    }

    @Override
    public void read(long address, byte[] into, int offset, int length) {
        memory.read(address, into, offset, length);
    }

    @Override
    public void write(long address, byte[] from, int offset, int length) {
        memory.write(address, from, offset, length);
    }

    @Override
    public void zero(long address, long length) {
        memory.clear(address, length);
    }
}
