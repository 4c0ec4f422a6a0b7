package org.cofferdam.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cofferdam.microkernel.Channels;
import org.cofferdam.microkernel.Creation;
import org.cofferdam.microkernel.FlowPolicy;
import org.cofferdam.microkernel.Hypercall;
import org.cofferdam.microkernel.MemoryRegion;
import org.cofferdam.microkernel.PartitionSpec;
import org.cofferdam.microkernel.Schedule;
import org.cofferdam.microkernel.Status;
import org.cofferdam.microkernel.Window;
import org.cofferdam.microkernel.hardware.Rights;
import org.junit.jupiter.api.Test;

/**
 * A thousand partitions at once, each of which sends to the next, rings it and shares a page with it, and gives nothing
 * back: when they are destroyed nothing of them is left, and a second thousand finds no trace of the first.
 */
class ManyPartitionsTest {
    private static final int MANY = 1000;
    private static final int WINDOW_TICKS = 100;
    private static final long WINDOW_CYCLES = WINDOW_TICKS * 10L;
    private static final long RAM = MemoryRegion.DEFAULT_BASE;
    private static final long RAM_SIZE = 0x1_0000;
    private static final long SHARED = RAM + 0x8000;
    private static final long DATA = RAM + 0x9000;
    private static final int MESSAGES = 2;

    /** What a guest has written down at {@link #DATA}: what its calls returned. */
    private record Notes(long firstBells, long shared, long grant, long accepted, long waiting) {
        static Notes of(RecordingMonitor monitor) {
            byte[] bytes = new byte[5 * Long.BYTES];
            assertEquals(Status.OK, monitor.handle.read(DATA, bytes, 0, bytes.length));
            ByteBuffer words = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            return new Notes(words.getLong(), words.getLong(), words.getLong(), words.getLong(), words.getLong());
        }
    }

    private final PartitionedMachine machine;

    ManyPartitionsTest() {
        List<Window> windows = IntStream.range(0, MANY)
                .mapToObj(partition -> new Window(partition, WINDOW_TICKS))
                .toList();
        machine = new PartitionedMachine(128 << 20, new Schedule(List.of(windows), 10_000), ring(), MANY, List.of());
        machine.plantCanaries();
    }

    private static Channels ring() {
        Set<FlowPolicy.Flow> flows = IntStream.range(0, MANY)
                .mapToObj(from -> new FlowPolicy.Flow(from, next(from)))
                .collect(Collectors.toSet());
        List<Channels.Port> ports = IntStream.range(0, MANY)
                .mapToObj(from -> new Channels.Port(from, next(from), Channels.PortKind.QUEUING, 8, 2 * MESSAGES))
                .toList();
        List<Channels.Doorbell> bells = IntStream.range(0, MANY)
                .mapToObj(from -> new Channels.Doorbell(from, next(from), 5))
                .toList();
        return new Channels(new FlowPolicy(flows), ports, bells, List.of(), List.of());
    }

    private static int next(int partition) {
        return (partition + 1) % MANY;
    }

    private static GuestProgram call(GuestProgram program, Hypercall call, long... arguments) {
        for (int i = 0; i < arguments.length; i++) {
            program.set("a" + i, arguments[i]);
        }
        return program.call(Hypercall.EXTENSION, call.number());
    }

    private static GuestProgram guest(int number) {
        int before = (number + MANY - 1) % MANY;
        // A partition's ports are numbered in the order of the ring: the last one's begins, and ends, otherwise.
        int sends = number == 0 ? 0 : 1;
        GuestProgram program = new GuestProgram().set("s0", DATA);
        call(program, Hypercall.DOORBELL_TAKE, -1).add("sd a1, 0(s0)");
        for (int i = 0; i < MESSAGES; i++) {
            call(program, Hypercall.PORT_SEND, sends, DATA, 8);
        }
        call(program, Hypercall.DOORBELL_RING, 0);
        call(program, Hypercall.GRANT_SHARE, next(number), SHARED, 1, 1).add("sd a0, 8(s0)", "sd a1, 16(s0)");
        call(program, Hypercall.GRANT_ACCEPT, before, 0, RAM + RAM_SIZE, 1).add("sd a0, 24(s0)");
        program.label("again");
        return call(program, Hypercall.PORT_STATUS, 1 - sends).add("sd a1, 32(s0)", "jal zero, {again}");
    }

    @Test
    void aThousandPartitionsLeaveNothingBehind() {
        long frames = machine.control().framesLeft();
        List<WeakReference<Object>> first = aLife();
        assertNothingIsLeft(frames);
        List<WeakReference<Object>> second = aLife();
        assertNothingIsLeft(frames);
        first.addAll(second);
        assertEquals(6 * MANY, first.size());
        assertEquals(0, stillThere(first), "objects of destroyed partitions are still reachable");
    }

    /** Creates, runs and destroys all; what the host has kept for each: specification, handle and monitor. */
    private List<WeakReference<Object>> aLife() {
        List<RecordingMonitor> monitors = new ArrayList<>();
        List<WeakReference<Object>> objects = new ArrayList<>();
        for (int number = 0; number < MANY; number++) {
            PartitionSpec spec =
                    PartitionSpec.of(1, List.of(new MemoryRegion(RAM, RAM_SIZE, Rights.READ_WRITE_EXECUTE)), List.of());
            RecordingMonitor monitor = new RecordingMonitor();
            monitor.handle = assertInstanceOf(
                            Creation.Created.class, machine.control().create(number, spec))
                    .monitor();
            machine.connect(monitor.handle, spec, monitor);
            byte[] code = guest(number).assemble();
            assertEquals(Status.OK, machine.control().load(number, RAM, code, 0, code.length));
            assertEquals(Status.OK, machine.control().start(number, RAM, 0));
            monitors.add(monitor);
            List.of(spec, monitor.handle, monitor).forEach(each -> objects.add(new WeakReference<>(each)));
        }
        machine.run(machine.cycle() + 3 * MANY * WINDOW_CYCLES);
        assertAllHaveMet(monitors);
        destroyAll();
        return objects;
    }

    private void assertAllHaveMet(List<RecordingMonitor> monitors) {
        Set<Integer> vmids = new HashSet<>();
        for (int number = 0; number < MANY; number++) {
            Notes notes = Notes.of(monitors.get(number));
            boolean hasPredecessor = number > 0; // the last partition had not run yet when the first did
            assertEquals(hasPredecessor ? 1 << 5 : 0, notes.firstBells, "bells of " + number);
            assertEquals(0, notes.shared);
            assertEquals(0, notes.grant, "the number of its first grant");
            assertEquals(hasPredecessor, notes.accepted == 0, "accepted: " + notes.accepted);
            assertEquals(MESSAGES, notes.waiting, "messages for " + number);
            vmids.add(machine.vmid(number));
            assertEquals(0, machine.account(number).strays());
        }
        assertEquals(MANY, vmids.size(), "VMIDs at once");
        assertEquals(MANY, Collections.max(vmids), "the highest VMID: those of destroyed partitions are given again");
        assertTrue(machine.cachedGuestTranslations() > 0);
    }

    private void destroyAll() {
        for (int number = 0; number < MANY; number++) {
            assertEquals(Status.OK, machine.control().stop(number));
        }
        machine.run(machine.cycle() + 10);
        for (int number = 0; number < MANY; number++) {
            Status status = Status.AGAIN;
            while (status == Status.AGAIN) {
                status = machine.control().destroy(number);
            }
            assertEquals(Status.OK, status);
            machine.disconnect(number);
        }
    }

    private void assertNothingIsLeft(long frames) {
        assertEquals(frames, machine.control().framesLeft());
        BitSet untouched = machine.canaries();
        assertTrue(untouched.cardinality() < machine.frames() - MANY, "hardly a frame was ever used");
        untouched.or(machine.zeros());
        assertEquals(machine.frames(), untouched.cardinality(), "frames that are neither untouched nor wiped");
        assertEquals(0, machine.cachedGuestTranslations());
        for (int number = 0; number < MANY; number++) {
            assertEquals(Optional.empty(), machine.control().query(number));
        }
    }

    /** How many of these somebody still reaches. */
    private static long stillThere(List<WeakReference<Object>> objects) {
        WeakReference<Object> canary = new WeakReference<>(new Object());
        while (canary.get() != null) {
            System.gc();
        }
        return objects.stream().map(WeakReference::get).filter(Objects::nonNull).count();
    }
}
