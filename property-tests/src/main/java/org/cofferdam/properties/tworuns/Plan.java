package org.cofferdam.properties.tworuns;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

/**
 * The configuration that a word stands for. Partition 0 observes.
 *
 * @param cycles   how long it runs
 * @param specs    what each partition is created with, by number
 * @param upstream the observer, and all from which it may learn by any number of steps; only the others may differ between runs
 * @param followed those of the others to which somebody upstream may flow: who may grant to a partition is told whether there is
 *     one, so these are created and destroyed alike in both runs
 */
record Plan(
        long cycles,
        Schedule schedule,
        Channels channels,
        List<PartitionSpec> specs,
        BitSet upstream,
        BitSet followed) {
    static final int MOST_PARTITIONS = 4;

    /** A number that the plan leaves to the manager: no window, no flow. */
    static final int UNPLANNED = MOST_PARTITIONS;

    static final int OBSERVER = 0;

    private static final List<Long> TICKS = List.of(37L, 50L, 100L, 137L, 200L, 500L, 1000L, 1000L);
    private static final List<Long> SLICES = List.of(30L, 70L, 100L, 300L, 1000L);
    private static final List<Integer> WEIGHTS = List.of(0, 1, 1, 3, 1024);

    static Plan of(long shape) {
        Choice choice = new Choice(shape);
        int partitions = choice.between(2, MOST_PARTITIONS);
        BitSet upstream = upstream(choice, partitions);
        Set<FlowPolicy.Flow> flows = flows(choice, partitions, upstream);
        List<List<Window>> harts = new ArrayList<>();
        int hartCount = choice.between(1, 2);
        for (int hart = 0; hart < hartCount; hart++) {
            harts.add(windows(choice, partitions, hart == 0));
        }
        List<Integer> weights = weights(choice, partitions, upstream);
        Schedule schedule = new Schedule(harts, choice.of(SLICES), weights);
        Channels channels = channels(choice, flows);
        List<PartitionSpec> specs = new ArrayList<>();
        for (int partition = 0; partition < partitions; partition++) {
            specs.add(spec(choice));
        }
        long cycles = 10_000L * choice.between(8, 40);
        BitSet closed = closure(flows, weights);
        BitSet followed = new BitSet();
        flows.stream()
                .filter(flow -> closed.get(flow.from()) && !closed.get(flow.to()))
                .forEach(flow -> followed.set(flow.to()));
        return new Plan(cycles, schedule, channels, specs, closed, followed);
    }

    /** A first idea of who may be upstream: the last partition never is. */
    private static BitSet upstream(Choice choice, int partitions) {
        BitSet upstream = new BitSet();
        upstream.set(OBSERVER);
        for (int partition = 1; partition < partitions - 1; partition++) {
            upstream.set(partition, choice.oneIn(2));
        }
        return upstream;
    }

    private static Set<FlowPolicy.Flow> flows(Choice choice, int partitions, BitSet upstream) {
        Set<FlowPolicy.Flow> flows = new HashSet<>();
        for (int from = 0; from < partitions; from++) {
            for (int to = 0; to < partitions; to++) {
                boolean allowed = from != to && (upstream.get(from) || !upstream.get(to)) && !choice.oneIn(3);
                if (allowed) {
                    flows.add(new FlowPolicy.Flow(from, to));
                }
            }
        }
        return flows;
    }

    /** Everybody with a way to the observer; who shares spare time sees how much the others use. */
    private static BitSet closure(Set<FlowPolicy.Flow> flows, List<Integer> weights) {
        BitSet upstream = new BitSet();
        upstream.set(OBSERVER);
        int before;
        do {
            before = upstream.cardinality();
            flows.stream().filter(flow -> upstream.get(flow.to())).forEach(flow -> upstream.set(flow.from()));
            for (int one = 0; one < weights.size(); one++) {
                for (int other = 0; other < weights.size(); other++) {
                    if (weights.get(one) > 0 && weights.get(other) > 0 && upstream.get(one)) {
                        upstream.set(other);
                    }
                }
            }
        } while (upstream.cardinality() != before);
        return upstream;
    }

    /** One side shares spare time, if any. */
    private static List<Integer> weights(Choice choice, int partitions, BitSet upstream) {
        boolean above = choice.oneIn(2);
        List<Integer> weights = new ArrayList<>();
        for (int partition = 0; partition < partitions; partition++) {
            weights.add(upstream.get(partition) == above ? choice.of(WEIGHTS) : 0);
        }
        return weights;
    }

    private static List<Window> windows(Choice choice, int partitions, boolean observed) {
        List<Window> windows = new ArrayList<>();
        for (int count = choice.between(1, 5); count > 0; count--) {
            int owner = choice.oneIn(8) ? Window.NOBODY : choice.oneIn(6) ? Window.SPARE : choice.below(partitions);
            windows.add(new Window(owner, choice.of(TICKS)));
        }
        if (observed) {
            windows.add(choice.below(windows.size() + 1), new Window(OBSERVER, choice.of(TICKS)));
        }
        return windows;
    }

    private static Channels channels(Choice choice, Set<FlowPolicy.Flow> flows) {
        List<Channels.Port> ports = new ArrayList<>();
        List<Channels.Doorbell> bells = new ArrayList<>();
        List<Channels.Region> regions = new ArrayList<>();
        // In an order that does not depend on how a set keeps its elements.
        List<FlowPolicy.Flow> ordered = flows.stream()
                .sorted((a, b) -> Integer.compare(16 * a.from() + a.to(), 16 * b.from() + b.to()))
                .toList();
        for (FlowPolicy.Flow flow : ordered) {
            if (choice.oneIn(2)) {
                boolean queuing = choice.oneIn(2);
                ports.add(new Channels.Port(
                        flow.from(),
                        flow.to(),
                        queuing ? Channels.PortKind.QUEUING : Channels.PortKind.SAMPLING,
                        8 * choice.between(1, 8),
                        queuing ? choice.between(1, 3) : 1));
            }
            if (choice.oneIn(2)) {
                bells.add(new Channels.Doorbell(flow.from(), flow.to(), choice.below(Channels.DOORBELL_BITS)));
            }
            if (choice.oneIn(4)) {
                long place = Layout.SHARED + 0x1000L * regions.size();
                regions.add(new Channels.Region(
                        1,
                        List.of(
                                new Channels.Attachment(flow.from(), place, Rights.READ_WRITE),
                                new Channels.Attachment(flow.to(), place, Rights.READ))));
            }
        }
        return new Channels(new FlowPolicy(flows), ports, bells, regions, List.of());
    }

    /** A specification that the core accepts. */
    static PartitionSpec spec(Choice choice) {
        List<MemoryRegion> memory = new ArrayList<>();
        memory.add(new MemoryRegion(Layout.RAM, Layout.RAM_SIZE, Rights.READ_WRITE_EXECUTE));
        if (choice.oneIn(3)) {
            memory.add(new MemoryRegion(Layout.SECOND, Layout.SECOND_SIZE, choice.of(List.of(Rights.values()))));
        }
        GStageMode mode = choice.oneIn(4) ? GStageMode.SV48X4 : GStageMode.SV39X4;
        Map<FaultKind, FaultAction> faults = new LinkedHashMap<>();
        if (choice.oneIn(4)) {
            FaultKind kind = choice.of(
                    List.of(FaultKind.ACCESS_OUTSIDE, FaultKind.REFUSED_INSTRUCTION, FaultKind.SYSTEM_FAILURE));
            faults.put(
                    kind,
                    choice.of(List.of(
                            new FaultAction.Ignore(),
                            new FaultAction.Stop(),
                            new FaultAction.Suspend(),
                            new FaultAction.Restart(),
                            new FaultAction.Signal(0),
                            new FaultAction.Signal(1))));
        }
        return new PartitionSpec(
                choice.between(1, Layout.MOST_HARTS),
                memory,
                List.of(new DeviceWindow(Layout.DEVICE, Layout.DEVICE_SIZE)),
                PartitionSpec.framesNeeded(memory, mode) + choice.below(9),
                mode,
                faults);
    }
}
