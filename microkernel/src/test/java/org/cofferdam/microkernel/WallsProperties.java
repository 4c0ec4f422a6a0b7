package org.cofferdam.microkernel;

import static org.cofferdam.microkernel.FakeMachine.RAM;
import static org.cofferdam.microkernel.FakeMachine.UART;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.cofferdam.microkernel.frames.FrameState;
import org.cofferdam.microkernel.hardware.Csr;
import org.cofferdam.microkernel.hardware.Rights;

/** Any sequence of calls of the manager, of the monitors, and of traps of hostile guests on two harts. */
final class WallsProperties {
    private static final int SLOTS = 3;
    private static final int FRAMES = 1200;
    /** 64 virtual harts, 17 fences each, and those of a switch. */
    private static final int MOST_EVENTS_OF_A_TRAP = 64 * 17 + 3;

    /** What is done next, by whom, with which numbers. */
    record Step(Action action, int who, long first, long second, long third) {}

    enum Action {
        CREATE,
        LOAD,
        START,
        PAUSE,
        RESUME,
        STOP,
        DESTROY,
        WRITE,
        READ,
        INTERRUPT,
        CONSOLE,
        SBI,
        TRAP,
        DEVICE,
        WAIT,
        ALARM,
        TOUCH
    }

    private final FakeMachine machine = new FakeMachine(2, FRAMES);
    private final Microkernel core = new Microkernel(
            machine.hardware,
            new Schedule(
                    List.of(
                            List.of(new Window(0, 100), new Window(1, 70), new Window(Window.NOBODY, 10)),
                            List.of(new Window(2, 30), new Window(0, 100), new Window(1, 50))),
                    20),
            SLOTS);
    private final Control control = core.control();
    private final List<Monitor> monitors = new ArrayList<>();
    private final Resume[] resumes = new Resume[2];

    @Property(tries = 600)
    void theWallsHold(@ForAll("steps") List<Step> steps) {
        new WallsProperties().carryOut(steps);
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Long> numbers = Arbitraries.oneOf(
                Arbitraries.longs().between(-2, 70),
                Arbitraries.longs().between(0, 0x60).map(page -> RAM + page * 0x800),
                Arbitraries.of(UART, UART + 4, RAM - 1, RAM + 0x20_0000, 1L << 41, RAM | 1L << 41, -0x1000L),
                Arbitraries.longs());
        Arbitrary<Action> actions = Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.of(Action.CREATE, Action.START, Action.RESUME)),
                Tuple.of(2, Arbitraries.of(Action.values())),
                Tuple.of(1, Arbitraries.of(Action.STOP, Action.DESTROY, Action.DESTROY)),
                Tuple.of(4, Arbitraries.of(Action.TOUCH, Action.SBI, Action.TRAP, Action.WAIT, Action.ALARM)));
        return Combinators.combine(actions, Arbitraries.integers().between(0, 5), numbers, numbers, numbers)
                .as(Step::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(120);
    }

    private void carryOut(List<Step> steps) {
        resumes[0] = core.handle(0);
        resumes[1] = core.handle(1);
        for (Step step : steps) {
            carryOut(step);
            checkFrames();
            checkHarts();
        }
        for (int slot = 0; slot < SLOTS; slot++) {
            control.stop(slot);
        }
        resumes[0] = machine.interrupt(core, 0);
        resumes[1] = machine.interrupt(core, 1);
        for (int slot = 0; slot < SLOTS; slot++) {
            while (control.destroy(slot) == Status.AGAIN) {}
        }
        checkFrames();
        assertEquals(FRAMES, control.framesLeft(), "a leak");
        for (FakeHart hart : machine.harts) {
            assertTrue(hart.tlb.isEmpty());
        }
    }

    private void carryOut(Step step) {
        int slot = step.who % SLOTS;
        int hart = step.who % 2;
        switch (step.action) {
            case CREATE -> create(slot, step);
            case LOAD ->
                refusable(() -> control.load(slot, step.first, new byte[64], (int) step.second, (int) step.third));
            case START -> refusable(() -> control.start(slot, step.first < 0 ? step.first : RAM, step.second));
            case PAUSE -> refusable(() -> control.pause(slot));
            case RESUME -> refusable(() -> control.resume(slot));
            case STOP -> refusable(() -> control.stop(slot));
            case DESTROY -> refusable(() -> control.destroy(slot));
            case WRITE ->
                monitors.forEach(monitor -> {
                    byte[] mark = new byte[0x1800];
                    Arrays.fill(mark, (byte) (monitor.partition() + 1));
                    monitor.write(step.first, mark, 0, (int) step.second);
                    monitor.write(RAM, mark, 0, 0x1800);
                });
            case READ -> monitors.forEach(monitor -> monitor.read(step.first, new byte[64], 0, (int) step.second));
            case INTERRUPT ->
                monitors.forEach(monitor -> monitor.externalInterrupt((int) step.first, (step.second & 1) != 0));
            case CONSOLE ->
                monitors.forEach(monitor -> {
                    monitor.takeConsoleOutput(new byte[10], (int) step.first, (int) step.second);
                    monitor.giveConsoleInput(new byte[10], (int) step.first, (int) step.third);
                });
            case SBI ->
                guest(
                        hart,
                        () -> machine.call(
                                core,
                                hart,
                                extension(step.who),
                                step.first,
                                step.second,
                                step.third,
                                step.first,
                                step.second));
            case TRAP ->
                guest(hart, () -> {
                    machine.hart(hart).csr(Csr.HTVAL, step.second >>> 2);
                    machine.hart(hart).csr(Csr.HTINST, step.third);
                    machine.hart(hart).csr(Csr.SEPC, step.third);
                    machine.hart(hart).csr(Csr.VSTVEC, step.second);
                    long cause = step.who < 4 ? 20 + step.who : step.first;
                    return machine.trap(core, hart, cause, step.second);
                });
            case DEVICE ->
                guest(hart, () -> {
                    machine.hart(hart).csr(Csr.HTVAL, UART >>> 2);
                    machine.hart(hart).csr(Csr.HTINST, 0x2503);
                    return machine.trap(core, hart, 21, UART);
                });
            case WAIT ->
                guest(hart, () -> {
                    machine.hart(hart).csr(Csr.VSIE, step.first);
                    machine.hart(hart).csr(Csr.VSTIMECMP, step.second);
                    return machine.waitForInterrupt(core, hart);
                });
            case ALARM -> {
                machine.time += step.first & 0x7F;
                resumes[hart] = machine.interrupt(core, hart);
            }
            case TOUCH ->
                guest(hart, () -> {
                    touch(hart, step.first);
                    return resumes[hart];
                });
        }
    }

    private static long extension(int who) {
        return new long[] {0x10, 0x735049, 0x52464E43, 0x48534D, 0x53525354, 0x4442434E}[who];
    }

    private void create(int slot, Step step) {
        long size = (step.first & 0x3F) * 0x1000 + (step.second & 1) * 0x20_0000;
        List<MemoryRegion> memory = List.of(
                new MemoryRegion(RAM, size, Rights.READ_WRITE_EXECUTE),
                new MemoryRegion(
                        step.third & -0x1000, 0x2000, List.of(Rights.values()).get((int) (step.second & 3))));
        PartitionSpec spec = new PartitionSpec(
                step.who + (step.third == 1 ? 60 : 1),
                memory,
                List.of(new DeviceWindow(UART, 0x1000)),
                PartitionSpec.framesNeeded(memory) + (step.second >> 2) % 3);
        refusable(() -> {
            Creation creation = control.create(slot, spec);
            if (creation instanceof Creation.Created(Monitor monitor)) {
                byte[] all = new byte[(int) size];
                assertEquals(Status.OK, monitor.read(RAM, all, 0, all.length));
                assertArrayEquals(new byte[all.length], all, "an old owner's bytes");
                monitors.add(monitor);
                return Status.OK;
            }
            return ((Creation.Refused) creation).status();
        });
    }

    private interface Call {
        Status make();
    }

    private void refusable(Call call) {
        List<Object> before = everything();
        Status status = call.make();
        if (status != Status.OK && status != Status.AGAIN) {
            assertEquals(before, everything(), () -> status + " changed something");
        }
    }

    private List<Object> everything() {
        List<Object> all = new ArrayList<>();
        for (int slot = 0; slot < SLOTS; slot++) {
            all.add(control.query(slot));
        }
        for (int frame = 0; frame < FRAMES; frame++) {
            all.add(core.partitions.frames.at(FakeMachine.BASE + frame * 4096L));
        }
        all.add(control.framesLeft());
        for (FakeHart hart : machine.harts) {
            all.add(hart.csr(Csr.HGATP));
            all.add(hart.isAwake());
        }
        return all;
    }

    private interface Guest {
        Resume act();
    }

    /** Lets the guest on a hart act, after what the core last asked of the platform has been done. */
    private void guest(int hart, Guest guest) {
        if (resumes[hart] instanceof Resume.AskMonitor) {
            resumes[hart] = hart == 0 ? core.answer(0, -1) : core.refuse(1);
        }
        while (machine.hart(hart).isAwake()) {
            resumes[hart] = machine.interrupt(core, hart);
        }
        if (resumes[hart] instanceof Resume.Enter) {
            machine.events.clear();
            resumes[hart] = guest.act();
            assertTrue(machine.events.size() <= MOST_EVENTS_OF_A_TRAP, "a trap's work is bounded");
        }
    }

    private void touch(int hart, long which) {
        FakeHart on = machine.hart(hart);
        Partition partition = core.partitions.at(core.inspection().partitionOn(hart));
        VirtualHart virtualHart = partition.lastOn[hart];
        List<GStageWalk.Leaf> leaves = new GStageWalk(machine.memory, on.csr(Csr.HGATP)).leaves;
        int vmid = on.vmid();
        for (FakeHart.Remembered other : on.remembered) {
            assertTrue(
                    other.vmid() != vmid || other.virtualHart() == virtualHart,
                    "the hart uses what it remembers of another virtual hart");
        }
        GStageWalk.Leaf leaf = leaves.get((int) Math.floorMod(which, (long) leaves.size()));
        on.tlb.add(new FakeHart.TlbEntry(vmid, leaf.physical()));
        on.remembered.add(new FakeHart.Remembered(vmid, virtualHart));
    }

    private void checkFrames() {
        List<Integer> vmids = new ArrayList<>();
        boolean[] seen = new boolean[FRAMES];
        for (int slot = 0; slot < SLOTS; slot++) {
            Partition partition = core.partitions.at(slot);
            if (partition == null) {
                continue;
            }
            assertTrue(!vmids.contains(partition.vmid) && partition.vmid != 0, "a VMID is used twice");
            vmids.add(partition.vmid);
            assertTrue(partition.account.used() <= partition.account.quota());
            GStageWalk walk = new GStageWalk(machine.memory, partition.hgatp);
            if (partition.state == PartitionState.DESTROYING) {
                assertEquals(List.of(), walk.leaves, "unmapped before anything is freed");
                continue;
            }
            int frames = 0;
            for (GStageWalk.Leaf leaf : walk.leaves) {
                for (long at = leaf.physical(); at < leaf.physical() + leaf.size(); at += 4096) {
                    assertEquals(partition.account.memory(), core.partitions.frames.at(at));
                    claim(seen, at);
                    frames++;
                }
            }
            for (long table : walk.tables) {
                assertEquals(partition.account.table(), core.partitions.frames.at(table));
                claim(seen, table);
                frames++;
            }
            assertEquals(partition.account.used(), frames, "every frame that is charged is mapped or a table");
        }
        for (int frame = 0; frame < FRAMES; frame++) {
            long at = FakeMachine.BASE + frame * 4096L;
            if (core.partitions.frames.at(at) instanceof FrameState.Free) {
                assertTrue(machine.memory.isZero(at), "a free frame was not scrubbed");
            }
        }
    }

    private static void claim(boolean[] seen, long at) {
        int frame = (int) ((at - FakeMachine.BASE) / 4096);
        assertTrue(!seen[frame], "a frame is reached twice");
        seen[frame] = true;
    }

    private void checkHarts() {
        for (int hart = 0; hart < 2; hart++) {
            FakeHart on = machine.hart(hart);
            int number = core.inspection().partitionOn(hart);
            if (resumes[hart] instanceof Resume.Enter && !on.isAwake()) {
                Partition partition = core.partitions.at(number);
                assertEquals(PartitionState.RUNNING, partition.state);
                assertEquals(partition.hgatp, on.csr(Csr.HGATP));
            }
            for (FakeHart.TlbEntry entry : on.tlb) {
                assertTrue(mayReach(entry), "a TLB entry outlives its right");
            }
        }
    }

    private boolean mayReach(FakeHart.TlbEntry entry) {
        for (int slot = 0; slot < SLOTS; slot++) {
            Partition partition = core.partitions.at(slot);
            if (partition != null && partition.vmid == entry.vmid()) {
                return partition.state != PartitionState.DESTROYING
                        && core.partitions.frames.at(entry.page()) == partition.account.memory();
            }
        }
        return false;
    }
}
