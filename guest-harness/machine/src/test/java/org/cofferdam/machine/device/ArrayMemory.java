package org.cofferdam.machine.device;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.cofferdam.machine.memory.DmaPort;

/** RAM of a test: addresses from {@link #BASE}, nothing else. */
final class ArrayMemory implements DmaPort {
    static final long BASE = 0x8000_0000L;

    final ByteBuffer bytes;

    ArrayMemory(int length) {
        bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public boolean read(long address, byte[] into, int offset, int length) {
        if (!inside(address, length)) {
            return false;
        }
        bytes.get((int) (address - BASE), into, offset, length);
        return true;
    }

    @Override
    public boolean write(long address, byte[] from, int offset, int length) {
        if (!inside(address, length)) {
            return false;
        }
        bytes.put((int) (address - BASE), from, offset, length);
        return true;
    }

    private boolean inside(long address, int length) {
        long offset = address - BASE;
        return offset >= 0 && offset <= bytes.capacity() - length;
    }
}
