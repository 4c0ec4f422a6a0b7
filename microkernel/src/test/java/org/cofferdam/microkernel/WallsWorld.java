package org.cofferdam.microkernel;

import static org.cofferdam.microkernel.FakeMachine.RAM;
import static org.cofferdam.microkernel.FakeMachine.UART;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.cofferdam.microkernel.frames.FrameState;
import org.cofferdam.microkernel.hardware.Csr;
import org.cofferdam.microkernel.hardware.GStageMode;
import org.cofferdam.microkernel.hardware.Rights;

/**
 * A core on two harts with three partitions that act on each other, one step after the other; after each step, what must
 * hold is checked from what memory, frames and TLBs hold.
 */
final class WallsWorld {
    private static final int SLOTS = 3;
    private static final int FRAMES = 1200;
    /** A grant of 512 pages: two entries and two tables split for each end, and those of a switch. */
    private static final int MOST_EVENTS_OF_A_TRAP = 2 * 512 + 8 * 600;
    /** Where guests accept grants. */
    static final long HOLE = 0x20_0000_0000L;

    /** 0 and 1 may flow to each other, 0 to 2 as well. */
    private static final Channels CHANNELS = new Channels(
            new FlowPolicy(Set.of(new FlowPolicy.Flow(0, 1), new FlowPolicy.Flow(1, 0), new FlowPolicy.Flow(0, 2))),
            List.of(
                    new Channels.Port(0, 1, Channels.PortKind.QUEUING, 64, 2),
                    new Channels.Port(0, 2, Channels.PortKind.QUEUING, 64, 2),
                    new Channels.Port(1, 0, Channels.PortKind.SAMPLING, 64, 1)),
            List.of(new Channels.Doorbell(0, 1, 3), new Channels.Doorbell(0, 2, 63)),
            List.of(new Channels.Region(
                    2,
                    List.of(
                            new Channels.Attachment(0, 0x1_0000_0000L, Rights.READ_WRITE),
                            new Channels.Attachment(1, 0x1_0000_0000L, Rights.READ)))),
            List.of());

    private static final int SYSTEM_FRAMES = 2;

    private final FakeMachine machine = new FakeMachine(2, FRAMES);
    private final Microkernel core;
    private final Control control;
    private final List<Monitor> monitors = new ArrayList<>();
    private final Resume[] resumes = new Resume[2];

    WallsWorld(long mostVmid) {
        machine.mostVmid = mostVmid;
        core = new Microkernel(
                machine.hardware,
                new Schedule(
                        List.of(
                                List.of(new Window(0, 100), new Window(1, 70), new Window(Window.NOBODY, 10)),
                                List.of(new Window(2, 30), new Window(0, 100), new Window(1, 50))),
                        20),
                CHANNELS,
                SLOTS);
        control = core.control();
    }

    void carryOut(List<WallsProperties.Step> steps) {
        resumes[0] = core.handle(0);
        resumes[1] = core.handle(1);
        populate();
        for (WallsProperties.Step step : steps) {
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
        assertEquals(FRAMES - SYSTEM_FRAMES, control.framesLeft(), "a leak");
        for (FakeHart hart : machine.harts) {
            assertTrue(hart.tlb.isEmpty());
        }
    }

    /** All partitions run at first: what is random finds them, and takes them apart. */
    private void populate() {
        for (int slot = 0; slot < SLOTS; slot++) {
            carryOut(new WallsProperties.Step(WallsProperties.Action.CREATE, slot, 0x20, 8 + slot, 0x4000_0000));
            carryOut(new WallsProperties.Step(WallsProperties.Action.START, slot, 0, 0, 0));
        }
        for (int hart = 0; hart < 2; hart++) {
            carryOut(new WallsProperties.Step(WallsProperties.Action.ALARM, hart, 0, 0, 0));
        }
    }

    private void carryOut(WallsProperties.Step step) {
        int slot = step.who() % SLOTS;
        int hart = step.who() % 2;
        switch (step.action()) {
            case CREATE -> create(slot, step);
            case LOAD ->
                refusable(
                        () -> control.load(slot, step.first(), new byte[64], (int) step.second(), (int) step.third()));
            case START -> refusable(() -> control.start(slot, step.first() < 0 ? step.first() : RAM, step.second()));
            case PAUSE -> refusable(() -> control.pause(slot));
            case RESUME -> refusable(() -> control.resume(slot));
            case STOP -> refusable(() -> control.stop(slot));
            case DESTROY -> refusable(() -> control.destroy(slot));
            case WRITE ->
                monitors.forEach(monitor -> {
                    byte[] mark = new byte[0x1800];
                    Arrays.fill(mark, (byte) (monitor.partition() + 1));
                    monitor.write(step.first(), mark, 0, (int) step.second());
                    monitor.write(RAM, mark, 0, 0x1800);
                });
            case READ -> monitors.forEach(monitor -> monitor.read(step.first(), new byte[64], 0, (int) step.second()));
            case INTERRUPT ->
                monitors.forEach(monitor -> monitor.externalInterrupt((int) step.first(), (step.second() & 1) != 0));
            case CONSOLE ->
                monitors.forEach(monitor -> {
                    monitor.takeConsoleOutput(new byte[10], (int) step.first(), (int) step.second());
                    monitor.giveConsoleInput(new byte[10], (int) step.first(), (int) step.third());
                });
            case SBI ->
                guest(
                        hart,
                        () -> machine.call(
                                core,
                                hart,
                                extension(step.who() + (int) (step.third() & 6)),
                                step.first(),
                                step.second(),
                                step.third(),
                                step.first(),
                                step.second()));
            case GRANT -> grant(hart, step);
            case ACCEPT -> accept(hart, step);
            case END_GRANT -> {
                use(HOLE, 1L << 40);
                endGrant(hart, step);
            }
            case MESSAGE -> hypercall(hart, 7 + (step.second() & 7), step.first(), step.second(), step.third(), 0);
            case BALLOON ->
                monitors.forEach(monitor -> {
                    long page = RAM + (step.first() & 0x1F) * 0x1000;
                    int pages = (int) step.second() & 7;
                    use(page, page + 0x1000);
                    refusable(() -> monitor.giveBack(page, pages));
                    if ((step.third() & 1) == 0) {
                        refusable(() -> monitor.takeBack(page, pages));
                    }
                    refusable(() -> monitor.takeBack(step.second(), (int) step.third()));
                });
            case RESIZE -> refusable(() -> control.resize(slot, step.first()));
            case RESET -> {
                if (control.reset(slot) instanceof Creation.Created(Monitor monitor)) {
                    monitors.add(monitor);
                }
            }
            case TRAP ->
                guest(hart, () -> {
                    machine.hart(hart).csr(Csr.HTVAL, step.second() >>> 2);
                    machine.hart(hart).csr(Csr.HTINST, step.third());
                    machine.hart(hart).csr(Csr.SEPC, step.third());
                    machine.hart(hart).csr(Csr.VSTVEC, step.second());
                    long cause = step.who() < 4 ? 20 + step.who() : step.first();
                    return machine.trap(core, hart, cause, step.second());
                });
            case DEVICE ->
                guest(hart, () -> {
                    machine.hart(hart).csr(Csr.HTVAL, UART >>> 2);
                    machine.hart(hart).csr(Csr.HTINST, 0x2503);
                    return machine.trap(core, hart, 21, UART);
                });
            case WAIT ->
                guest(hart, () -> {
                    machine.hart(hart).csr(Csr.VSIE, step.first());
                    machine.hart(hart).csr(Csr.VSTIMECMP, step.second());
                    return machine.waitForInterrupt(core, hart);
                });
            case ALARM -> {
                machine.time += step.first() & 0x7F;
                resumes[hart] = machine.interrupt(core, hart);
            }
            case TOUCH ->
                guest(hart, () -> {
                    touch(hart, step.first());
                    return resumes[hart];
                });
        }
    }

    /** One number in four is not looked at: a call that could be right is made of what there is, so that some are. */
    private static boolean isWild(WallsProperties.Step step) {
        return (step.third() & 3) == 3;
    }

    private Partition caller(int hart) {
        return core.partitions.at(core.inspection().partitionOn(hart));
    }

    private void grant(int hart, WallsProperties.Step step) {
        Partition caller = caller(hart);
        long base = step.second() >= RAM ? step.second() & -0x1000 : RAM + (step.second() & 0x1F) * 0x1000;
        long rights = step.first() == 5 ? 4 : 1 + 2 * (step.first() & 1);
        if (isWild(step) || caller == null) {
            long target = step.first() >= 0 && step.first() < 64 ? step.first() % SLOTS : step.first();
            hypercall(hart, 1 + step.who() % 3, target, base, step.third(), rights);
        } else {
            long target = caller.number == 0 ? 1 + (step.first() & 1) : 0;
            hypercall(hart, 1 + step.who() % 3, target, base, 1 + (step.third() >> 2 & 7), rights);
        }
    }

    private void accept(int hart, WallsProperties.Step step) {
        Partition caller = caller(hart);
        long at = HOLE + (step.second() & 3) * 0x8000;
        for (int slot = 0; slot < SLOTS && caller != null && !isWild(step); slot++) {
            Partition granter = core.partitions.at(slot);
            for (int number = 0; granter != null && number < 4; number++) {
                Grant grant = granter.grants[number];
                if (grant != null && grant.borrower == caller && grant.state == Grant.State.OFFERED) {
                    hypercall(hart, 4, slot, number, at, grant.frames.length);
                    return;
                }
            }
        }
        hypercall(hart, 4, step.first() % SLOTS, step.second() & 1, at, step.third());
    }

    private void endGrant(int hart, WallsProperties.Step step) {
        Partition caller = caller(hart);
        boolean returns = step.who() % 2 == 0;
        if (caller != null && returns && !caller.borrowed.isEmpty() && !isWild(step)) {
            Grant grant = caller.borrowed.get((int) (step.second() & 0xFF) % caller.borrowed.size());
            int number = Arrays.asList(grant.granter.grants).indexOf(grant);
            hypercall(hart, 5, grant.granter.number, number, 0, 0);
        } else if (returns) {
            hypercall(hart, 5, step.first() % SLOTS, step.second() & 3, 0, 0);
        } else {
            hypercall(hart, 6, step.second() & 3, 0, 0, 0);
        }
    }

    private static long extension(int who) {
        long[] extensions = {
            0x10, 0x735049, 0x52464E43, 0x48534D, 0x53525354, 0x4442434E, 0x504D55, 0x535441, 0x53555350
        };
        return extensions[who % extensions.length];
    }

    /** Makes a call until it has finished; one that fails has changed the state of no frame. */
    private void hypercall(int hart, long function, long first, long second, long third, long fourth) {
        guest(hart, () -> {
            List<Object> before = frames();
            machine.hart(hart).csr(Csr.SEPC, RAM);
            Partition caller = core.partitions.at(core.inspection().partitionOn(hart));
            int calls = 0;
            while (true) {
                Resume resume = machine.call(core, hart, Hypercall.EXTENSION, function, first, second, third, fourth);
                if (machine.hart(hart).csr(Csr.SEPC) != RAM || caller.virtualHarts.getFirst().on != hart) {
                    boolean failed =
                            caller.lastOn[hart].on == hart && machine.hart(hart).x(10) < 0;
                    if (failed && calls == 0) {
                        assertEquals(before, frames(), "a call that failed changed something");
                    }
                    return resume;
                }
                assertTrue(++calls < 20, "a call that never ends");
            }
        });
    }

    private void create(int slot, WallsProperties.Step step) {
        long size = (step.first() & 0x3F) * 0x1000 + (step.second() & 1) * 0x20_0000;
        List<MemoryRegion> memory = List.of(
                new MemoryRegion(RAM, size, Rights.READ_WRITE_EXECUTE),
                new MemoryRegion(
                        step.third() & -0x1000, 0x2000, List.of(Rights.values()).get((int) (step.second() & 3))));
        PartitionSpec spec = new PartitionSpec(
                step.who() + (step.third() == 1 ? 60 : 1),
                memory,
                List.of(new DeviceWindow(UART, 0x1000)),
                PartitionSpec.framesNeeded(memory, GStageMode.SV39X4) + (step.second() >> 2) % 3);
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
        all.addAll(frames());
        all.add(control.framesLeft());
        for (FakeHart hart : machine.harts) {
            all.add(hart.csr(Csr.HGATP));
            all.add(hart.isAwake());
        }
        return all;
    }

    private List<Object> frames() {
        List<Object> all = new ArrayList<>();
        for (int frame = 0; frame < FRAMES; frame++) {
            all.add(core.partitions.frames.at(FakeMachine.BASE + frame * 4096L));
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

    /**
     * What executes on a hart uses its pages in a range, so that the hart remembers them: what is about to be taken away is what a guest would
     * hold on to.
     */
    private void use(long from, long to) {
        for (int hart = 0; hart < 2; hart++) {
            FakeHart on = machine.hart(hart);
            if (resumes[hart] instanceof Resume.Enter && !on.isAwake()) {
                for (GStageWalk.Leaf leaf : new GStageWalk(machine.memory, on.csr(Csr.HGATP)).leaves) {
                    long offset = Math.max(0, from - leaf.guest());
                    if (offset < leaf.size() && leaf.guest() + offset < to) {
                        remember(on, leaf, offset);
                    }
                }
            }
        }
    }

    private static void remember(FakeHart on, GStageWalk.Leaf leaf, long offset) {
        on.tlb.add(new FakeHart.TlbEntry(on.vmid(), leaf.guest() + offset, leaf.physical() + offset));
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
        long offset = which >>> 8 & leaf.size() - 1 & -4096;
        remember(on, leaf, offset);
        on.remembered.add(new FakeHart.Remembered(vmid, virtualHart));
    }

    private void checkFrames() {
        boolean[] mapped = new boolean[FRAMES];
        for (int slot = 0; slot < SLOTS; slot++) {
            Partition partition = core.partitions.at(slot);
            if (partition == null) {
                continue;
            }
            assertTrue(partition.account.used() <= partition.account.quota());
            GStageWalk walk = new GStageWalk(machine.memory, partition.space.hgatp());
            if (partition.state == PartitionState.DESTROYING) {
                assertEquals(List.of(), walk.leaves, "unmapped before anything is freed");
                continue;
            }
            boolean[] seen = new boolean[FRAMES];
            for (GStageWalk.Leaf leaf : walk.leaves) {
                for (long at = leaf.physical(); at < leaf.physical() + leaf.size(); at += 4096) {
                    FrameState.Held held = (FrameState.Held) core.partitions.frames.at(at);
                    assertTrue(held.admits(partition.account), "mapped, but not for this partition");
                    claim(seen, at);
                    mapped[(int) ((at - FakeMachine.BASE) / 4096)] = true;
                }
            }
            int tables = 0;
            for (long table : walk.tables) {
                assertEquals(partition.account.table(), core.partitions.frames.at(table));
                claim(seen, table);
                tables++;
            }
            checkCharge(partition, tables);
        }
        for (int frame = 0; frame < FRAMES; frame++) {
            FrameState state = core.partitions.frames.at(FakeMachine.BASE + frame * 4096L);
            boolean idle = state instanceof FrameState.Free || state instanceof FrameState.Untouched;
            assertTrue(!mapped[frame] || !idle, "a frame that is nobody's is mapped");
        }
        for (int frame = 0; frame < FRAMES; frame++) {
            long at = FakeMachine.BASE + frame * 4096L;
            if (core.partitions.frames.at(at) instanceof FrameState.Free) {
                assertTrue(machine.memory.isZero(at), "a free frame was not scrubbed");
            }
        }
    }

    /** What is charged is what the frames say, and what a partition owns it can get at, has granted, or been donated. */
    private void checkCharge(Partition partition, int tables) {
        int owned = 0;
        int ownTables = 0;
        for (Object state : frames()) {
            if (state instanceof FrameState.Held held && held.account() == partition.account) {
                owned++;
                ownTables += state instanceof FrameState.Table ? 1 : 0;
            }
        }
        assertEquals(partition.account.used(), owned);
        assertEquals(tables, ownTables, "a table that no walk finds");
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
                assertEquals(partition.space.hgatp(), on.csr(Csr.HGATP));
            }
            for (FakeHart.TlbEntry entry : on.tlb) {
                assertTrue(mayReach(entry), "a TLB entry outlives its right");
            }
        }
    }

    private boolean mayReach(FakeHart.TlbEntry entry) {
        for (int slot = 0; slot < SLOTS; slot++) {
            Partition partition = core.partitions.at(slot);
            if (partition != null
                    && partition.space.translators.vmids.isCurrent(partition.space.tag)
                    && partition.space.tag.vmid() == entry.vmid()) {
                return partition.state != PartitionState.DESTROYING
                        && partition.space.table.translate(entry.guest()) == entry.page();
            }
        }
        return false;
    }
}
