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

    private static final RawMemory RAW = RawMemory.make(RawMemory.Way.present());

    private static final MethodHandle CALLOC = function(
            "calloc", FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG));
    private static final MethodHandle FREE = function("free", FunctionDescriptor.ofVoid(ValueLayout.ADDRESS));

    private static final MethodHandle MADVISE = function(
            "madvise",
            FunctionDescriptor.of(
                    ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT));

    /** Blocks of this size and more are made of large pages, as QEMU's RAM is: a walk of the host's own tables costs it dearly. */
    private static final long LARGE = 32 << 20;

    /** A page of the second level, on hosts whose pages have 4 KiB. */
    private static final long LARGE_PAGE = 2 << 20;

    /** {@code MADV_HUGEPAGE} of Linux. */
    private static final int USE_LARGE_PAGES = 14;

    private static final boolean LINUX = System.getProperty("os.name").equals("Linux");

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
        long boundary = size < LARGE ? alignment : Math.max(alignment, LARGE_PAGE);
        MemorySegment block = allocate(size + boundary);
        if (block.address() == 0) {
            throw new OutOfMemoryError("no host memory for " + size + " bytes of guest RAM");
        }
        MemorySegment owned = block.reinterpret(size + boundary, arena, HostMemory::release);
        MemorySegment aligned = owned.asSlice(-block.address() & (boundary - 1), size);
        if (size >= LARGE && LINUX) {
            useLargePages(aligned);
        }
        return aligned;
    }

    /** Advice, which a host without such pages refuses: then the block has small ones. */
    private static void useLargePages(MemorySegment block) {
        try {
            int _ = (int) MADVISE.invokeExact(block, block.byteSize(), USE_LARGE_PAGES);
        } catch (Throwable failure) {
            throw new LinkageError("madvise", failure);
        }
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
