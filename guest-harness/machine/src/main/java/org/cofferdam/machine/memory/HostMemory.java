package org.cofferdam.machine.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * The process's memory by absolute address, little-endian, at any alignment. An access compiles to the bare load or
 * store: whoever computes the address has checked it.
 */
public final class HostMemory {

    private static final RawMemory RAW = RawMemory.make();

    private static final MethodHandle CALLOC = function(
            "calloc", FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG));
    private static final MethodHandle FREE = function("free", FunctionDescriptor.ofVoid(ValueLayout.ADDRESS));

    private HostMemory() {}

    public static byte loadByte(long host) {
        return RAW.loadByte(host);
    }

    public static short loadHalf(long host) {
        return RAW.loadHalf(host);
    }

    public static int loadWord(long host) {
        return RAW.loadWord(host);
    }

    public static long loadDouble(long host) {
        return RAW.loadDouble(host);
    }

    public static void storeByte(long host, byte value) {
        RAW.storeByte(host, value);
    }

    public static void storeHalf(long host, short value) {
        RAW.storeHalf(host, value);
    }

    public static void storeWord(long host, int value) {
        RAW.storeWord(host, value);
    }

    public static void storeDouble(long host, long value) {
        RAW.storeDouble(host, value);
    }

    /**
     * Stores {@code value} if the four bytes at an address, aligned, are {@code expected}, at one instant for all threads.
     *
     * @return whether they were
     */
    public static boolean exchangeWord(long host, int expected, int value) {
        return RAW.exchangeWord(host, expected, value);
    }

    /** The same with eight bytes. */
    public static boolean exchangeDouble(long host, long expected, long value) {
        return RAW.exchangeDouble(host, expected, value);
    }

    /**
     * Zeroed memory that the host commits page by page as it is touched: {@code calloc} gets large blocks from the
     * kernel already zero, whereas {@link Arena#allocate} would write every byte. Freed with the arena.
     *
     * @param alignment of the first byte, a power of two
     * @throws OutOfMemoryError if the host has not so much
     */
    @SuppressWarnings("restricted")
    public static MemorySegment allocate(long size, long alignment, Arena arena) {
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
