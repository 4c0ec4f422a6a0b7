package org.cofferdam.microkernel;

import static org.cofferdam.microkernel.FakeMachine.RAM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.cofferdam.microkernel.frames.Account;
import org.cofferdam.microkernel.frames.FrameTable;
import org.cofferdam.microkernel.hardware.Csr;
import org.cofferdam.microkernel.hardware.Rights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ControlTest {
    private static final long MIB = 1 << 20;
    private static final int SMALL = 16 / 4 + 4 + 2;

    private final FakeMachine machine = new FakeMachine(2, 2048);
    private final Microkernel core = machine.boot(3, new Window(0, 100), new Window(1, 100));
    private final Control control = core.control();

    private static MemoryRegion ram(long base, long size) {
        return new MemoryRegion(base, size, Rights.READ_WRITE_EXECUTE);
    }

    static List<PartitionSpec> unsoundSpecifications() {
        MemoryRegion good = ram(RAM, 0x4000);
        List<PartitionSpec> specs = new ArrayList<>();
        for (int harts : new int[] {0, -1, 65, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            specs.add(new PartitionSpec(harts, List.of(good), List.of(), 100));
        }
        long[][] ranges = {
            {RAM + 1, 0x4000},
            {RAM, 0x4001},
            {RAM, 0},
            {RAM, -0x1000},
            {-0x1000, 0x1000},
            {-0x1000, 0x2000},
            {1L << 41, 0x1000},
            {(1L << 41) - 0x1000, 0x2000},
            {Long.MAX_VALUE - 0xFFF, 0x1000},
            {0x1000, Long.MAX_VALUE - 0xFFF},
            {Long.MIN_VALUE, Long.MIN_VALUE}
        };
        for (long[] range : ranges) {
            specs.add(new PartitionSpec(1, List.of(ram(range[0], range[1])), List.of(), 100));
            specs.add(new PartitionSpec(
                    1, List.of(good), List.of(new DeviceWindow(range[0] + (range[0] & 1), range[1] & ~1)), 100));
        }
        specs.removeIf(spec -> spec.memory().getFirst().equals(good)
                && !spec.devices().isEmpty()
                && spec.devices().getFirst().base() == RAM + 2);
        specs.add(new PartitionSpec(1, List.of(), List.of(), 100));
        specs.add(new PartitionSpec(1, List.of(good, ram(RAM + 0x3000, 0x1000)), List.of(), 100));
        specs.add(new PartitionSpec(1, List.of(ram(RAM + 0x3000, 0x1000), good), List.of(), 100));
        specs.add(new PartitionSpec(1, List.of(good), List.of(new DeviceWindow(RAM - 8, 16)), 100));
        specs.add(new PartitionSpec(1, List.of(good), List.of(new DeviceWindow(RAM + 0x3FF8, 8)), 100));
        specs.add(new PartitionSpec(1, List.of(good), List.of(new DeviceWindow(0x1004, 8)), 100));
        specs.add(new PartitionSpec(1, List.of(good), List.of(new DeviceWindow(0x1000, 12)), 100));
        List<DeviceWindow> many = new ArrayList<>();
        for (int i = 0; i < 65; i++) {
            many.add(new DeviceWindow(i * 8L, 8));
        }
        specs.add(new PartitionSpec(1, List.of(good), many, 100));
        return specs;
    }

    @ParameterizedTest
    @MethodSource("unsoundSpecifications")
    void anUnsoundSpecificationIsRefusedAndChangesNothing(PartitionSpec spec) {
        assertRefused(Status.INVALID_ARGUMENT, 0, spec);
    }

    @Test
    void creationIsRefusedWithItsReasonAndChangesNothing() {
        PartitionSpec small = FakeMachine.spec(1, 0x4000);
        assertRefused(Status.INVALID_ARGUMENT, -1, small);
        assertRefused(Status.INVALID_ARGUMENT, 3, small);
        assertRefused(Status.INVALID_ARGUMENT, 0, null);
        for (long quota : new long[] {SMALL - 1, 0, -1, Long.MIN_VALUE}) {
            assertRefused(Status.OVER_QUOTA, 0, new PartitionSpec(1, small.memory(), small.devices(), quota));
        }
        assertRefused(Status.NO_MEMORY, 0, FakeMachine.spec(1, 9 * MIB));
        assertRefused(Status.NO_MEMORY, 0, new PartitionSpec(1, small.memory(), small.devices(), 2049));
        assertRefused(Status.NO_MEMORY, 0, new PartitionSpec(1, small.memory(), small.devices(), Long.MAX_VALUE));
        assertEquals(Long.MAX_VALUE, new PartitionSpec(1, small.memory(), List.of(), Long.MAX_VALUE).quota());
        FakeMachine.create(core, 0, small);
        assertRefused(Status.WRONG_STATE, 0, small);
    }

    @Test
    void sixtyFourOfEachAreAllowedAndNoMore() {
        List<MemoryRegion> regions = new ArrayList<>();
        List<DeviceWindow> windows = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            regions.add(ram(RAM + i * 0x2000L, 0x1000));
            windows.add(new DeviceWindow(i * 8L, 8));
        }
        FakeMachine.create(core, 0, PartitionSpec.of(64, regions, windows));
        regions.add(ram(RAM - 0x1000, 0x1000));
        assertRefused(Status.INVALID_ARGUMENT, 1, PartitionSpec.of(1, regions, List.of()));
    }

    @Test
    void whatAPartitionHasInCommonWithOthersTakesItsPlaceAndHasToLieOnPages() {
        long page = 0x9000_0000L;
        for (long address : new long[] {page, page + 8}) {
            FakeMachine shared = FakeMachine.small();
            Channels channels = new Channels(
                    FlowPolicy.NONE,
                    List.of(),
                    List.of(),
                    List.of(new Channels.Region(2, List.of(new Channels.Attachment(0, address, Rights.READ)))),
                    List.of());
            Microkernel joined = new Microkernel(
                    shared.hardware, new Schedule(List.of(List.of(new Window(0, 100))), 100), channels, 1);
            Creation creation = joined.control().create(0, FakeMachine.spec(1, 0x4000));
            if (address != page) {
                assertEquals(new Creation.Refused(Status.INVALID_ARGUMENT), creation);
                continue;
            }
            assertInstanceOf(Creation.Created.class, creation);
            Partition made = joined.partitions.at(0);
            assertTrue(made.space.table.isMapped(page + 0x1000));
            assertFalse(made.space.table.isMapped(page + 0x2000), "what is behind the region");
            destroyed(joined, 0);
            MemoryRegion there = ram(page + 0x1000, 0x1000);
            assertEquals(
                    new Creation.Refused(Status.INVALID_ARGUMENT),
                    joined.control().create(0, PartitionSpec.of(1, List.of(there), List.of())));
        }
    }

    @Test
    void whatOneNumberIsAskedForPushesOutNothingOfAnothers() {
        FakeMachine.create(core, 0, FakeMachine.spec(1, 0x4000));
        for (int i = 0; i < 200; i++) {
            control.start(3, 0, 0);
            control.start(-1, 0, 0);
            control.start(2, 0, 0);
        }
        List<AuditRecord> audit = control.audit();
        assertEquals(0, audit.getFirst().partition(), "the oldest is still there");
        assertEquals(1 + 2 * AuditTrail.CAPACITY, audit.size(), "numbers that cannot be share a queue");
        assertEquals(
                AuditTrail.CAPACITY,
                audit.stream().filter(record -> record.partition() == 2).count());
    }

    @Test
    void moreVmidsThanHartsAreAsked() {
        FakeMachine narrow = FakeMachine.small();
        narrow.mostVmid = 1;
        Window window = new Window(0, 100);
        assertThrows(IllegalArgumentException.class, () -> narrow.boot(1, window));
        narrow.mostVmid = 2;
        narrow.boot(1, window);
    }

    @Test
    void partitionsTakeTurnsWithTooFewVmids() {
        FakeMachine narrow = FakeMachine.small();
        narrow.mostVmid = 3;
        Window[] windows = new Window[6];
        for (int i = 0; i < windows.length; i++) {
            windows[i] = new Window(i, 100);
        }
        Microkernel few = narrow.boot(windows.length, windows);
        for (int i = 0; i < windows.length; i++) {
            FakeMachine.run(few, i);
        }
        FakeHart hart = narrow.hart(0);
        for (int turn = 0; turn < 40; turn++) {
            narrow.time = turn * 100L;
            narrow.interrupt(few, 0);
            assertTrue(hart.vmid() >= 1 && hart.vmid() <= 3);
            Partition partition = few.partitions.at(turn % windows.length);
            assertEquals(partition.space.hgatp(), hart.csr(Csr.HGATP));
            for (FakeHart.TlbEntry entry : hart.tlb) {
                assertTrue(
                        entry.vmid() != hart.vmid() || entry.page() == partition.number,
                        "a VMID is used again while the hart remembers what it meant before");
            }
            VirtualHart guest = partition.virtualHarts.getFirst();
            for (FakeHart.Remembered entry : hart.remembered) {
                assertTrue(
                        entry.vmid() != hart.vmid() || entry.virtualHart() == guest,
                        "and so is what it remembers of the guest's own tables");
            }
            hart.tlb.add(new FakeHart.TlbEntry(hart.vmid(), RAM, partition.number));
            hart.remembered.add(new FakeHart.Remembered(hart.vmid(), guest));
        }
    }

    @Test
    void aHartThatKeepsItsPartitionKeepsItsVmidWhenTheOthersTakeTurns() {
        FakeMachine narrow = new FakeMachine(2, 2048);
        narrow.mostVmid = 3;
        List<Window> turns = new ArrayList<>();
        for (int i = 1; i < 6; i++) {
            turns.add(new Window(i, 100));
        }
        Microkernel few =
                new Microkernel(narrow.hardware, new Schedule(List.of(turns, List.of(new Window(0, 500))), 100), 6);
        for (int i = 0; i < 6; i++) {
            FakeMachine.run(few, i);
        }
        few.handle(1);
        long kept = narrow.hart(1).csr(Csr.HGATP);
        int moved = 0;
        for (int turn = 0; turn < 20; turn++) {
            narrow.time = turn * 100L;
            narrow.interrupt(few, 0);
            assertTrue(narrow.hart(0).vmid() != narrow.hart(1).vmid(), "two partitions on two harts, one VMID");
            assertEquals(kept, narrow.hart(1).csr(Csr.HGATP));
            assertEquals(kept, few.partitions.at(0).space.hgatp(), "what is unmapped is fenced by this number");
            moved += narrow.hart(0).vmid();
        }
        assertTrue(moved > 20);
    }

    @Test
    void aVmidIsFreeWhenItsPartitionIsGoneAndNotIfItIsAnothersByThen() {
        FakeMachine narrow = FakeMachine.small();
        narrow.mostVmid = 3;
        Window[] windows = {new Window(0, 100), new Window(1, 100), new Window(2, 100), new Window(3, 100)};
        Microkernel few = narrow.boot(4, windows);
        FakeHart hart = narrow.hart(0);
        narrow.events.clear();
        for (int life = 0; life < 5; life++) {
            FakeMachine.run(few, 0);
            narrow.interrupt(few, 0);
            assertEquals(1, hart.vmid());
            destroyed(few, narrow, 0);
        }
        FakeEvent everything = new FakeEvent.GStageFence(0, -1, -1);
        assertFalse(narrow.events.contains(everything), "no generation had to begin");
        for (int i = 0; i < 4; i++) {
            FakeMachine.run(few, i);
            narrow.time = i * 100L;
            narrow.interrupt(few, 0);
        }
        assertTrue(narrow.events.contains(everything), "three VMIDs for four");
        assertEquals(1, hart.vmid(), "what was partition 0's is 3's");
        destroyed(few, narrow, 0);
        FakeMachine.run(few, 0);
        narrow.time = 400;
        narrow.interrupt(few, 0);
        assertEquals(2, hart.vmid(), "1 is still partition 3's");
    }

    private static void destroyed(Microkernel few, FakeMachine on, int number) {
        few.control().stop(number);
        on.interrupt(few, 0);
        while (few.control().destroy(number) == Status.AGAIN) {}
        assertTrue(few.control().query(number).isEmpty());
    }

    @Test
    void aRootThatFindsNoAlignedRunLeavesNothingBehind() {
        FakeMachine tight = new FakeMachine(1, 32);
        Microkernel few = tight.boot(1, new Window(0, 100));
        FrameTable frames = few.partitions.frames;
        List<Account> gaps = new ArrayList<>();
        for (int group = 0; group < 8; group++) {
            frames.take(frames.open(1).memory(), 1);
            Account gap = frames.open(3);
            for (int i = 0; i < 3; i++) {
                frames.take(gap.memory(), 1);
            }
            gaps.add(gap);
        }
        for (Account gap : gaps) {
            frames.releaseAll(gap, 1);
            frames.close(gap);
        }
        for (int i = 0; i < 3; i++) {
            assertEquals(new Creation.Refused(Status.NO_MEMORY), few.control().create(0, FakeMachine.spec(1, 0x1000)));
            assertEquals(24, few.control().framesLeft());
        }
    }

    @Test
    void aQuotaIsSetAsideWhateverIsUsed() {
        PartitionSpec spec = FakeMachine.spec(1, 0x4000);
        FakeMachine.create(core, 0, new PartitionSpec(1, spec.memory(), spec.devices(), 2040));
        assertEquals(8, control.framesLeft());
        assertRefused(Status.NO_MEMORY, 1, spec);
        PartitionInfo info = control.query(0).orElseThrow();
        assertEquals(2040, info.quota());
        assertEquals(SMALL, info.framesUsed());
    }

    @Test
    void twoMebibytePagesAreUsedWhereTheyFit() {
        // 1 MiB past a 2 MiB border: 256 small pages, 2 large ones, 1 small.
        FakeMachine.create(core, 0, PartitionSpec.of(1, List.of(ram(RAM + MIB, 5 * MIB + 0x1000)), List.of()));
        GStageWalk walk = new GStageWalk(machine.memory, hgatp(0));
        assertEquals(
                257, walk.leaves.stream().filter(leaf -> leaf.size() == 4096).count());
        assertEquals(
                2, walk.leaves.stream().filter(leaf -> leaf.size() == 2 * MIB).count());
        long next = RAM + MIB;
        for (GStageWalk.Leaf leaf : walk.leaves) {
            assertEquals(next, leaf.guest());
            next += leaf.size();
        }
        assertEquals(RAM + 6 * MIB + 0x1000, next);
    }

    @Test
    void whereNoRunIsFreeSmallPagesServe() {
        FakeMachine broken = new FakeMachine(1, 2 * 512 + 76);
        Microkernel few = broken.boot(3, new Window(0, 100), new Window(1, 100));
        FakeMachine.create(few, 0, PartitionSpec.of(1, List.of(ram(RAM + 0x1000, 60 * 4096)), List.of()));
        FakeMachine.create(few, 1, PartitionSpec.of(1, List.of(ram(RAM + 0x1000, 390 * 4096)), List.of()));
        FakeMachine.create(few, 2, PartitionSpec.of(1, List.of(ram(RAM + 0x1000, 140 * 4096)), List.of()));
        destroyed(few, 1);
        FakeMachine.create(few, 1, FakeMachine.spec(1, 2 * MIB));
        assertEquals(512, new GStageWalk(broken.memory, hgatp(few, broken, 1)).leaves.size());
        PartitionInfo info = few.control().query(1).orElseThrow();
        assertEquals(info.quota(), info.framesUsed(), "the quota covers exactly the worst case");
    }

    @Test
    void rightsOfARegionAreThoseOfItsPages() {
        List<MemoryRegion> regions = new ArrayList<>();
        for (Rights rights : Rights.values()) {
            regions.add(new MemoryRegion(RAM + rights.bits() * 0x20_0000L, 0x1000, rights));
        }
        FakeMachine.create(core, 0, PartitionSpec.of(1, regions, List.of()));
        GStageWalk walk = new GStageWalk(machine.memory, hgatp(0));
        assertEquals(regions.size(), walk.leaves.size());
        for (GStageWalk.Leaf leaf : walk.leaves) {
            // V, U, A and D are set, G is not; R, W and X are bits 1 to 3.
            long rights = (leaf.guest() - RAM) / 0x20_0000;
            assertEquals(0b1101_0001 | rights << 1, leaf.flags());
        }
    }

    @Test
    void memoryIsLoadedUntilThePartitionStarts() {
        Monitor monitor = FakeMachine.create(core, 0, FakeMachine.spec(1, 0x4000));
        byte[] bytes = {1, 2, 3, 4, 5};
        assertEquals(Status.OK, control.load(0, RAM + 0xFFE, bytes, 0, 5));
        byte[] back = new byte[5];
        assertEquals(Status.OK, monitor.read(RAM + 0xFFE, back, 0, 5));
        assertEquals(List.of(bytes[0], bytes[4]), List.of(back[0], back[4]));

        assertEquals(Status.NO_PARTITION, control.load(1, RAM, bytes, 0, 5));
        assertEquals(Status.NO_PARTITION, control.load(Integer.MIN_VALUE, RAM, bytes, 0, 5));
        assertEquals(Status.INVALID_ARGUMENT, control.load(0, RAM, null, 0, 0));
        for (int[] range : new int[][] {{0, 6}, {1, 5}, {-1, 1}, {0, -1}, {Integer.MAX_VALUE, 2}, {5, 1}, {6, 0}}) {
            assertEquals(Status.INVALID_ARGUMENT, control.load(0, RAM, bytes, range[0], range[1]));
        }
        for (long address :
                new long[] {RAM - 1, RAM + 0x4000 - 4, RAM + 0x4000, 0, -1, Long.MIN_VALUE, RAM + (1L << 41)}) {
            assertEquals(Status.OUTSIDE_MEMORY, control.load(0, address, bytes, 0, 5));
        }
        control.start(0, RAM, 0);
        assertEquals(Status.WRONG_STATE, control.load(0, RAM, bytes, 0, 5));
        control.stop(0);
        assertEquals(Status.WRONG_STATE, control.load(0, RAM, bytes, 0, 5));
    }

    @Test
    void aPartitionStartsInsideItsExecutableMemory() {
        MemoryRegion data = new MemoryRegion(RAM + 0x4000, 0x1000, Rights.READ_WRITE);
        FakeMachine.create(core, 0, PartitionSpec.of(1, List.of(ram(RAM, 0x4000), data), List.of()));
        for (long entry : new long[] {RAM + 1, RAM - 2, RAM + 0x4000, 0, -2, RAM + (1L << 41)}) {
            assertEquals(Status.OUTSIDE_MEMORY, control.start(0, entry, 0));
        }
        assertEquals(Status.OK, control.start(0, RAM + 0x3FFE, 0));
        assertEquals(Status.WRONG_STATE, control.start(0, RAM, 0));
    }

    @Test
    void lifeGoesOneWay() {
        assertEquals(Status.NO_PARTITION, control.start(0, RAM, 0));
        assertEquals(Status.NO_PARTITION, control.destroy(-1));
        FakeMachine.create(core, 0, FakeMachine.spec(1, 0x4000));
        assertEquals(Status.WRONG_STATE, control.pause(0));
        assertEquals(Status.WRONG_STATE, control.resume(0));
        assertEquals(Status.OK, control.start(0, RAM, 0));
        assertEquals(Status.WRONG_STATE, control.resume(0));
        assertEquals(Status.WRONG_STATE, control.destroy(0));
        assertEquals(Status.OK, control.pause(0));
        assertEquals(Status.WRONG_STATE, control.pause(0));
        assertEquals(Status.WRONG_STATE, control.destroy(0));
        assertEquals(Status.OK, control.resume(0));
        assertEquals(Status.OK, control.stop(0));
        assertEquals(Status.WRONG_STATE, control.stop(0));
        assertEquals(Status.WRONG_STATE, control.start(0, RAM, 0));
        assertEquals(
                new StopReason.Stopped(),
                control.query(0).orElseThrow().stopReason().orElseThrow());
        assertEquals(Status.AGAIN, control.destroy(0));
        assertEquals(Status.WRONG_STATE, control.stop(0));
        assertEquals(Status.OK, control.destroy(0));
        assertEquals(Status.NO_PARTITION, control.destroy(0));
        assertTrue(control.query(0).isEmpty());
    }

    @Test
    void aPausedPartitionExecutesNothing() {
        FakeMachine.run(core, 0);
        assertInstanceOf(Resume.Enter.class, core.handle(0));
        assertFalse(machine.hart(0).isAwake());
        control.pause(0);
        assertTrue(machine.hart(0).isAwake(), "the hart is interrupted before its guest goes on");
        assertInstanceOf(Resume.StopMachine.class, machine.interrupt(core, 0));
        assertFalse(machine.hart(0).isAwake());
        control.resume(0);
        assertTrue(machine.hart(0).isAwake());
        assertInstanceOf(Resume.Enter.class, core.handle(0));
    }

    @Test
    void destructionWaitsUntilNoHartHoldsThePartition() {
        FakeMachine.run(core, 0);
        core.handle(0);
        control.stop(0);
        assertEquals(Status.BUSY, control.destroy(0));
        assertEquals(PartitionState.STOPPED, control.query(0).orElseThrow().state());
        machine.interrupt(core, 0);
        assertEquals(Status.AGAIN, control.destroy(0));
    }

    @Test
    void destructionUnmapsThenFencesThenScrubsThenFrees() {
        FakeMachine.run(core, 0);
        core.handle(0);
        control.stop(0);
        machine.interrupt(core, 0);
        long hgatp = machine.hart(0).csr(Csr.HGATP);
        int vmid = (int) (hgatp >>> 44 & 0x3FFF);
        GStageWalk before = new GStageWalk(machine.memory, hgatp);
        List<Long> frames = new ArrayList<>(before.tables);
        before.leaves.forEach(leaf -> frames.add(leaf.physical()));

        machine.events.clear();
        assertEquals(Status.AGAIN, control.destroy(0));
        assertEquals(
                List.of(new FakeEvent.Zeroed(before.tables.getFirst(), 0x4000), new FakeEvent.GStageFence(0, -1, vmid)),
                machine.events);
        assertEquals(0, machine.hart(0).csr(Csr.HGATP));
        assertEquals(0, new GStageWalk(machine.memory, hgatp).leaves.size());
        assertEquals(2048 - SMALL, control.framesLeft(), "nothing is free before it is scrubbed");

        machine.events.clear();
        assertEquals(Status.OK, control.destroy(0));
        List<Long> scrubbed = new ArrayList<>();
        machine.events.forEach(event -> scrubbed.add(((FakeEvent.Zeroed) event).address()));
        assertTrue(scrubbed.containsAll(frames) && scrubbed.size() == frames.size());
        assertEquals(2048, control.framesLeft());
    }

    @Test
    void destructionLooksAtABoundedNumberOfFramesInACall() {
        int step = Partitions.STEP * 512;
        FakeMachine large = new FakeMachine(1, 3 * step);
        Microkernel big = large.boot(1, new Window(0, 100));
        FakeMachine.create(big, 0, FakeMachine.spec(1, 140 * MIB));
        big.control().destroy(0);
        for (Status expected : List.of(Status.AGAIN, Status.AGAIN, Status.OK)) {
            large.events.clear();
            assertEquals(expected, big.control().destroy(0));
            assertTrue(large.events.size() <= step);
        }
        assertEquals(3L * step, big.control().framesLeft());
    }

    @Test
    void theAuditTrailTellsCallsAndStopsAndIsBounded() {
        FakeMachine.run(core, 0);
        core.handle(0);
        machine.time = 42;
        machine.trap(core, 0, 5, 0xBAD);
        List<AuditRecord> records = control.audit();
        assertEquals(
                List.of(
                        new AuditRecord(0, 0, 0, new AuditRecord.Called(AuditRecord.Operation.CREATE, Status.OK)),
                        new AuditRecord(1, 0, 0, new AuditRecord.Called(AuditRecord.Operation.START, Status.OK)),
                        new AuditRecord(2, 42, 0, new AuditRecord.Faulted(FaultKind.UNEXPECTED_TRAP)),
                        new AuditRecord(
                                3, 42, 0, new AuditRecord.Stopped(new StopReason.UnexpectedTrap(0, 5, RAM, 0xBAD)))),
                records);
        for (int i = 0; i < 2000; i++) {
            control.pause(7);
        }
        assertEquals(
                AuditTrail.CAPACITY,
                control.audit().stream().filter(one -> one.partition() == 7).count());
        assertEquals(records, control.audit().subList(0, 4), "nobody else's past is pushed out");
        assertEquals(2003, control.audit().getLast().sequence());
        assertEquals(
                new AuditRecord.Called(AuditRecord.Operation.PAUSE, Status.NO_PARTITION),
                control.audit().getLast().event());
    }

    private void assertRefused(Status status, int number, PartitionSpec spec) {
        long left = control.framesLeft();
        var before = control.query(number);
        assertEquals(new Creation.Refused(status), control.create(number, spec));
        assertEquals(left, control.framesLeft());
        assertEquals(before, control.query(number));
    }

    private static void destroyed(Microkernel core, int number) {
        while (core.control().destroy(number) == Status.AGAIN) {}
    }

    private long hgatp(int number) {
        return hgatp(core, machine, number);
    }

    /** hgatp as a hart gets it in the partition's window. */
    private static long hgatp(Microkernel core, FakeMachine machine, int number) {
        PartitionInfo info = core.control().query(number).orElseThrow();
        for (long entry = RAM; info.state() == PartitionState.CREATED; entry += 0x1000) {
            core.control().start(number, entry, 0);
            info = core.control().query(number).orElseThrow();
        }
        machine.time = number * 100L;
        core.handle(0);
        return machine.hart(0).csr(Csr.HGATP);
    }
}
