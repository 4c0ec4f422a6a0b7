package org.cofferdam.microkernel;

import java.util.Objects;
import org.cofferdam.microkernel.hardware.Rights;

/**
 * Memory that a partition is created with. Any values can be stated; {@link Control#create} checks them.
 *
 * @param base guest-physical address in bytes, a multiple of 4 KiB; 2 MiB pages are used where it and the size allow
 * @param size bytes, a multiple of 4 KiB, greater than 0; base + size is inside the format of the table
 * @param rights what the guest may do there
 */
public record MemoryRegion(long base, long size, Rights rights) {
    /** Where QEMU's virt board, and so each partition by default, has its RAM. */
    public static final long DEFAULT_BASE = 0x8000_0000L;

    public MemoryRegion {
        Objects.requireNonNull(rights);
    }
}
