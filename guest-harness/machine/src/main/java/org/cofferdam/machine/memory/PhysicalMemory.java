package org.cofferdam.machine.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/**
 * One run of RAM at a physical address, off-heap and zero at first. Addresses are physical; callers ask
 * {@link #contains} before they access. Pages are 4 KiB.
 */
public final class PhysicalMemory {

    /** Bytes in the smallest page of every RISC-V translation scheme. */
    public static final long PAGE = 4096;

    private final long base;
    private final long size;
    private final MemorySegment segment;
    private final long hostOffset;
    private final boolean[] watched;
    private final List<PageWatcher> watchers = new ArrayList<>();

    /**
     * RAM of {@code size} bytes from physical address {@code base}; both multiples of {@link #PAGE}.
     *
     * @throws IllegalArgumentException if they are not, or if the run is empty or wraps around
     */
    public PhysicalMemory(long base, long size) {
        if (((base | size) & (PAGE - 1)) != 0 || size <= 0 || base < 0 || base + size < 0) {
            throw new IllegalArgumentException("RAM needs whole pages: 0x%x + 0x%x".formatted(base, size));
        }
        this.base = base;
        this.size = size;
        segment = HostMemory.allocate(size, PAGE, Arena.ofAuto());
        hostOffset = segment.address() - base;
        watched = new boolean[Math.toIntExact(size / PAGE)];
    }

    /** Physical address of the first byte. */
    public long base() {
        return base;
    }

    /** Length in bytes. */
    public long size() {
        return size;
    }

    /** Whether all of {@code length} bytes from {@code address} lie here; wrapping ranges do not. */
    public boolean contains(long address, long length) {
        long offset = address - base;
        return offset >= 0 && offset < size && length >= 0 && length <= size - offset;
    }

    /** Host address of a contained physical address, for {@link HostMemory}. */
    public long host(long address) {
        return address + hostOffset;
    }

    public byte loadByte(long address) {
        return HostMemory.loadByte(checked(address, 1));
    }

    public short loadHalf(long address) {
        return HostMemory.loadHalf(checked(address, 2));
    }

    public int loadWord(long address) {
        return HostMemory.loadWord(checked(address, 4));
    }

    public long loadDouble(long address) {
        return HostMemory.loadDouble(checked(address, 8));
    }

    public void storeByte(long address, byte value) {
        noteWrite(address, 1);
        HostMemory.storeByte(checked(address, 1), value);
    }

    public void storeHalf(long address, short value) {
        noteWrite(address, 2);
        HostMemory.storeHalf(checked(address, 2), value);
    }

    public void storeWord(long address, int value) {
        noteWrite(address, 4);
        HostMemory.storeWord(checked(address, 4), value);
    }

    public void storeDouble(long address, long value) {
        noteWrite(address, 8);
        HostMemory.storeDouble(checked(address, 8), value);
    }

    /** Copies out of memory. */
    public void read(long address, byte[] into, int offset, int length) {
        checked(address, length);
        MemorySegment.copy(segment, ValueLayout.JAVA_BYTE, address - base, into, offset, length);
    }

    /** Copies into memory. */
    public void write(long address, byte[] from, int offset, int length) {
        checked(address, length);
        noteWrite(address, length);
        MemorySegment.copy(from, offset, segment, ValueLayout.JAVA_BYTE, address - base, length);
    }

    /** Sets {@code length} bytes to zero. */
    public void clear(long address, long length) {
        checked(address, length);
        noteWrite(address, length);
        segment.asSlice(address - base, length).fill((byte) 0);
    }

    /** Read-only view of all bytes from {@link #base}, for hashing and dumping. */
    public MemorySegment contents() {
        return segment.asReadOnly();
    }

    /** Adds one that is told of watched pages and of writes to them. */
    public void addWatcher(PageWatcher watcher) {
        watchers.add(watcher);
    }

    /** Asks that the next write to the page of this contained address be announced. */
    public void watch(long address) {
        int page = pageIndex(address);
        if (!watched[page]) {
            watched[page] = true;
            watchers.forEach(watcher -> watcher.watched(address & -PAGE));
        }
    }

    /** Whether a write to the page of this contained address is announced. */
    public boolean isWatched(long address) {
        return watched[pageIndex(address)];
    }

    /** Whether a write of these contained bytes would be announced to anybody. */
    public boolean isUsed(long address, long length) {
        long end = address + length;
        for (long from = address; from < end; from = nextPage(from)) {
            if (watched[pageIndex(from)] && used(from, Math.min(end, nextPage(from)) - from)) {
                return true;
            }
        }
        return false;
    }

    /** Announces a write of {@code length} contained bytes; whoever writes past this class calls it first. */
    public void noteWrite(long address, long length) {
        long end = address + length;
        for (long from = address; from < end; from = nextPage(from)) {
            if (watched[pageIndex(from)] && used(from, Math.min(end, nextPage(from)) - from)) {
                watched[pageIndex(from)] = false;
                long page = from & -PAGE;
                watchers.forEach(watcher -> watcher.written(page));
            }
        }
    }

    private boolean used(long address, long length) {
        for (PageWatcher watcher : watchers) {
            if (watcher.uses(address, length)) {
                return true;
            }
        }
        return false;
    }

    private static long nextPage(long address) {
        return (address & -PAGE) + PAGE;
    }

    private int pageIndex(long address) {
        return (int) ((address - base) / PAGE);
    }

    private long checked(long address, long length) {
        if (!contains(address, length)) {
            throw new IndexOutOfBoundsException("0x%x + %d is outside RAM".formatted(address, length));
        }
        return address + hostOffset;
    }
}
