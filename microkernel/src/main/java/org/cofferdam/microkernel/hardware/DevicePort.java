package org.cofferdam.microkernel.hardware;

/** The registers of devices, by machine-physical address. The core passes only addresses of registers that it was told of. */
public interface DevicePort {
    /** Reads a little-endian register of 4 or 8 bytes, zero-extended. */
    long load(long address, int size);

    /** Writes a little-endian register of 4 or 8 bytes; its effect is complete when the method returns. */
    void store(long address, int size, long value);
}
