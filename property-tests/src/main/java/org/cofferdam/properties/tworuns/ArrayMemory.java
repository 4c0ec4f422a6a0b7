package org.cofferdam.properties.tworuns;

import java.util.Arrays;
import java.util.BitSet;
import org.cofferdam.microkernel.hardware.MemoryPort;

/** Memory that is an array, and knows which of its frames hold anything. */
final class ArrayMemory implements MemoryPort {
    private static final int FRAME = 4096;

    private final long base;
    private final byte[] bytes;
    private final BitSet written = new BitSet();

    ArrayMemory(long base, int frames) {
        this.base = base;
        bytes = new byte[frames * FRAME];
    }

    /** Wipes the frames that were written. */
    void reset() {
        for (int frame = written.nextSetBit(0); frame >= 0; frame = written.nextSetBit(frame + 1)) {
            Arrays.fill(bytes, frame * FRAME, (frame + 1) * FRAME, (byte) 0);
        }
        written.clear();
    }

    private int at(long address) {
        return Math.toIntExact(address - base);
    }

    @Override
    public long load(long address) {
        return (long) Words.LONG.get(bytes, at(address));
    }

    @Override
    public void store(long address, long value) {
        written.set(at(address) / FRAME);
        Words.LONG.set(bytes, at(address), value);
    }

    @Override
    public void read(long address, byte[] into, int offset, int length) {
        System.arraycopy(bytes, at(address), into, offset, length);
    }

    @Override
    public void write(long address, byte[] from, int offset, int length) {
        if (length > 0) {
            written.set(at(address) / FRAME, at(address + length - 1) / FRAME + 1);
        }
        System.arraycopy(from, offset, bytes, at(address), length);
    }

    @Override
    public void zero(long address, long length) {
        for (int frame = at(address) / FRAME; frame < at(address + length) / FRAME; frame++) {
            if (written.get(frame)) {
                Arrays.fill(bytes, frame * FRAME, (frame + 1) * FRAME, (byte) 0);
                written.clear(frame);
            }
        }
    }
}
