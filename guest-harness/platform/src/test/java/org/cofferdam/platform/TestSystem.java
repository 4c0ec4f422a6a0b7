package org.cofferdam.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.stream.IntStream;
import org.cofferdam.microkernel.Creation;
import org.cofferdam.microkernel.DeviceWindow;
import org.cofferdam.microkernel.MemoryRegion;
import org.cofferdam.microkernel.PartitionSpec;
import org.cofferdam.microkernel.PartitionState;
import org.cofferdam.microkernel.Schedule;
import org.cofferdam.microkernel.Status;
import org.cofferdam.microkernel.Window;
import org.cofferdam.microkernel.hardware.Rights;

/** A machine with partitions of 64 KiB, a device window at 0x1000_0000 each, and windows of 1,000 ticks in turn. */
final class TestSystem {
    static final long RAM = MemoryRegion.DEFAULT_BASE;
    static final long RAM_SIZE = 0x1_0000;
    static final long DEVICE = 0x1000_0000;
    static final long WINDOW_TICKS = 1_000;

    final PartitionedMachine machine;
    private int created;

    /** A machine whose frame has one window for each of {@code partitions}. */
    TestSystem(int partitions) {
        List<Window> windows = IntStream.range(0, partitions)
                .mapToObj(partition -> new Window(partition, WINDOW_TICKS))
                .toList();
        this(List.of(windows), 10_000, partitions);
    }

    /** A machine with the windows of each hart. */
    TestSystem(List<List<Window>> harts, long slice, int partitions) {
        this(new Schedule(harts, slice), partitions);
    }

    TestSystem(Schedule schedule, int partitions) {
        machine = new PartitionedMachine(8 << 20, schedule, partitions);
        machine.plantCanaries();
    }

    /** Creates and starts the next partition. */
    <M extends RecordingMonitor> M start(GuestProgram program, M monitor) {
        return start(1, program, monitor);
    }

    /** Creates and starts the next partition, with so many virtual harts. */
    <M extends RecordingMonitor> M start(int virtualHarts, GuestProgram program, M monitor) {
        PartitionSpec spec = PartitionSpec.of(
                virtualHarts,
                List.of(new MemoryRegion(RAM, RAM_SIZE, Rights.READ_WRITE_EXECUTE)),
                List.of(new DeviceWindow(DEVICE, 0x1000)));
        return start(created++, program, monitor, spec);
    }

    /** Creates and starts a partition with a number that is free again, whose RAM lies in other frames than before. */
    RecordingMonitor startElsewhere(int number, GuestProgram program) {
        MemoryRegion first = new MemoryRegion(2 * RAM, RAM_SIZE, Rights.READ_WRITE);
        MemoryRegion ram = new MemoryRegion(RAM, RAM_SIZE, Rights.READ_WRITE_EXECUTE);
        return start(number, program, new RecordingMonitor(), PartitionSpec.of(1, List.of(first, ram), List.of()));
    }

    private <M extends RecordingMonitor> M start(int number, GuestProgram program, M monitor, PartitionSpec spec) {
        Creation creation = machine.control().create(number, spec);
        monitor.handle = assertInstanceOf(Creation.Created.class, creation).monitor();
        machine.connect(monitor.handle, spec, monitor);
        byte[] code = program.assemble();
        assertEquals(Status.OK, machine.control().load(number, RAM, code, 0, code.length));
        assertEquals(Status.OK, machine.control().start(number, RAM, 0));
        return monitor;
    }

    RecordingMonitor start(int virtualHarts, GuestProgram program) {
        return start(virtualHarts, program, new RecordingMonitor());
    }

    RecordingMonitor start(GuestProgram program) {
        return start(program, new RecordingMonitor());
    }

    /** Runs for so many frames of the schedule, or until nothing runs. */
    TestSystem frames(int partitions, int frames) {
        machine.run(machine.cycle() + partitions * WINDOW_TICKS * 10 * frames);
        return this;
    }

    /** Stops a partition and takes it apart. */
    void destroy(int partition) {
        assertEquals(Status.OK, machine.control().stop(partition));
        machine.run(machine.cycle() + 1);
        Status status = Status.AGAIN;
        while (status == Status.AGAIN) {
            status = machine.control().destroy(partition);
        }
        assertEquals(Status.OK, status);
    }

    PartitionState state(int partition) {
        return machine.control().query(partition).orElseThrow().state();
    }
}
