package org.cofferdam.machine.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.ByteOrder;

/**
 * The process's memory by absolute address, little-endian, at any alignment. The segment is a constant of unlimited
 * size, so an access compiles to the bare load or store: whoever computes the address has checked it.
 */
public final class HostMemory {

    private static final ValueLayout.OfShort HALF = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt WORD = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong DOUBLE = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    @SuppressWarnings("restricted")
    private static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

    private static final MethodHandle CALLOC = function(
            "calloc", FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG));
    private static final MethodHandle FREE = function("free", FunctionDescriptor.ofVoid(ValueLayout.ADDRESS));

    private HostMemory() {}

    public static byte loadByte(long host) {
        return ALL.get(ValueLayout.JAVA_BYTE, host);
    }

    public static short loadHalf(long host) {
        return ALL.get(HALF, host);
    }

    public static int loadWord(long host) {
        return ALL.get(WORD, host);
    }

    public static long loadDouble(long host) {
        return ALL.get(DOUBLE, host);
    }

    public static void storeByte(long host, byte value) {
        ALL.set(ValueLayout.JAVA_BYTE, host, value);
    }

    public static void storeHalf(long host, short value) {
        ALL.set(HALF, host, value);
    }

    public static void storeWord(long host, int value) {
        ALL.set(WORD, host, value);
    }

    public static void storeDouble(long host, long value) {
        ALL.set(DOUBLE, host, value);
    }

    /**
     * Zeroed memory that the host commits page by page as it is touched: {@code calloc} gets large blocks from the
     * kernel already zero, whereas {@link Arena#allocate} would write every byte. Freed with the arena.
     *
     * @param alignment of the first byte, a power of two
     * @throws OutOfMemoryError if the host has not so much
     */
    @SuppressWarnings("restricted")
    static MemorySegment allocate(long size, long alignment, Arena arena) {
        MemorySegment block = allocate(size + alignment);
        if (block.address() == 0) {
            throw new OutOfMemoryError("no host memory for " + size + " bytes of guest RAM");
        }
        MemorySegment owned = block.reinterpret(size + alignment, arena, HostMemory::release);
        return owned.asSlice(-block.address() & (alignment - 1), size);
    }

    private static MemorySegment allocate(long size) {
        try {
            return (MemorySegment) CALLOC.invokeExact(1L, size);
        } catch (Throwable failure) {
            throw new LinkageError("calloc", failure);
        }
    }

    private static void release(MemorySegment block) {
        try {
            FREE.invokeExact(block);
        } catch (Throwable failure) {
            throw new LinkageError("free", failure);
        }
    }

    @SuppressWarnings("restricted")
    private static MethodHandle function(String name, FunctionDescriptor signature) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), signature);
    }
}
