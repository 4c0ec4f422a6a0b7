package org.cofferdam.microkernel;

import java.util.List;

/**
 * What a partition is created with. Any values can be stated; {@link Control#create} checks them.
 *
 * @param virtualHarts 1 to 64; their numbers, and the hart ids the guest sees, are 0 and up
 * @param memory regions that overlap neither each other nor a device window, at most {@link #MOST_RANGES}
 * @param devices windows that overlap nothing, at most {@link #MOST_RANGES}
 * @param quota most frames of 4 KiB that the partition may ever hold, memory and page tables together; at least
 *     {@link #framesNeeded}. It is set aside at creation, so what a partition gets never depends on others' use
 */
public record PartitionSpec(int virtualHarts, List<MemoryRegion> memory, List<DeviceWindow> devices, long quota) {
    /** Most memory regions, and most device windows, of one partition. */
    public static final int MOST_RANGES = 64;

    public PartitionSpec {
        memory = List.copyOf(memory);
        devices = List.copyOf(devices);
    }

    /** A specification whose quota is exactly what its memory can need. */
    public static PartitionSpec of(int virtualHarts, List<MemoryRegion> memory, List<DeviceWindow> devices) {
        return new PartitionSpec(virtualHarts, memory, devices, framesNeeded(memory));
    }

    /** Frames for these regions and for their page tables if no 2 MiB run of frames is to be had. */
    public static long framesNeeded(List<MemoryRegion> memory) {
        return memory.stream()
                        .mapToLong(region -> (region.size() >>> 12) + tables(region, 21) + tables(region, 30))
                        .sum()
                + 4;
    }

    private static long tables(MemoryRegion region, int shift) {
        return region.size() <= 0 ? 0 : ((region.base() + region.size() - 1) >>> shift) - (region.base() >>> shift) + 1;
    }
}
