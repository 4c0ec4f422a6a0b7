package org.cofferdam.microkernel.hardware;

/**
 * Physical memory. The core passes only addresses inside the range that {@link Hardware} gives it; code that a hart has
 * predecoded from a frame must not outlive a write through this port.
 */
public interface MemoryPort {
    /** The little-endian 64-bit word at a machine-physical address that is a multiple of 8. */
    long load(long address);

    /** Stores a little-endian 64-bit word at a machine-physical address that is a multiple of 8, in one piece. */
    void store(long address, long value);

    /** Copies {@code length} bytes from a machine-physical address into an array. */
    void read(long address, byte[] into, int offset, int length);

    /** Copies {@code length} bytes of an array to a machine-physical address. */
    void write(long address, byte[] from, int offset, int length);

    /** Sets {@code length} bytes from a machine-physical address to zero. */
    void zero(long address, long length);
}
