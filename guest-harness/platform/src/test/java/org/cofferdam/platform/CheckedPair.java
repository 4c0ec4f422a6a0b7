package org.cofferdam.platform;

import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.cofferdam.microkernel.Channels;
import org.cofferdam.microkernel.Creation;
import org.cofferdam.microkernel.DeviceWindow;
import org.cofferdam.microkernel.FlowPolicy;
import org.cofferdam.microkernel.MemoryRegion;
import org.cofferdam.microkernel.PartitionSpec;
import org.cofferdam.microkernel.Schedule;
import org.cofferdam.microkernel.Status;
import org.cofferdam.microkernel.Window;
import org.cofferdam.microkernel.hardware.GStageMode;
import org.cofferdam.microkernel.hardware.Rights;

/** Two partitions under the oracle that may flow to each other, each with windows of its own. In the end both are taken apart. */
abstract class CheckedPair implements Callable<String> {
    static final long RAM = MemoryRegion.DEFAULT_BASE;
    static final long RAM_SIZE = 0x2_0000;
    private static final FlowPolicy BOTH = new FlowPolicy(Set.of(new FlowPolicy.Flow(0, 1), new FlowPolicy.Flow(1, 0)));
    private static final int WINDOW = 1_000;
    private static final long FRAME_CYCLES = 2 * WINDOW * 10;
    /** Room for tables. */
    private static final int TABLES = 16;

    private final int every;
    final PartitionedMachine machine;
    private final boolean[] created = new boolean[2];

    CheckedPair(int every, List<Channels.Port> ports, List<Channels.Doorbell> doorbells) {
        this.every = every;
        List<Window> windows = IntStream.range(0, 2)
                .mapToObj(number -> new Window(number, WINDOW))
                .toList();
        Channels channels = new Channels(BOTH, ports, doorbells, List.of(), List.of());
        machine = new PartitionedMachine(8 << 20, new Schedule(List.of(windows), 10_000), channels, 2, List.of());
        machine.plantCanaries();
    }

    /** Runs the pair to its end; the story of what was broken, or an empty text. */
    @Override
    public String call() {
        try {
            start();
            machine.run(machine.cycle() + 200 * FRAME_CYCLES);
            machine.lookAtEverything();
            destroy(0);
            destroy(1);
            machine.lookAtEverything();
            return "";
        } catch (IsolationBroken broken) {
            return broken.getMessage();
        }
    }

    /** Makes both partitions and starts them; nothing has run yet. */
    void start() {
        machine.check(every);
        create(0);
        create(1);
    }

    /** What a partition's virtual harts execute, by number; all but the first at {@link #others}. */
    abstract List<GuestProgram> programs(int partition);

    /** Where the programs of further virtual harts begin, one after another. */
    static long others(int virtual) {
        return RAM + virtual * 0x4000L;
    }

    private void create(int number) {
        List<GuestProgram> programs = programs(number);
        List<MemoryRegion> memory = List.of(new MemoryRegion(RAM, RAM_SIZE, Rights.READ_WRITE_EXECUTE));
        List<DeviceWindow> devices = List.of();
        long quota = PartitionSpec.framesNeeded(memory, GStageMode.SV39X4) + TABLES;
        PartitionSpec spec = new PartitionSpec(programs.size(), memory, devices, quota);
        if (!(machine.control().create(number, spec) instanceof Creation.Created(var handle))) {
            throw new IllegalStateException("partition " + number + " cannot be made");
        }
        created[number] = true;
        RecordingMonitor monitor = new RecordingMonitor();
        monitor.handle = handle;
        machine.connect(handle, spec, monitor);
        for (int virtual = 0; virtual < programs.size(); virtual++) {
            byte[] code = programs.get(virtual).assemble();
            machine.control().load(number, others(virtual), code, 0, code.length);
        }
        machine.control().start(number, RAM, 0);
    }

    private void destroy(int number) {
        if (created[number]) {
            Status status = machine.control().destroy(number);
            while (status == Status.AGAIN) {
                status = machine.control().destroy(number);
            }
            if (status != Status.OK) {
                throw new IllegalStateException("the core does not let go of " + number + ": " + status);
            }
        }
    }
}
