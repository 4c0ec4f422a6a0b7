package org.cofferdam.microkernel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.cofferdam.microkernel.translation.GStageTable;

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
    /** Most virtual harts of one partition: a hart mask of SBI is one register. */
    public static final int MOST_VIRTUAL_HARTS = 64;

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
        long frames = GStageTable.ROOT_FRAMES;
        for (MemoryRegion region : memory) {
            frames += (region.size() >>> 12) + tables(region, 21) + tables(region, 30);
        }
        return frames;
    }

    /** Whether every number and range is what the texts allow, the quota left aside. */
    boolean isSound() {
        if (virtualHarts < 1
                || virtualHarts > MOST_VIRTUAL_HARTS
                || memory.isEmpty()
                || memory.size() > MOST_RANGES
                || devices.size() > MOST_RANGES) {
            return false;
        }
        List<DeviceWindow> ranges = new ArrayList<>(devices);
        for (MemoryRegion region : memory) {
            if (region.base() % 4096 != 0 || region.size() % 4096 != 0) {
                return false;
            }
            ranges.add(new DeviceWindow(region.base(), region.size()));
        }
        for (DeviceWindow range : ranges) {
            if (range.base() < 0
                    || range.base() % 8 != 0
                    || range.size() <= 0
                    || range.base() > GStageTable.LIMIT - range.size()) {
                return false;
            }
        }
        ranges.sort(Comparator.comparingLong(DeviceWindow::base));
        for (int i = 1; i < ranges.size(); i++) {
            if (ranges.get(i).base()
                    < ranges.get(i - 1).base() + ranges.get(i - 1).size()) {
                return false;
            }
        }
        return true;
    }

    private static long tables(MemoryRegion region, int shift) {
        return region.size() <= 0 ? 0 : ((region.base() + region.size() - 1) >>> shift) - (region.base() >>> shift) + 1;
    }
}
