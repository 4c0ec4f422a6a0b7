package org.cofferdam.microkernel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.cofferdam.microkernel.hardware.MemoryPort;

/** Memory page by page; what nobody wrote is poison, so that a page that was not scrubbed shows. */
final class FakeMemory implements MemoryPort {
    static final byte POISON = (byte) 0xA5;
    private static final int PAGE = 4096;
    private static final byte[] ZERO = new byte[PAGE];

    private final long base;
    private final byte[][] pages;
    private final List<FakeEvent> events;
    private final ReadOnce bytes;

    FakeMemory(long base, int frames, List<FakeEvent> events, ReadOnce bytes) {
        this.base = base;
        this.pages = new byte[frames][];
        this.events = events;
        this.bytes = bytes;
    }

    @Override
    public long load(long address) {
        assertAligned(address);
        return word(address).getLong(offset(address));
    }

    @Override
    public void store(long address, long value) {
        assertAligned(address);
        events.add(new FakeEvent.Stored(address, value));
        writable(address);
        word(address).putLong(offset(address), value);
    }

    @Override
    public void read(long address, byte[] into, int offset, int length) {
        bytes.read(address, length);
        for (int i = 0; i < length; i++) {
            into[offset + i] = page(address + i)[offset(address + i)];
        }
    }

    @Override
    public void write(long address, byte[] from, int offset, int length) {
        for (int i = 0; i < length; i++) {
            writable(address + i)[offset(address + i)] = from[offset + i];
        }
    }

    @Override
    public void zero(long address, long length) {
        events.add(new FakeEvent.Zeroed(address, length));
        for (long at = address; at < address + length; at += PAGE) {
            pages[index(at)] = ZERO;
        }
    }

    boolean isZero(long address) {
        return Arrays.equals(page(address), ZERO);
    }

    private ByteBuffer word(long address) {
        return ByteBuffer.wrap(page(address)).order(ByteOrder.LITTLE_ENDIAN);
    }

    private byte[] page(long address) {
        int index = index(address);
        if (pages[index] == null) {
            pages[index] = new byte[PAGE];
            Arrays.fill(pages[index], POISON);
        }
        return pages[index];
    }

    private byte[] writable(long address) {
        byte[] page = page(address);
        if (page == ZERO) {
            pages[index(address)] = new byte[PAGE];
        }
        return pages[index(address)];
    }

    private int index(long address) {
        return Math.toIntExact((address - base) / PAGE);
    }

    private static int offset(long address) {
        return (int) (address % PAGE);
    }

    private static void assertAligned(long address) {
        if (address % 8 != 0) {
            throw new AssertionError("a word at " + Long.toHexString(address));
        }
    }
}
