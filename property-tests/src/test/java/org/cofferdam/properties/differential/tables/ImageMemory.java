package org.cofferdam.properties.differential.tables;

import java.nio.ByteBuffer;
import org.cofferdam.microkernel.hardware.MemoryPort;

/** The core's way into an image. */
record ImageMemory(ByteBuffer memory) implements MemoryPort {
    private int at(long address) {
        return Math.toIntExact(address - Questionnaire.BASE);
    }

    @Override
    public long load(long address) {
        return memory.getLong(at(address));
    }

    @Override
    public void store(long address, long value) {
        memory.putLong(at(address), value);
    }

    @Override
    public void zero(long address, long length) {
        memory.put(at(address), new byte[Math.toIntExact(length)]);
    }

    @Override
    public void read(long address, byte[] into, int offset, int length) {
        memory.get(at(address), into, offset, length);
    }

    @Override
    public void write(long address, byte[] from, int offset, int length) {
        memory.put(at(address), from, offset, length);
    }
}
