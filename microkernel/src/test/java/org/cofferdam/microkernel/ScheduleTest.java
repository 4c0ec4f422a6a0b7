package org.cofferdam.microkernel;

import static org.cofferdam.microkernel.FakeMachine.RAM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.cofferdam.microkernel.hardware.Csr;
import org.junit.jupiter.api.Test;

final class ScheduleTest {
    @Test
    void anIdleWindowStaysIdle() {
        FakeMachine machine = FakeMachine.small();
        Microkernel core = machine.boot(2, new Window(0, 100), new Window(Window.NOBODY, 50), new Window(1, 30));
        FakeMachine.run(core, 0);
        assertInstanceOf(Resume.Enter.class, core.handle(0));
        machine.time = 100;
        assertEquals(new Resume.Idle(150), machine.interrupt(core, 0));
        machine.time = 150;
        assertEquals(new Resume.Idle(180), core.handle(0), "partition 1 is absent, and its window is not given away");
        machine.time = 180;
        assertInstanceOf(Resume.Enter.class, core.handle(0));
        PartitionInfo info = core.control().query(0).orElseThrow();
        assertEquals(2, info.windowsKept());
        assertEquals(100, info.ticksRun());
        assertEquals(80, info.ticksWaited());
        assertEquals(2, info.switches());
        machine.time = 280;
        machine.interrupt(core, 0);
        machine.time = 360;
        core.handle(0);
        info = core.control().query(0).orElseThrow();
        assertEquals(200, info.ticksRun());
        assertEquals(160, info.ticksWaited());
    }

    @Test
    void aWindowThatStartsLateIsCounted() {
        FakeMachine machine = FakeMachine.small();
        Microkernel core = machine.boot(2, new Window(0, 100), new Window(1, 100));
        FakeMachine.run(core, 0);
        FakeMachine.run(core, 1);
        core.handle(0);
        machine.time = 101;
        machine.interrupt(core, 0);
        machine.time = 200;
        machine.interrupt(core, 0);
        assertEquals(2, core.control().query(0).orElseThrow().windowsKept());
        assertEquals(0, core.control().query(0).orElseThrow().windowsLate());
        assertEquals(0, core.control().query(1).orElseThrow().windowsKept());
        assertEquals(1, core.control().query(1).orElseThrow().windowsLate());
        assertEquals(101, core.control().query(0).orElseThrow().ticksRun());
    }

    @Test
    void siblingsTakeTurnsBySlicesInsideTheWindow() {
        FakeMachine machine = FakeMachine.small();
        Microkernel core = machine.boot(1, new Window(0, 450));
        FakeMachine.create(core, 0, FakeMachine.spec(3, 0x4000));
        core.control().start(0, RAM, 0);
        core.handle(0);
        assertEquals(450, machine.hart(0).csr(Csr.STIMECMP), "alone, it has the window");
        machine.time = 20;
        machine.call(core, 0, 0x48534D, 0, 1, RAM, 0);
        assertEquals(100, machine.hart(0).csr(Csr.STIMECMP));
        machine.call(core, 0, 0x48534D, 0, 2, RAM, 0);
        List<Long> turns = new ArrayList<>();
        for (long next : new long[] {100, 200, 300, 400}) {
            machine.time = next;
            machine.interrupt(core, 0);
            turns.add(machine.hart(0).x(10));
        }
        assertEquals(List.of(1L, 2L, 0L, 1L), turns);
        assertEquals(450, machine.hart(0).csr(Csr.STIMECMP));
        machine.hart(0).csr(Csr.VSIE, 1 << 1);
        machine.waitForInterrupt(core, 0);
        assertEquals(2, machine.hart(0).x(10), "a hart that waits gives its turn away");
    }

    @Test
    void aSiblingsTimerEndsTheTurnOfAnother() {
        FakeMachine machine = FakeMachine.small();
        Microkernel core = machine.boot(1, new Window(0, 450));
        FakeMachine.create(core, 0, FakeMachine.spec(2, 0x4000));
        core.control().start(0, RAM, 0);
        core.handle(0);
        machine.call(core, 0, 0x48534D, 0, 1, RAM, 0);
        machine.hart(0).csr(Csr.VSIE, 1 << 5);
        machine.hart(0).csr(Csr.VSTIMECMP, 130);
        machine.waitForInterrupt(core, 0);
        assertEquals(1, machine.hart(0).x(10));
        assertEquals(130, machine.hart(0).csr(Csr.STIMECMP));
        machine.time = 130;
        machine.interrupt(core, 0);
        assertEquals(0, machine.hart(0).x(10));
    }

    @Test
    void aHartThatIsIdleHearsOfAVirtualHartThatAnotherLetsGo() {
        FakeMachine machine = new FakeMachine(2, 2048);
        Schedule schedule = new Schedule(
                List.of(
                        List.of(new Window(0, 100), new Window(Window.NOBODY, 200)),
                        List.of(new Window(Window.NOBODY, 50), new Window(0, 250))),
                100);
        Microkernel core = new Microkernel(machine.hardware, schedule, 1);
        FakeMachine.run(core, 0);
        core.handle(0);
        machine.time = 50;
        assertEquals(new Resume.Idle(300), core.handle(1));
        machine.time = 100;
        machine.interrupt(core, 0);
        assertTrue(machine.hart(1).isAwake());
        assertInstanceOf(Resume.Enter.class, core.handle(1));
        assertFalse(machine.hart(0).isAwake());
    }

    @Test
    void whoSleptInSpareTimeHasSavedNothingUp() {
        FakeMachine machine = FakeMachine.small();
        Schedule schedule = new Schedule(List.of(List.of(new Window(Window.SPARE, 100_000))), 100, List.of(1, 1));
        Microkernel core = new Microkernel(machine.hardware, schedule, 2);
        FakeMachine.run(core, 0);
        FakeMachine.run(core, 1);
        core.handle(0);
        machine.hart(0).csr(Csr.VSIE, 1 << 5);
        machine.hart(0).csr(Csr.VSTIMECMP, 5_050);
        machine.waitForInterrupt(core, 0);
        List<Integer> turns = new ArrayList<>();
        for (machine.time = 4_800; machine.time < 5_600; machine.time += 100) {
            machine.interrupt(core, 0);
            turns.add(core.inspection().partitionOn(0));
        }
        assertEquals(List.of(1, 1, 1, 0, 0, 1, 0, 1), turns);
    }

    @Test
    void spareTimeBeginsAfreshAfterAWindowAndEndsWithTheSliceOrTheWindow() {
        FakeMachine machine = FakeMachine.small();
        Schedule schedule = new Schedule(
                List.of(List.of(new Window(1, 50), new Window(Window.SPARE, 120))), 100, List.of(1, 1));
        Microkernel core = new Microkernel(machine.hardware, schedule, 2);
        FakeMachine.run(core, 0);
        FakeMachine.run(core, 1);
        core.handle(0);
        assertEquals(1, core.inspection().partitionOn(0));
        machine.time = 50;
        machine.interrupt(core, 0);
        assertEquals(0, core.inspection().partitionOn(0), "whose window it was has no claim to go on");
        assertEquals(150, machine.hart(0).csr(Csr.STIMECMP));
        machine.time = 150;
        machine.interrupt(core, 0);
        assertEquals(1, core.inspection().partitionOn(0));
        assertEquals(170, machine.hart(0).csr(Csr.STIMECMP));
    }

    @Test
    void whoWakesInSpareTimeWaitsForTheSliceOfAnother() {
        FakeMachine machine = FakeMachine.small();
        Schedule schedule = new Schedule(List.of(List.of(new Window(Window.SPARE, 1000))), 100, List.of(1, 1));
        Microkernel core = new Microkernel(machine.hardware, schedule, 2);
        Monitor first = FakeMachine.run(core, 0);
        FakeMachine.run(core, 1);
        core.handle(0);
        machine.hart(0).csr(Csr.VSIE, 1 << 9);
        machine.waitForInterrupt(core, 0);
        assertEquals(1, core.inspection().partitionOn(0));
        first.externalInterrupt(0, true);
        assertFalse(machine.hart(0).isAwake(), "the hart is partition 1's until its slice ends");
        machine.time = 100;
        machine.interrupt(core, 0);
        assertEquals(0, core.inspection().partitionOn(0));
        core.control().pause(0);
        assertTrue(machine.hart(0).isAwake());
        machine.interrupt(core, 0);
        core.control().resume(0);
        assertFalse(machine.hart(0).isAwake(), "again it is partition 1's");
    }

    @Test
    void spareTimeWithNobodyReadyIsIdleUntilATimerOrAnInterrupt() {
        FakeMachine machine = FakeMachine.small();
        Schedule schedule = new Schedule(List.of(List.of(new Window(Window.SPARE, 1000))), 100, List.of(1, 0));
        Microkernel core = new Microkernel(machine.hardware, schedule, 2);
        Monitor monitor = FakeMachine.run(core, 0);
        Monitor other = FakeMachine.run(core, 1);
        core.handle(0);
        machine.hart(0).csr(Csr.VSIE, 1 << 5 | 1 << 9);
        machine.hart(0).csr(Csr.VSTIMECMP, 300);
        assertEquals(new Resume.Idle(300), machine.waitForInterrupt(core, 0));
        other.externalInterrupt(0, true);
        assertFalse(machine.hart(0).isAwake(), "partition 1 has no weight");
        monitor.externalInterrupt(0, true);
        assertTrue(machine.hart(0).isAwake());
        assertInstanceOf(Resume.Enter.class, core.handle(0));
    }

    @Test
    void spareTimeIsForWhoHasAWeightAndNoWindowOnAnotherHart() {
        Schedule schedule = new Schedule(
                List.of(
                        List.of(new Window(0, 10), new Window(1, 10), new Window(Window.SPARE, 10)),
                        List.of(new Window(1, 10), new Window(3, 10), new Window(Window.SPARE, 10))),
                100,
                List.of(1, 1, 1, 0));
        List<Integer> first = IntStream.range(-2, 6)
                .filter(partition -> schedule.shares(partition, 0))
                .boxed()
                .toList();
        List<Integer> second = IntStream.range(-2, 6)
                .filter(partition -> schedule.shares(partition, 1))
                .boxed()
                .toList();
        assertEquals(List.of(0, 2), first);
        assertEquals(List.of(2), second);
    }

    @Test
    void aVirtualHartRunsOnOneHartAtATime() {
        FakeMachine machine = new FakeMachine(2, 2048);
        Microkernel core = machine.boot(1, new Window(0, 100));
        FakeMachine.run(core, 0);
        assertInstanceOf(Resume.Enter.class, core.handle(1));
        assertInstanceOf(Resume.Idle.class, core.handle(0));
    }

    @Test
    void itsTimeDoesNotRunBackwardsOnAnotherHart() {
        FakeMachine machine = new FakeMachine(2, 2048);
        Microkernel core = machine.boot(1, new Window(0, 1000));
        FakeMachine.create(core, 0, FakeMachine.spec(2, 0x4000));
        core.control().start(0, RAM, 0);
        core.handle(0);
        machine.call(core, 0, 0x48534D, 0, 1, RAM, 0);
        machine.hart(0).csr(Csr.VSIE, 1 << 5);
        machine.hart(0).csr(Csr.VSTIMECMP, 40);
        machine.time = 60;
        machine.hart(0).csr(Csr.VSTIMECMP, 61);
        machine.waitForInterrupt(core, 0);
        machine.call(core, 0, 0x48534D, 1);
        // Hart 1's turn comes later, and its time is behind.
        machine.time = 50;
        assertEquals(new Resume.Idle(61), core.handle(1));
        machine.time = 60;
        machine.interrupt(core, 0);
        machine.time = 61;
        assertInstanceOf(Resume.Enter.class, core.handle(0));
        machine.time = 70;
        machine.hart(0).csr(Csr.VSTIMECMP, 0);
        core.control().pause(0);
        machine.interrupt(core, 0);
        core.control().resume(0);
        machine.time = 50;
        assertEquals(new Resume.Idle(70), core.handle(1));
        assertEquals(70, machine.hart(1).csr(Csr.STIMECMP));
    }

    @Test
    void aGuestsTimeIsNeverBeforeItsStart() {
        FakeMachine machine = new FakeMachine(2, 2048);
        Microkernel core = machine.boot(1, new Window(0, 1000));
        machine.time = 100;
        FakeMachine.run(core, 0);
        machine.time = 90;
        assertEquals(new Resume.Idle(100), core.handle(1), "hart 1's clock is behind that of the call");
        machine.time = 100;
        assertInstanceOf(Resume.Enter.class, core.handle(1));
    }

    @Test
    void aVirtualHartThatMovesLeavesNothingStale() {
        FakeMachine machine = new FakeMachine(2, 2048);
        Microkernel core = new Microkernel(
                machine.hardware,
                new Schedule(
                        List.of(
                                List.of(new Window(0, 100), new Window(Window.NOBODY, 100)),
                                List.of(new Window(Window.NOBODY, 100), new Window(0, 100))),
                        100),
                1);
        FakeMachine.run(core, 0);
        core.handle(0);
        core.handle(1);
        for (int turn = 1; turn < 6; turn++) {
            int to = turn % 2;
            machine.time = turn * 100L;
            machine.interrupt(core, 1 - to);
            machine.events.clear();
            machine.interrupt(core, to);
            int vmid = machine.hart(to).vmid();
            assertEquals(
                    List.of(
                            new FakeEvent.GStageFence(to, -1, vmid),
                            new FakeEvent.VsStageFence(to, vmid, -1, -1),
                            new FakeEvent.CodeFence(to)),
                    machine.events);
        }
    }

    @Test
    void siblingsThatAlternateAreFencedAndPartitionsAreNot() {
        FakeMachine machine = FakeMachine.small();
        Microkernel core = machine.boot(2, new Window(0, 100), new Window(1, 100));
        FakeMachine.create(core, 0, FakeMachine.spec(2, 0x4000));
        core.control().start(0, RAM, 0);
        FakeMachine.run(core, 1);
        core.handle(0);
        machine.time = 100;
        machine.interrupt(core, 0);
        machine.events.clear();
        machine.time = 200;
        machine.interrupt(core, 0);
        assertEquals(List.of(), machine.events, "the same virtual hart on the same hart: its VMID kept its entries");
        machine.call(core, 0, 0x48534D, 0, 1, RAM, 0);
        machine.hart(0).csr(Csr.VSIE, 1 << 1);
        machine.waitForInterrupt(core, 0);
        assertEquals(1, machine.hart(0).x(10));
        machine.events.clear();
        machine.call(core, 0, 0x735049, 0, 1, 0);
        machine.waitForInterrupt(core, 0);
        assertEquals(0, machine.hart(0).x(10));
        assertEquals(
                List.of(new FakeEvent.VsStageFence(0, machine.hart(0).vmid(), -1, -1)),
                machine.events,
                "ASIDs of siblings may clash");
    }

    @Test
    void whatHappensToOnePartitionInterruptsNoOther() {
        FakeMachine machine = FakeMachine.small();
        Microkernel core = machine.boot(2, new Window(0, 100), new Window(1, 100));
        FakeMachine.run(core, 0);
        core.handle(0);
        Monitor other = FakeMachine.run(core, 1);
        other.externalInterrupt(0, true);
        core.control().pause(1);
        core.control().resume(1);
        core.control().stop(1);
        core.control().destroy(1);
        assertFalse(machine.hart(0).isAwake());
    }

    @Test
    void aTableThatDoesNotFitTheMachineIsRefused() {
        FakeMachine machine = FakeMachine.small();
        assertThrows(IllegalArgumentException.class, () -> machine.boot(2, new Window(2, 100)));
        assertThrows(IllegalArgumentException.class, () -> machine.boot(0));
        machine.boot(Microkernel.MOST_PARTITIONS);
        assertThrows(IllegalArgumentException.class, () -> machine.boot(Microkernel.MOST_PARTITIONS + 1));
        List<List<Window>> two = List.of(List.of(), List.of());
        assertThrows(
                IllegalArgumentException.class, () -> new Microkernel(machine.hardware, new Schedule(two, 100), 1));
        assertThrows(IllegalArgumentException.class, () -> new Schedule(two, 0));
        assertThrows(IllegalArgumentException.class, () -> new Schedule(List.of(), 1, List.of(-1)));
        assertThrows(
                IllegalArgumentException.class, () -> new Schedule(List.of(), 1, List.of(Schedule.MOST_WEIGHT + 1)));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Schedule(List.of(), 1, Collections.nCopies(Schedule.MOST_SHARERS + 1, 1)));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Microkernel(machine.hardware, new Schedule(List.of(), 1, List.of(1, 1)), 1));
        assertThrows(IllegalArgumentException.class, () -> new Window(0, 0));
        assertThrows(IllegalArgumentException.class, () -> new Window(-3, 1));
    }

    @Test
    void whatIsAtTheLimitFits() {
        FakeMachine machine = FakeMachine.small();
        List<Window> many = Collections.nCopies(Schedule.MOST_WINDOWS, new Window(0, 1));
        new Microkernel(machine.hardware, new Schedule(List.of(many), 1), 1);
        assertThrows(
                IllegalArgumentException.class,
                () -> new Schedule(List.of(Collections.nCopies(Schedule.MOST_WINDOWS + 1, new Window(0, 1))), 1));
        List<Integer> weights = new ArrayList<>(Collections.nCopies(Schedule.MOST_SHARERS, Schedule.MOST_WEIGHT));
        weights.addAll(Collections.nCopies(100, 0));
        assertEquals(weights, new Schedule(List.of(), 1, weights).weights(), "who has no weight is no sharer");
        assertEquals(1L << 40, new Window(Window.SPARE, 1L << 40).ticks());
        assertThrows(IllegalArgumentException.class, () -> new Window(0, (1L << 40) + 1));
    }

    @Test
    void sharesOfSpareTimeAreAsTheWeights() {
        FakeMachine machine = FakeMachine.small();
        Schedule schedule = new Schedule(List.of(List.of(new Window(Window.SPARE, 100_000))), 100, List.of(1, 3));
        Microkernel core = new Microkernel(machine.hardware, schedule, 2);
        FakeMachine.run(core, 0);
        FakeMachine.run(core, 1);
        for (machine.time = 0; machine.time <= 40_000; machine.time += 100) {
            machine.interrupt(core, 0);
        }
        assertEquals(10_000, core.control().query(0).orElseThrow().ticksRun(), 200);
        assertEquals(30_000, core.control().query(1).orElseThrow().ticksRun(), 200);
    }

    @Test
    void whoIsInNoScheduleDisturbsNoSpareTime() {
        FakeMachine machine = FakeMachine.small();
        Schedule schedule = new Schedule(List.of(List.of(new Window(Window.SPARE, 1000))), 100, List.of(1));
        Microkernel core = new Microkernel(machine.hardware, schedule, 2);
        FakeMachine.run(core, 0);
        core.handle(0);
        FakeMachine.run(core, 1);
        assertFalse(machine.hart(0).isAwake(), "partition 1 has no time at all");
        assertEquals(0, core.inspection().partitionOn(0));
    }

    @Test
    void aHartWithoutWindowsSleeps() {
        FakeMachine machine = new FakeMachine(2, 2048);
        Microkernel core =
                new Microkernel(machine.hardware, new Schedule(List.of(List.of(new Window(0, 100))), 100), 1);
        FakeMachine.run(core, 0);
        assertInstanceOf(Resume.Enter.class, core.handle(0));
        assertEquals(new Resume.Idle(-1), core.handle(1));
    }

    @Test
    void whenNothingRunsTheMachineMayStopAndAResumeStartsItAgain() {
        FakeMachine machine = FakeMachine.small();
        Microkernel core = machine.boot(1, new Window(0, 100));
        assertInstanceOf(Resume.StopMachine.class, core.handle(0));
        assertEquals(-1, machine.hart(0).csr(Csr.STIMECMP));
        machine.time = 1030;
        FakeMachine.run(core, 0);
        assertInstanceOf(Resume.Enter.class, core.handle(0));
        assertEquals(1100, machine.hart(0).csr(Csr.STIMECMP));
        assertEquals(-1030, machine.hart(0).csr(Csr.HTIMEDELTA), "the guest's time starts at 0");
        assertEquals(0, core.control().query(0).orElseThrow().windowsLate(), "nobody was there to be late");
        core.control().stop(0);
        assertInstanceOf(Resume.StopMachine.class, machine.interrupt(core, 0));
        assertEquals(-1, machine.hart(0).csr(Csr.STIMECMP), "no alarm for nobody");
    }
}
