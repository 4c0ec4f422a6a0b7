package org.cofferdam.properties.scenarios;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.cofferdam.machine.device.Storage;
import org.cofferdam.microkernel.Channels;
import org.cofferdam.microkernel.Creation;
import org.cofferdam.microkernel.DeviceAccess;
import org.cofferdam.microkernel.DeviceWindow;
import org.cofferdam.microkernel.MemoryRegion;
import org.cofferdam.microkernel.Monitor;
import org.cofferdam.microkernel.PartitionSpec;
import org.cofferdam.microkernel.PartitionState;
import org.cofferdam.microkernel.Schedule;
import org.cofferdam.microkernel.Status;
import org.cofferdam.microkernel.Window;
import org.cofferdam.microkernel.hardware.Rights;
import org.cofferdam.platform.PartitionMonitor;
import org.cofferdam.platform.PartitionedMachine;
import org.cofferdam.properties.tworuns.GuestCode;

/** A machine, held to its specification call by call, for partitions that are written for one question. */
final class Stage implements AutoCloseable {
    static final long RAM = MemoryRegion.DEFAULT_BASE;
    static final long PAGE = 4096;
    /** Where a guest asks its monitor whether there is anything to do. */
    static final DeviceWindow BELL = new DeviceWindow(0x1000_0000L, PAGE);
    /** Ticks after which virtual harts of a partition take turns. */
    private static final long SLICE = 300;
    /** Steps after which a partition must be gone, however large. */
    private static final int MOST_STEPS = 10_000;

    final PartitionedMachine machine;
    private final SortedMap<Integer, Quiet> monitors = new TreeMap<>();

    Stage(long memory, List<List<Window>> harts, Channels channels, int partitions, Storage... disks) {
        machine = new PartitionedMachine(memory, new Schedule(harts, SLICE), channels, partitions, List.of(disks));
        machine.check(1);
    }

    /** So much memory at the usual place. */
    static PartitionSpec spec(int virtualHarts, long size) {
        return PartitionSpec.of(
                virtualHarts, List.of(new MemoryRegion(RAM, size, Rights.READ_WRITE_EXECUTE)), List.of(BELL));
    }

    /** A guest asks its monitor. Register t0 is lost. */
    static GuestCode ask(GuestCode code) {
        return code.set("t0", BELL.base()).add("lw t0, 0(t0)");
    }

    /** Creates a partition and starts it with an image, whose first byte is its entry. */
    Monitor start(int number, PartitionSpec spec, Image image) {
        return start(number, spec, RAM, image);
    }

    Monitor start(int number, PartitionSpec spec, long entry, Image image) {
        Monitor handle = create(number, spec);
        byte[] bytes = image.bytes();
        expect(Status.OK, machine.control().load(number, entry, bytes, 0, bytes.length), "load");
        expect(Status.OK, machine.control().start(number, entry, 0), "start");
        return handle;
    }

    Monitor create(int number, PartitionSpec spec) {
        return switch (machine.control().create(number, spec)) {
            case Creation.Created(Monitor handle) -> {
                monitors.put(number, new Quiet(handle));
                machine.connect(handle, spec, monitors.get(number));
                yield handle;
            }
            case Creation.Refused(Status status) ->
                throw new Broken("partition " + number + " was refused: " + status);
        };
    }

    static void expect(Status wanted, Status got, String call) {
        Broken.unless(wanted == got, "%s gave %s, not %s", call, got, wanted);
    }

    /**
     * Has a partition's monitor do something, which it can when its guest reads from its device: what a monitor does at any other time, the
     * oracle takes for a fault.
     */
    void have(int number, Consumer<Monitor> act) {
        Quiet monitor = monitors.get(number);
        monitor.toDo.add(act);
        while (!monitor.toDo.isEmpty()) {
            Broken.unless(machine.run(machine.cycle() + PartitionedMachine.TURN), "nothing runs any more");
        }
        // The machine stops a partition whose monitor throws, and goes on.
        if (monitor.failure != null) {
            throw monitor.failure;
        }
    }

    /** Runs for so many cycles. */
    void run(long cycles) {
        machine.run(machine.cycle() + cycles);
    }

    /** Stops a partition, unless it has stopped, and takes it apart; how many steps it took. */
    int destroy(int number) {
        if (state(number) != PartitionState.STOPPED && state(number) != PartitionState.DESTROYING) {
            expect(Status.OK, machine.control().stop(number), "stop");
        }
        for (int step = 1; step < MOST_STEPS; step++) {
            switch (machine.control().destroy(number)) {
                case OK -> {
                    return step;
                }
                case BUSY -> run(1);
                case AGAIN -> {}
                default -> throw new Broken("partition " + number + " is not taken apart");
            }
        }
        throw new Broken("taking partition " + number + " apart never ends");
    }

    PartitionState state(int number) {
        return machine.control().query(number).orElseThrow().state();
    }

    /** A double-word of a guest's memory. */
    static long word(Monitor handle, long address) {
        byte[] bytes = new byte[8];
        expect(Status.OK, handle.read(address, bytes, 0, 8), "reading 0x" + Long.toHexString(address));
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }

    @Override
    public void close() throws IOException {
        machine.close();
    }

    /** A monitor without devices of its own, done at once with every interrupt of an assigned one. */
    private static final class Quiet implements PartitionMonitor {
        private final Monitor handle;
        private final Deque<Consumer<Monitor>> toDo = new ArrayDeque<>();
        private RuntimeException failure;

        Quiet(Monitor handle) {
            this.handle = handle;
        }

        @Override
        public long load(DeviceAccess.Load access) {
            while (!toDo.isEmpty()) {
                try {
                    toDo.removeFirst().accept(handle);
                } catch (RuntimeException thrown) {
                    failure = thrown;
                }
            }
            return 0;
        }

        @Override
        public void store(DeviceAccess.Store access) {}

        @Override
        public void called() {}

        @Override
        public void interrupted(int source) {
            handle.completeInterrupt(source);
        }

        @Override
        public void poll() {}
    }
}
