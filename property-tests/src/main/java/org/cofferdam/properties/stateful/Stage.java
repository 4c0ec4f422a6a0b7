package org.cofferdam.properties.stateful;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.cofferdam.microkernel.Channels;
import org.cofferdam.microkernel.DeviceWindow;
import org.cofferdam.microkernel.FaultAction;
import org.cofferdam.microkernel.FaultKind;
import org.cofferdam.microkernel.FlowPolicy;
import org.cofferdam.microkernel.MemoryRegion;
import org.cofferdam.microkernel.PartitionSpec;
import org.cofferdam.microkernel.Schedule;
import org.cofferdam.microkernel.Window;
import org.cofferdam.microkernel.hardware.GStageMode;
import org.cofferdam.microkernel.hardware.Rights;
import org.cofferdam.platform.PartitionedMachine;

/**
 * The system that a trace happens in: what is fixed when it starts.
 *
 * @param frames  of RAM, 4 KiB each
 * @param slice   ticks for which a virtual hart runs when siblings are ready
 * @param guests  what partitions can be made as; there are as many numbers
 * @param windows of each physical hart
 * @param weights of partitions in spare windows
 * @param flows   the policy
 * @param disk    who has the machine's disk, if anybody
 */
public record Stage(
        int frames,
        long slice,
        List<Guest> guests,
        List<List<Window>> windows,
        List<Integer> weights,
        List<FlowPolicy.Flow> flows,
        List<Channels.Port> ports,
        List<Channels.Doorbell> bells,
        List<Channels.Region> regions,
        Optional<Integer> disk) {
    /** Where a second region of memory is. */
    public static final long SECOND = 0x9000_0000L;
    /** Where guests map what they are offered. */
    public static final long TARGETS = 0x20_0000_0000L;
    /** Where shared regions are. */
    public static final long SHARED = 0x1_0000_0000L;
    /** The device window that the monitor serves. */
    public static final long DEVICE = 0x1000_0000L;
    /** Where a partition sees the disk that it has. */
    public static final long DISK = 0x1000_8000L;

    static final long PAGE = 4096;
    static final int SECOND_PAGES = 4;
    /** The highest number of partitions and of virtual harts that a trace may have. */
    static final int MOST_GUESTS = 4;

    static final int MOST_HARTS = 4;

    /**
     * What a partition is made as.
     *
     * @param harts  virtual harts
     * @param pages  of RAM, the first of which has its code
     * @param slack  frames of quota beyond what its memory can need
     * @param second what it may do in a second region, if it has one
     * @param faults what the health monitor does about some faults
     */
    public record Guest(
            int harts,
            int pages,
            int slack,
            GStageMode mode,
            Optional<Rights> second,
            Map<FaultKind, FaultAction> faults) {
        /** As the core is asked for it. */
        PartitionSpec spec() {
            List<MemoryRegion> memory = new ArrayList<>();
            memory.add(new MemoryRegion(MemoryRegion.DEFAULT_BASE, pages * PAGE, Rights.READ_WRITE_EXECUTE));
            second.ifPresent(rights -> memory.add(new MemoryRegion(SECOND, SECOND_PAGES * PAGE, rights)));
            return new PartitionSpec(
                    harts,
                    memory,
                    List.of(new DeviceWindow(DEVICE, PAGE)),
                    PartitionSpec.framesNeeded(memory, mode) + slack,
                    mode,
                    faults);
        }
    }

    public Stage {
        guests = List.copyOf(guests);
        windows = windows.stream().map(List::copyOf).toList();
        weights = List.copyOf(weights);
        flows = List.copyOf(flows);
        ports = List.copyOf(ports);
        bells = List.copyOf(bells);
        regions = List.copyOf(regions);
    }

    /** Where all see a shared region, by its place among them. */
    static long place(int region) {
        return SHARED + region * 0x10_0000L;
    }

    Schedule schedule() {
        return new Schedule(windows, slice, weights);
    }

    Channels channels() {
        Set<FlowPolicy.Flow> all = Set.copyOf(flows);
        List<Channels.Device> devices = disk.map(partition -> List.of(PartitionedMachine.disk(0, partition, DISK)))
                .orElse(List.of());
        return new Channels(new FlowPolicy(all), ports, bells, regions, devices);
    }

    /** Whether one partition may flow to another. */
    boolean flows(long from, long to) {
        return from == to || flows.stream().anyMatch(flow -> flow.from() == from && flow.to() == to);
    }

    /** Ticks after which every window has come. */
    long frameTicks() {
        return windows.stream()
                .mapToLong(hart -> hart.stream().mapToLong(Window::ticks).sum())
                .max()
                .orElse(1);
    }

    /** Whether a partition has time on some hart by itself. */
    boolean hasWindow(int partition) {
        return windows.stream().flatMap(List::stream).anyMatch(window -> window.partition() == partition);
    }

    /** Frames that belong to the system: those of shared regions. */
    int systemFrames() {
        return regions.stream().mapToInt(region -> (int) region.pages()).sum();
    }

    /** Harts that a partition has windows on. */
    Set<Integer> hartsOf(int partition) {
        Set<Integer> harts = new TreeSet<>();
        for (int hart = 0; hart < windows.size(); hart++) {
            if (windows.get(hart).stream().anyMatch(window -> window.partition() == partition)) {
                harts.add(hart);
            }
        }
        return harts;
    }
}
