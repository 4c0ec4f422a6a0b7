package org.cofferdam.microkernel;

import static org.cofferdam.microkernel.FakeMachine.RAM;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cofferdam.microkernel.hardware.Csr;
import org.cofferdam.microkernel.hardware.GStageMode;
import org.cofferdam.microkernel.hardware.Rights;

/**
 * Three running partitions, each with a hart of its own that has the same number. 0 and 1 may flow to each other, 0 may
 * flow to 2; nothing else may. Each has 4 MiB of memory.
 */
final class Neighbours {
    static final long SIZE = 0x40_0000;
    static final long PLACE = 0x1_0000_0000L;
    static final long REGION = 0x2_0000_0000L;
    private static final long EXTERNAL_PENDING = 1 << 9;

    static final Channels CHANNELS = new Channels(
            new FlowPolicy(Set.of(new FlowPolicy.Flow(0, 1), new FlowPolicy.Flow(1, 0), new FlowPolicy.Flow(0, 2))),
            List.of(
                    new Channels.Port(0, 1, Channels.PortKind.QUEUING, 16, 2),
                    new Channels.Port(0, 2, Channels.PortKind.QUEUING, 16, 2),
                    new Channels.Port(1, 0, Channels.PortKind.SAMPLING, 16, 1)),
            List.of(new Channels.Doorbell(0, 1, 3), new Channels.Doorbell(0, 2, 63)),
            List.of(new Channels.Region(
                    2,
                    List.of(
                            new Channels.Attachment(0, REGION, Rights.READ_WRITE),
                            new Channels.Attachment(1, REGION + 0x1000, Rights.READ)))),
            List.of());

    final FakeMachine machine = new FakeMachine(3, 6 * 1024);
    final Microkernel core;
    final List<Monitor> monitors = new ArrayList<>();

    Neighbours(Map<FaultKind, FaultAction> faults) {
        List<List<Window>> harts = new ArrayList<>();
        for (int number = 0; number < 3; number++) {
            harts.add(List.of(new Window(number, 1000)));
        }
        core = new Microkernel(machine.hardware, new Schedule(harts, 100), CHANNELS, 3);
        List<MemoryRegion> memory = List.of(new MemoryRegion(RAM, SIZE, Rights.READ_WRITE_EXECUTE));
        long quota = PartitionSpec.framesNeeded(memory, GStageMode.SV39X4) + 6;
        for (int number = 0; number < 3; number++) {
            monitors.add(FakeMachine.create(
                    core,
                    number,
                    new PartitionSpec(
                            1,
                            memory,
                            List.of(new DeviceWindow(FakeMachine.UART, 4096)),
                            quota,
                            GStageMode.SV39X4,
                            number == 0 ? faults : Map.of())));
            assertEquals(Status.OK, core.control().start(number, RAM, 0));
            core.handle(number);
        }
    }

    /** Makes a call until it has a result; the error. */
    long call(int partition, Hypercall call, long... arguments) {
        FakeHart hart = machine.hart(partition);
        long pc = hart.csr(Csr.SEPC);
        for (int i = 0; hart.csr(Csr.SEPC) == pc; i++) {
            assertEquals(partition, core.inspection().partitionOn(partition), "it has its hart");
            machine.call(core, partition, Hypercall.EXTENSION, call.number(), arguments);
            assertEquals(true, i < 10, "a call that never ends");
        }
        return hart.x(10);
    }

    /** The value of the last call. */
    long value(int partition) {
        return machine.hart(partition).x(11);
    }

    /** A call that succeeds; its value. */
    long done(int partition, Hypercall call, long... arguments) {
        assertEquals(0, call(partition, call, arguments), () -> call + " failed");
        return value(partition);
    }

    boolean externalPending(int partition) {
        return (machine.hart(partition).csr(FakeHart.VSIP) & EXTERNAL_PENDING) != 0;
    }

    GStageWalk walk(int partition) {
        return new GStageWalk(
                machine.memory, core.partitions.at(partition).space.hgatp());
    }

    /** The leaf that maps an address, or null. */
    GStageWalk.Leaf leaf(int partition, long address) {
        return walk(partition).leaves.stream()
                .filter(leaf -> address >= leaf.guest() && address < leaf.guest() + leaf.size())
                .findFirst()
                .orElse(null);
    }

    PartitionInfo info(int partition) {
        return core.control().query(partition).orElseThrow();
    }
}
