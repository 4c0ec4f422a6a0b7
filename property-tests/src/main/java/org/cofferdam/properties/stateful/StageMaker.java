package org.cofferdam.properties.stateful;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cofferdam.microkernel.Channels;
import org.cofferdam.microkernel.FaultAction;
import org.cofferdam.microkernel.FaultKind;
import org.cofferdam.microkernel.FlowPolicy;
import org.cofferdam.microkernel.Window;
import org.cofferdam.microkernel.hardware.GStageMode;
import org.cofferdam.microkernel.hardware.Rights;
import org.cofferdam.properties.tworuns.Choice;

/** Random systems that the core accepts. */
final class StageMaker {
    private static final int FRAMES = 320;
    private static final List<Integer> PAGES = List.of(4, 6, 8, 8, 12);
    private static final List<Long> TICKS = List.of(40L, 50L, 60L, 100L);
    private static final List<Integer> WEIGHTS = List.of(0, 1, 3);

    private final Choice choice;

    StageMaker(Choice choice) {
        this.choice = choice;
    }

    Stage make() {
        int partitions = choice.between(2, 3);
        int harts = choice.oneIn(4) ? 2 : 1;
        List<Stage.Guest> guests = new ArrayList<>();
        for (int partition = 0; partition < partitions; partition++) {
            guests.add(guest());
        }
        List<List<Window>> windows = new ArrayList<>();
        for (int hart = 0; hart < harts; hart++) {
            windows.add(windows(partitions, hart == 0));
        }
        List<Integer> weights = new ArrayList<>();
        for (int partition = 0; partition < partitions; partition++) {
            weights.add(choice.oneIn(3) ? choice.of(WEIGHTS) : 0);
        }
        List<FlowPolicy.Flow> flows = flows(partitions);
        return new Stage(
                FRAMES,
                choice.of(List.of(30L, 60L, 100L)),
                guests,
                windows,
                weights,
                flows,
                ports(flows),
                bells(flows),
                regions(flows),
                choice.oneIn(6) ? Optional.of(choice.below(partitions)) : Optional.empty());
    }

    private Stage.Guest guest() {
        Map<FaultKind, FaultAction> faults = new EnumMap<>(FaultKind.class);
        if (choice.oneIn(4)) {
            faults.put(
                    choice.of(
                            List.of(FaultKind.ACCESS_OUTSIDE, FaultKind.REFUSED_INSTRUCTION, FaultKind.SYSTEM_FAILURE)),
                    choice.of(List.of(
                            new FaultAction.Stop(),
                            new FaultAction.Suspend(),
                            new FaultAction.Restart(),
                            new FaultAction.Signal(0))));
        }
        return new Stage.Guest(
                choice.oneIn(3) ? 2 : 1,
                choice.of(PAGES),
                choice.below(9),
                choice.oneIn(5) ? GStageMode.SV48X4 : GStageMode.SV39X4,
                choice.oneIn(3) ? Optional.of(choice.of(List.of(Rights.values()))) : Optional.empty(),
                faults);
    }

    /** On the first hart everybody has a window. */
    private List<Window> windows(int partitions, boolean first) {
        List<Window> windows = new ArrayList<>();
        for (int partition = 0; partition < partitions; partition++) {
            if (first || choice.oneIn(2)) {
                windows.add(new Window(partition, choice.of(TICKS)));
            }
        }
        if (windows.isEmpty() || choice.oneIn(4)) {
            int owner = choice.oneIn(2) ? Window.NOBODY : Window.SPARE;
            windows.add(choice.below(windows.size() + 1), new Window(owner, choice.of(TICKS)));
        }
        return windows;
    }

    private List<FlowPolicy.Flow> flows(int partitions) {
        List<FlowPolicy.Flow> flows = new ArrayList<>();
        for (int from = 0; from < partitions; from++) {
            for (int to = 0; to < partitions; to++) {
                if (from != to && !choice.oneIn(4)) {
                    flows.add(new FlowPolicy.Flow(from, to));
                }
            }
        }
        return flows;
    }

    private List<Channels.Port> ports(List<FlowPolicy.Flow> flows) {
        List<Channels.Port> ports = new ArrayList<>();
        for (FlowPolicy.Flow flow : flows) {
            if (choice.oneIn(2)) {
                boolean queuing = choice.oneIn(2);
                ports.add(new Channels.Port(
                        flow.from(),
                        flow.to(),
                        queuing ? Channels.PortKind.QUEUING : Channels.PortKind.SAMPLING,
                        choice.of(List.of(8, 64)),
                        queuing ? choice.between(1, 2) : 1));
            }
        }
        return ports;
    }

    private List<Channels.Doorbell> bells(List<FlowPolicy.Flow> flows) {
        List<Channels.Doorbell> bells = new ArrayList<>();
        for (FlowPolicy.Flow flow : flows) {
            if (choice.oneIn(2)) {
                bells.add(new Channels.Doorbell(flow.from(), flow.to(), choice.below(Channels.DOORBELL_BITS)));
            }
        }
        return bells;
    }

    private List<Channels.Region> regions(List<FlowPolicy.Flow> flows) {
        List<Channels.Region> regions = new ArrayList<>();
        for (FlowPolicy.Flow flow : flows) {
            if (choice.oneIn(5)) {
                long place = Stage.place(regions.size());
                regions.add(new Channels.Region(
                        1,
                        List.of(
                                new Channels.Attachment(flow.from(), place, Rights.READ_WRITE),
                                new Channels.Attachment(flow.to(), place, Rights.READ))));
            }
        }
        return regions;
    }
}
