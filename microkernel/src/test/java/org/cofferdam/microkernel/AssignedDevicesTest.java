package org.cofferdam.microkernel;

import static org.cofferdam.microkernel.FakeMachine.RAM;
import static org.cofferdam.microkernel.FakeMachine.SCAUSE_INTERRUPT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cofferdam.microkernel.hardware.GStageMode;
import org.cofferdam.microkernel.hardware.Rights;
import org.junit.jupiter.api.Test;

/** Devices of the machine in a partition's hands: their registers, their DMA, their interrupts, and that they are taken away again. */
final class AssignedDevicesTest {
    private static final long REGISTERS = 0x1000_1000L;
    private static final long ADDRESS = 0x2000_0000L;
    private static final int STATUS = 0x70;
    private static final long DIRECTORY_FORGOTTEN = 3 | 1L << 33;
    private static final long FENCE = 2 | 1 << 12 | 1 << 13;
    private static final long TRANSLATIONS_FORGOTTEN = 1 | 1 << 7 | 1L << 33;

    private final FakeMachine machine = new FakeMachine(2, 2048);
    private final FakeDevices devices = new FakeDevices(machine, true);
    private Microkernel core;
    private Monitor monitor;

    /** Device {@code id} has source 31 + id: the first and the second lie in different words of the PLIC's enables. */
    private static Channels.Device device(int partition, int id) {
        return new Channels.Device(
                partition, id, REGISTERS + id * 0x2000L, 0x2000, ADDRESS + id * 0x2000L, 31 + id, STATUS);
    }

    private static Channels channels(Channels.Device... devices) {
        FlowPolicy policy = new FlowPolicy(Set.of(new FlowPolicy.Flow(0, 1), new FlowPolicy.Flow(1, 0)));
        return new Channels(policy, List.of(), List.of(), List.of(), List.of(devices));
    }

    /** Partition 0 has devices 0 and 1, partition 1 has device 2; both harts are first 0's, then 1's. */
    private void boot(Map<FaultKind, FaultAction> faults) {
        List<Window> windows = List.of(new Window(0, 100), new Window(1, 100));
        core = new Microkernel(
                devices.in(machine),
                new Schedule(List.of(windows, windows), 100),
                channels(device(0, 0), device(0, 1), device(1, 2)),
                2);
        PartitionSpec spec = new PartitionSpec(
                1,
                List.of(new MemoryRegion(RAM, 0x4000, Rights.READ_WRITE_EXECUTE)),
                List.of(),
                20,
                GStageMode.SV39X4,
                faults);
        monitor = FakeMachine.create(core, 0, spec);
        FakeMachine.create(core, 1, spec);
        core.control().start(0, RAM, 0);
        core.control().start(1, RAM, 0);
        core.handle(0);
        core.handle(1);
    }

    private void boot() {
        boot(Map.of());
    }

    private long[] context(int device) {
        long[] words = new long[4];
        for (int i = 0; i < words.length; i++) {
            words[i] = machine.memory.load(devices.directory() + device * 64L + i * 8L);
        }
        return words;
    }

    private Resume external(int hart) {
        return machine.trap(core, hart, SCAUSE_INTERRUPT | 9, 0);
    }

    @Test
    void theIommuIsOnBeforeAnythingRunsAndKnowsNoDevice() {
        core = new Microkernel(devices.in(machine), new Schedule(List.of(), 1), channels(), 1);
        assertEquals(2, devices.at(FakeDevices.IOMMU + 16) & 15, "a directory of one level");
        assertTrue(machine.memory.isZero(devices.directory()));
        assertEquals(1, devices.at(FakeDevices.IOMMU + 72));
        assertEquals(1, devices.at(FakeDevices.IOMMU + 76));
        assertEquals(7, devices.at(FakeDevices.IOMMU + 24) & 31, "256 commands fill a page");
        assertEquals(6, devices.at(FakeDevices.IOMMU + 40) & 31, "128 faults fill a page");
        assertEquals(
                List.of(
                        new FakeEvent.Command(3, 0),
                        new FakeEvent.Command(1 | 1 << 7, 0),
                        new FakeEvent.Command(FENCE, 0)),
                machine.events.stream()
                        .filter(FakeEvent.Command.class::isInstance)
                        .toList(),
                "whatever it remembered is forgotten");
        assertEquals(2048 - 3, core.control().framesLeft());
    }

    @Test
    void aPartitionFindsItsDevicesAndTheyFindItsMemoryAlone() {
        boot();
        GStageWalk walk =
                new GStageWalk(machine.memory, core.partitions.at(0).space.hgatp());
        for (int page = 0; page < 4; page++) {
            GStageWalk.Leaf expected =
                    new GStageWalk.Leaf(ADDRESS + page * 0x1000L, REGISTERS + page * 0x1000L, 0x1000, 0b1101_0111);
            assertTrue(walk.leaves.contains(expected), () -> expected + " is not in " + walk.leaves);
        }
        assertEquals(
                4,
                walk.leaves.stream()
                        .filter(leaf -> leaf.physical() < FakeMachine.BASE)
                        .count());
        for (int device = 0; device < 4; device++) {
            int partition = device < 2 ? 0 : 1;
            long root = core.partitions.at(partition).space.hgatp() & (1L << 44) - 1;
            long[] expected =
                    device == 3 ? new long[4] : new long[] {1, 8L << 60 | (partition + 1L) << 44 | root, 0, 0};
            assertEquals(List.of(expected[0], expected[1], expected[2], expected[3]), boxed(context(device)));
        }
    }

    private static List<Long> boxed(long[] words) {
        List<Long> list = new ArrayList<>();
        for (long word : words) {
            list.add(word);
        }
        return list;
    }

    @Test
    void aContextIsWrittenThenMadeValidThenMadeKnown() {
        boot();
        core.control().stop(0);
        machine.interrupt(core, 0);
        machine.interrupt(core, 1);
        while (core.control().destroy(0) == Status.AGAIN) {}
        machine.events.clear();
        FakeMachine.create(core, 0, FakeMachine.spec(1, 0x4000));
        long context = devices.directory() + 64;
        List<FakeEvent> events = List.copyOf(machine.events);
        int valid = events.indexOf(new FakeEvent.Stored(context, 1));
        int known = events.indexOf(new FakeEvent.Command(DIRECTORY_FORGOTTEN | 1L << 40, 0));
        long root = context(1)[1];
        assertEquals(new FakeEvent.Stored(context + 8, root), events.get(valid - 1));
        assertEquals(List.of(1L, root, 0L, 0L), boxed(context(1)));
        assertTrue(valid < known, events::toString);
        List<FakeEvent> commands = events.subList(known, events.size()).stream()
                .filter(FakeEvent.Command.class::isInstance)
                .toList();
        assertEquals(new FakeEvent.Command(FENCE, 0), commands.get(1));
    }

    @Test
    void baseContextsAreHalfAsLong() {
        FakeDevices plain = new FakeDevices(machine, false);
        Channels one = channels(device(0, 1));
        core = new Microkernel(plain.in(machine), new Schedule(List.of(List.of(new Window(0, 100))), 100), one, 1);
        FakeMachine.create(core, 0, FakeMachine.spec(1, 0x4000));
        assertEquals(1, machine.memory.load(plain.directory() + 32));
        assertEquals(0, machine.memory.load(plain.directory() + 64));
    }

    @Test
    void whatAPartitionLosesItsDevicesForgetBeforeItIsWiped() {
        boot();
        long frame = core.partitions.at(0).space.table.translate(RAM + 0x1000);
        machine.events.clear();
        assertEquals(Status.OK, monitor.giveBack(RAM + 0x1000, 1));
        List<FakeEvent> events = List.copyOf(machine.events);
        int forgotten = events.indexOf(new FakeEvent.Command(TRANSLATIONS_FORGOTTEN | 1L << 44, 0));
        assertTrue(forgotten >= 0, events::toString);
        int fenced = forgotten + events.subList(forgotten, events.size()).indexOf(new FakeEvent.Command(FENCE, 0));
        assertTrue(fenced > forgotten && fenced < events.indexOf(new FakeEvent.Zeroed(frame, 4096)), events::toString);
    }

    @Test
    void aDeviceIsCutOffAndStoppedBeforeItsPartitionIsTakenApart() {
        boot();
        core.control().stop(0);
        machine.interrupt(core, 0);
        machine.interrupt(core, 1);
        machine.events.clear();
        while (core.control().destroy(0) == Status.AGAIN) {}
        List<FakeEvent> events = List.copyOf(machine.events);
        int wiped = -1;
        for (int i = events.size() - 1; i >= 0; i--) {
            wiped = events.get(i) instanceof FakeEvent.Zeroed ? i : wiped;
        }
        for (int device = 0; device < 2; device++) {
            assertEquals(List.of(0L, context(device)[1], 0L, 0L), boxed(context(device)));
            int invalid = events.indexOf(new FakeEvent.Stored(devices.directory() + device * 64L, 0));
            int forgotten = events.indexOf(new FakeEvent.Command(DIRECTORY_FORGOTTEN | (long) device << 40, 0));
            int stopped = events.indexOf(new FakeEvent.DeviceStored(REGISTERS + device * 0x2000L + STATUS, 0));
            assertTrue(0 <= invalid && invalid < forgotten && forgotten < wiped, events::toString);
            assertTrue(forgotten < stopped && stopped < wiped, events::toString);
        }
        assertEquals(1, context(2)[0], "partition 1 keeps its own");
    }

    @Test
    void interruptsComeInTheWindowsOfTheirPartitionAlone() {
        boot();
        for (int turn = 0; turn < 4; turn++) {
            for (int hart = 0; hart < 2; hart++) {
                for (int device = 0; device < 3; device++) {
                    boolean own = turn % 2 == (device < 2 ? 0 : 1);
                    assertEquals(own, devices.isEnabled(2 * hart + 1, 31 + device), "device " + device);
                    assertFalse(devices.isEnabled(2 * hart, 31 + device), "M-mode's context is not the core's");
                }
            }
            machine.time += 100;
            machine.interrupt(core, 0);
            machine.interrupt(core, 1);
        }
        core.control().pause(0);
        machine.interrupt(core, 0);
        assertFalse(devices.isEnabled(1, 31), "a partition that is paused is told of nothing");
        core.control().resume(0);
        machine.interrupt(core, 0);
        assertTrue(devices.isEnabled(1, 31));
    }

    @Test
    void nobodysInterruptsComeWhenNobodyRuns() {
        boot();
        core.control().pause(1);
        assertInstanceOf(Resume.Enter.class, machine.interrupt(core, 0));
        assertTrue(devices.isEnabled(1, 31));
        core.control().pause(0);
        assertInstanceOf(Resume.StopMachine.class, machine.interrupt(core, 0));
        assertFalse(devices.isEnabled(1, 31), "all are paused, and a device would still interrupt");
    }

    @Test
    void eachInterruptIsToldOfOnceUntilTheGuestIsDoneWithIt() {
        boot();
        devices.raised.addAll(List.of(31, 32, 33));
        assertEquals(new Resume.Interrupt(0, 31), external(0));
        assertEquals(new Resume.Interrupt(0, 32), core.answer(0, 0));
        assertInstanceOf(Resume.Idle.class, external(1), "both are taken, and 33 is partition 1's");
        assertInstanceOf(Resume.Enter.class, core.answer(0, 0));
        assertInstanceOf(Resume.Enter.class, external(0));
        assertEquals(Status.OK, monitor.completeInterrupt(31));
        assertTrue(machine.hart(0).isAwake(), "the next one can come");
        assertEquals(new Resume.Interrupt(0, 31), machine.interrupt(core, 0));
        assertInstanceOf(Resume.Enter.class, core.answer(0, 0));
        assertEquals(Status.OK, monitor.completeInterrupt(32));
        machine.time = 100;
        assertEquals(new Resume.Interrupt(1, 33), machine.interrupt(core, 0), "now it is partition 1's time");
        assertInstanceOf(Resume.Enter.class, core.answer(0, 0));
        machine.time = 200;
        assertEquals(new Resume.Interrupt(0, 32), machine.interrupt(core, 0), "completed in its own window");
    }

    @Test
    void eachHartAsksTheInterruptControllerForItself() {
        for (int hart = 0; hart < 2; hart++) {
            devices.set(FakeDevices.PLIC - FakeDevices.IOMMU + 0x20_0000 + (2 * hart + 1) * 0x1000L, 7);
        }
        boot();
        devices.raised.add(32);
        assertEquals(new Resume.Interrupt(0, 32), external(0), "no threshold is left of whoever was there before");
        core.answer(0, 0);
        monitor.completeInterrupt(32);
        core.control().pause(0);
        machine.interrupt(core, 0);
        core.control().resume(0);
        assertEquals(new Resume.Interrupt(0, 32), machine.interrupt(core, 1), "now hart 1 has the partition");
        assertInstanceOf(Resume.Enter.class, core.answer(1, 0));
        monitor.completeInterrupt(32);
        assertEquals(new Resume.Interrupt(0, 32), machine.interrupt(core, 1));
    }

    @Test
    void oneTrapTakesNoMoreInterruptsThanThePartitionHasDevices() {
        boot();
        devices.raised.add(31);
        assertEquals(new Resume.Interrupt(0, 31), external(0));
        monitor.completeInterrupt(31);
        assertEquals(new Resume.Interrupt(0, 31), core.answer(0, 0));
        monitor.completeInterrupt(31);
        assertInstanceOf(Resume.Enter.class, core.answer(0, 0), "a third time in one trap, for two devices");
        assertEquals(new Resume.Interrupt(0, 31), machine.interrupt(core, 0));
    }

    @Test
    void nobodyIsDoneWithWhatIsAnothers() {
        boot();
        for (int source : new int[] {0, -1, 30, 33, 34, Integer.MAX_VALUE}) {
            assertEquals(Status.INVALID_ARGUMENT, monitor.completeInterrupt(source));
        }
        assertEquals(Status.OK, monitor.completeInterrupt(31));
        core.control().stop(0);
        machine.interrupt(core, 0);
        core.control().destroy(0);
        assertEquals(Status.NO_PARTITION, monitor.completeInterrupt(31));
        FakeMachine plain = FakeMachine.small();
        Monitor without = FakeMachine.run(plain.boot(1, new Window(0, 100)), 0);
        assertEquals(Status.INVALID_ARGUMENT, without.completeInterrupt(31));
    }

    @Test
    void anInterruptOfALifeBeforeDoesNotBlockTheNext() {
        boot();
        devices.raised.add(31);
        assertEquals(new Resume.Interrupt(0, 31), external(0));
        core.control().stop(0);
        machine.interrupt(core, 0);
        machine.interrupt(core, 1);
        while (core.control().destroy(0) == Status.AGAIN) {}
        FakeMachine.run(core, 0);
        assertEquals(new Resume.Interrupt(0, 31), machine.interrupt(core, 0), "the guest before was not done with it");
    }

    @Test
    void dmaThatFaultsIsItsPartitionsFault() {
        boot();
        devices.fault(1);
        devices.fault(2);
        devices.fault(1);
        devices.fault(9);
        machine.interrupt(core, 0);
        assertEquals(
                Map.of(FaultKind.DEVICE_DMA, 2L),
                core.control().query(0).orElseThrow().faults());
        assertEquals(
                Map.of(FaultKind.DEVICE_DMA, 1L),
                core.control().query(1).orElseThrow().faults());
        assertEquals(devices.at(FakeDevices.IOMMU + 52), devices.at(FakeDevices.IOMMU + 48), "all were taken in");
    }

    @Test
    void aStormOfFaultsIsTakenInPieceByPiece() {
        boot();
        for (int i = 0; i < 20; i++) {
            devices.fault(0);
        }
        machine.interrupt(core, 0);
        assertEquals(16L, core.control().query(0).orElseThrow().faults().get(FaultKind.DEVICE_DMA));
        machine.interrupt(core, 0);
        assertEquals(20L, core.control().query(0).orElseThrow().faults().get(FaultKind.DEVICE_DMA));
        for (int i = 0; i < 300; i++) {
            devices.fault(0);
            machine.interrupt(core, 0);
        }
        assertEquals(
                320L, core.control().query(0).orElseThrow().faults().get(FaultKind.DEVICE_DMA), "the queue goes round");
    }

    @Test
    void anOverflowOfTheFaultQueueIsClearedAndTheQueueStaysOn() {
        boot();
        devices.set(76, 1 | 1 << 9);
        machine.interrupt(core, 0);
        assertEquals(1, devices.at(FakeDevices.IOMMU + 76));
    }

    @Test
    void whoseDeviceFaultsIsStoppedIfItsSpecificationSaysSoAndOnlyOnce() {
        boot(Map.of(FaultKind.DEVICE_DMA, new FaultAction.Stop()));
        devices.fault(0);
        devices.fault(1);
        machine.interrupt(core, 0);
        PartitionInfo info = core.control().query(0).orElseThrow();
        assertEquals(PartitionState.STOPPED, info.state());
        assertEquals(
                new StopReason.Faulted(FaultKind.DEVICE_DMA, 0),
                info.stopReason().orElseThrow());
        assertEquals(1L, info.faults().get(FaultKind.DEVICE_DMA), "it does not run any more");
        devices.fault(2);
        core.control().stop(1);
        machine.interrupt(core, 1);
        assertEquals(
                new StopReason.Stopped(),
                core.control().query(1).orElseThrow().stopReason().orElseThrow());
    }

    @Test
    void anIommuThatDoesNotAnswerIsNotReliedOn() {
        boot();
        devices.set(72, 1 | 1 << 9);
        assertThrows(IllegalStateException.class, () -> monitor.giveBack(RAM, 1));
        devices.set(72, 1);
        devices.stuck = true;
        assertThrows(IllegalStateException.class, () -> monitor.giveBack(RAM + 0x1000, 1));
    }

    @Test
    void commandsGoRoundTheirQueue() {
        boot();
        for (int i = 0; i < 300; i++) {
            assertEquals(Status.OK, monitor.giveBack(RAM + 0x1000, 1));
            assertEquals(Status.OK, monitor.takeBack(RAM + 0x1000, 1));
        }
        long commands = machine.events.stream()
                .filter(FakeEvent.Command.class::isInstance)
                .count();
        assertTrue(commands > 600, "more than the queue holds: " + commands);
    }

    @Test
    void devicesThatCannotBeAreRefusedBeforeAnythingRuns() {
        List<Channels.Device> wrong = List.of(
                new Channels.Device(0, -1, REGISTERS, 0x1000, ADDRESS, 1, 0),
                new Channels.Device(0, 64, REGISTERS, 0x1000, ADDRESS, 1, 0),
                new Channels.Device(0, 0, REGISTERS, 0x1000, ADDRESS, 0, 0),
                new Channels.Device(0, 0, REGISTERS, 0x1000, ADDRESS, 1024, 0),
                new Channels.Device(1, 0, REGISTERS, 0x1000, ADDRESS, 1, 0),
                new Channels.Device(-1, 0, REGISTERS, 0x1000, ADDRESS, 1, 0),
                new Channels.Device(0, 0, -0x1000, 0x1000, ADDRESS, 1, 0),
                new Channels.Device(0, 0, REGISTERS + 4, 0x1000, ADDRESS, 1, 0),
                new Channels.Device(0, 0, REGISTERS, 0, ADDRESS, 1, 0),
                new Channels.Device(0, 0, REGISTERS, 0x1004, ADDRESS, 1, 0),
                new Channels.Device(0, 0, REGISTERS, 0x20_1000, ADDRESS, 1, 0),
                new Channels.Device(0, 0, REGISTERS, 0x1000, ADDRESS, 1, -4),
                new Channels.Device(0, 0, REGISTERS, 0x1000, ADDRESS, 1, 0xFFD));
        for (Channels.Device device : wrong) {
            assertRefused(channels(device));
        }
        for (Channels.Device other : List.of(
                new Channels.Device(0, 0, REGISTERS + 0x2000, 0x1000, ADDRESS, 2, 0),
                new Channels.Device(0, 1, REGISTERS + 0x2000, 0x1000, ADDRESS, 1, 0),
                new Channels.Device(0, 1, REGISTERS + 0x1000, 0x1000, ADDRESS, 2, 0),
                new Channels.Device(0, 1, REGISTERS - 0x1000, 0x2000, ADDRESS, 2, 0))) {
            assertRefused(channels(new Channels.Device(0, 0, REGISTERS, 0x2000, ADDRESS, 1, 0), other));
        }
        accept(channels(
                new Channels.Device(0, 0, REGISTERS, 0x1000, ADDRESS, 1, 0xFFC),
                new Channels.Device(0, 63, REGISTERS + 0x1000, 0x20_0000, ADDRESS + 0x1000, 1023, 0),
                new Channels.Device(0, 1, REGISTERS - 0x1000, 0x1000, ADDRESS - 0x1000, 2, 0),
                new Channels.Device(0, 2, 0, 0x1000, ADDRESS - 0x2000, 3, 0)));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Microkernel(machine.hardware, new Schedule(List.of(), 1), channels(device(0, 0)), 1),
                "a machine without an IOMMU");
    }

    private void assertRefused(Channels channels) {
        assertThrows(IllegalArgumentException.class, () -> accept(channels), channels::toString);
    }

    private void accept(Channels channels) {
        core = new Microkernel(devices.in(machine), new Schedule(List.of(), 1), channels, 1);
    }

    @Test
    void aPartitionHasNothingElseWhereItsDevicesAre() {
        boot();
        core.control().stop(1);
        machine.interrupt(core, 0);
        machine.interrupt(core, 1);
        while (core.control().destroy(1) == Status.AGAIN) {}
        for (long base : new long[] {ADDRESS + 0x4000, ADDRESS + 0x5000}) {
            MemoryRegion there = new MemoryRegion(base, 0x1000, Rights.READ);
            assertEquals(
                    new Creation.Refused(Status.INVALID_ARGUMENT),
                    core.control().create(1, PartitionSpec.of(1, List.of(there), List.of())));
        }
        MemoryRegion beside = new MemoryRegion(ADDRESS + 0x6000, 0x1000, Rights.READ);
        assertInstanceOf(
                Creation.Created.class, core.control().create(1, PartitionSpec.of(1, List.of(beside), List.of())));
    }
}
