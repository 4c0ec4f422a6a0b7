package org.cofferdam.microkernel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.cofferdam.microkernel.hardware.GStageMode;
import org.cofferdam.microkernel.translation.GStageTable;

/**
 * What a partition is created with. Any values can be stated; {@link Control#create} checks them.
 *
 * @param virtualHarts 1 to 64; their numbers, and the hart ids the guest sees, are 0 and up
 * @param memory regions that overlap neither each other nor a device window, at most {@link #MOST_RANGES}
 * @param devices windows that overlap nothing, at most {@link #MOST_RANGES}
 * @param quota most frames of 4 KiB that the partition may ever hold, memory and page tables together; at least
 *     {@link #framesNeeded}. It is set aside at creation, so what a partition gets never depends on others' use. What is
 *     beyond it serves to accept grants: a page table for each 2 MiB, 1 GiB and so on of address space that they touch
 * @param mode format of the guest-page table, and with it where guest-physical addresses end
 * @param faults what the health monitor does about a kind of fault; kinds that are left out stop the partition if they are
 *     UNEXPECTED_TRAP, which nothing else but SUSPEND and RESTART is allowed for, and are ignored otherwise
 */
public record PartitionSpec(
        int virtualHarts,
        List<MemoryRegion> memory,
        List<DeviceWindow> devices,
        long quota,
        GStageMode mode,
        Map<FaultKind, FaultAction> faults) {
    /** Most memory regions, and most device windows, of one partition. */
    public static final int MOST_RANGES = 64;
    /** Most virtual harts of one partition: a hart mask of SBI is one register. */
    public static final int MOST_VIRTUAL_HARTS = 64;

    public PartitionSpec {
        memory = List.copyOf(memory);
        devices = List.copyOf(devices);
        Objects.requireNonNull(mode);
        faults = Map.copyOf(faults);
    }

    /** A specification with Sv39x4 and without anything to do about faults. */
    public PartitionSpec(int virtualHarts, List<MemoryRegion> memory, List<DeviceWindow> devices, long quota) {
        this(virtualHarts, memory, devices, quota, GStageMode.SV39X4, Map.of());
    }

    /** A specification whose quota is exactly what its memory can need. */
    public static PartitionSpec of(int virtualHarts, List<MemoryRegion> memory, List<DeviceWindow> devices) {
        return new PartitionSpec(virtualHarts, memory, devices, framesNeeded(memory, GStageMode.SV39X4));
    }

    /** Frames for these regions and for their page tables if no run of frames for larger pages is to be had. */
    public static long framesNeeded(List<MemoryRegion> memory, GStageMode mode) {
        long frames = GStageTable.ROOT_FRAMES;
        for (MemoryRegion region : memory) {
            frames += (region.size() >>> 12) + mode.tables(region.base(), region.size());
        }
        return frames;
    }

    /** What is to be done about a kind of fault. */
    FaultAction actionFor(FaultKind kind) {
        return faults.getOrDefault(
                kind, kind == FaultKind.UNEXPECTED_TRAP ? new FaultAction.Stop() : new FaultAction.Ignore());
    }

    /**
     * Whether every number and range is what the texts allow, the quota left aside.
     *
     * @param joined ranges that channels and assigned devices take
     */
    boolean isSound(List<DeviceWindow> joined) {
        FaultAction unexpected = actionFor(FaultKind.UNEXPECTED_TRAP);
        if (unexpected instanceof FaultAction.Ignore || unexpected instanceof FaultAction.Signal) {
            return false;
        }
        if (virtualHarts < 1
                || virtualHarts > MOST_VIRTUAL_HARTS
                || memory.isEmpty()
                || memory.size() > MOST_RANGES
                || devices.size() > MOST_RANGES) {
            return false;
        }
        List<DeviceWindow> ranges = new ArrayList<>(devices);
        for (DeviceWindow window : joined) {
            if (window.base() % 4096 != 0) {
                return false;
            }
            ranges.add(window);
        }
        for (MemoryRegion region : memory) {
            if (region.base() % 4096 != 0 || region.size() % 4096 != 0) {
                return false;
            }
            ranges.add(new DeviceWindow(region.base(), region.size()));
        }
        for (DeviceWindow range : ranges) {
            if (range.base() < 0
                    || (range.base() | range.size()) % 8 != 0
                    || range.size() <= 0
                    || range.base() > mode.limit() - range.size()) {
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
}
