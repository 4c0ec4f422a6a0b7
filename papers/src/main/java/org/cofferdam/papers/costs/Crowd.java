package org.cofferdam.papers.costs;

import java.util.List;
import java.util.stream.IntStream;
import org.cofferdam.machine.hart.Hart;
import org.cofferdam.microkernel.Creation;
import org.cofferdam.microkernel.DeviceAccess;
import org.cofferdam.microkernel.DeviceWindow;
import org.cofferdam.microkernel.MemoryRegion;
import org.cofferdam.microkernel.PartitionInfo;
import org.cofferdam.microkernel.PartitionSpec;
import org.cofferdam.microkernel.Schedule;
import org.cofferdam.microkernel.Status;
import org.cofferdam.microkernel.Window;
import org.cofferdam.microkernel.hardware.Rights;
import org.cofferdam.platform.Account;
import org.cofferdam.platform.CoreControl;
import org.cofferdam.platform.PartitionMonitor;
import org.cofferdam.platform.PartitionedMachine;

/** A machine with one hart and many small partitions, all alike, with a window for each, or for the first of them, in turn. */
final class Crowd {
    /** Guest memory of each partition, in bytes. */
    static final long MEMORY = 0x1_0000;

    /** Length of a window: 10 microseconds of the machine's time, in which a hart executes up to 1,000 instructions. */
    private static final long WINDOW_TICKS = 100;

    private static final long PAGE = 4096;
    private static final long SLICE = 10_000;
    private static final PartitionSpec SPEC = PartitionSpec.of(
            1,
            List.of(new MemoryRegion(MemoryRegion.DEFAULT_BASE, MEMORY, Rights.READ_WRITE_EXECUTE)),
            List.of(new DeviceWindow(0x1000_0000, PAGE)));

    private final PartitionedMachine machine;
    private final Workload workload;
    private final int size;

    /** A machine for so many partitions, none of which exists yet. */
    Crowd(int size, Workload workload) {
        this(size, size, workload);
    }

    /** A machine for so many partitions, none of which exists yet, so many of which have windows. */
    Crowd(int size, int scheduled, Workload workload) {
        List<Window> windows = IntStream.range(0, scheduled)
                .mapToObj(partition -> new Window(partition, WINDOW_TICKS))
                .toList();
        this.machine = new PartitionedMachine(size * SPEC.quota() * PAGE, new Schedule(List.of(windows), SLICE), size);
        this.workload = workload;
        this.size = size;
        machine.timeTraps(System::nanoTime);
    }

    /** The machine, to look at. */
    PartitionedMachine machine() {
        return machine;
    }

    /** How many partitions it is for. */
    int size() {
        return size;
    }

    /** Creates, loads and starts all partitions. */
    void create() {
        byte[] code = workload.code();
        CoreControl control = machine.control();
        for (int partition = 0; partition < size; partition++) {
            if (!(control.create(partition, SPEC) instanceof Creation.Created(var handle))) {
                throw new IllegalStateException("the core does not create partition " + partition);
            }
            machine.connect(handle, SPEC, new Answering());
            require(control.load(partition, MemoryRegion.DEFAULT_BASE, code, 0, code.length), "load", partition);
            require(control.start(partition, MemoryRegion.DEFAULT_BASE, 0), "start", partition);
        }
    }

    /** Stops all partitions and takes them apart. */
    void destroy() {
        CoreControl control = machine.control();
        for (int partition = 0; partition < size; partition++) {
            require(control.stop(partition), "stop", partition);
        }
        machine.run(machine.cycle() + Hart.CYCLES_PER_TICK); // the hart lets go of the last one
        for (int partition = 0; partition < size; partition++) {
            Status status = Status.AGAIN;
            while (status == Status.AGAIN) {
                status = control.destroy(partition);
            }
            require(status, "destroy", partition);
            machine.disconnect(partition);
        }
    }

    /** Lets so many windows go by; whole major frames if it is a multiple of the number of partitions. */
    void run(int windows) {
        machine.run(machine.cycle() + windows * WINDOW_TICKS * Hart.CYCLES_PER_TICK);
    }

    /** What the partitions and the core have done so far. */
    Count count() {
        long instructions = 0;
        long exits = 0;
        for (int partition = 0; partition < size; partition++) {
            Account account = machine.account(partition);
            instructions += account.retired();
            exits += info(partition).exits().get(workload.cause());
        }
        return new Count(instructions, exits, machine.coreAccesses(), machine.hostNanoseconds());
    }

    PartitionInfo info(int partition) {
        return machine.control().query(partition).orElseThrow();
    }

    private static void require(Status status, String call, int partition) {
        if (status != Status.OK) {
            throw new IllegalStateException(
                    "the core answers " + status + " when told to " + call + " partition " + partition);
        }
    }

    /**
     * Counts from the beginning of a machine.
     *
     * @param instructions that guests retired
     * @param exits        of the workload's cause
     * @param accesses     of the core to its ports
     * @param nanoseconds  of the host's time on traps
     */
    record Count(long instructions, long exits, long accesses, long nanoseconds) {
        Count minus(Count earlier) {
            return new Count(
                    instructions - earlier.instructions,
                    exits - earlier.exits,
                    accesses - earlier.accesses,
                    nanoseconds - earlier.nanoseconds);
        }
    }

    /** A monitor whose devices read as 0. */
    private static final class Answering implements PartitionMonitor {
        @Override
        public long load(DeviceAccess.Load access) {
            return 0;
        }

        @Override
        public void store(DeviceAccess.Store access) {}

        @Override
        public void called() {}

        @Override
        public void interrupted(int source) {}

        @Override
        public void poll() {}
    }
}
