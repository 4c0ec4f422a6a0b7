package org.cofferdam.microkernel;

import static org.cofferdam.microkernel.FakeMachine.RAM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.cofferdam.microkernel.hardware.Csr;
import org.cofferdam.microkernel.hardware.GStageMode;
import org.cofferdam.microkernel.hardware.Rights;
import org.junit.jupiter.api.Test;

/** What follows a fault, and what the manager can do about a partition: reset, resize, and its monitor's balloon. */
final class HealthTest {
    private static final long SRST = 0x53525354;

    private static Neighbours faultingOutside(FaultAction action) {
        Neighbours system = new Neighbours(Map.of(FaultKind.ACCESS_OUTSIDE, action));
        system.machine.trap(system.core, 0, 20, 0x123);
        return system;
    }

    private static boolean isNoted(Neighbours system, FaultKind kind) {
        return system.core.control().audit().stream()
                .anyMatch(one -> one.partition() == 0 && one.event().equals(new AuditRecord.Faulted(kind)));
    }

    @Test
    void eachActionDoesWhatItSays() {
        Neighbours ignoring = faultingOutside(new FaultAction.Ignore());
        assertEquals(PartitionState.RUNNING, ignoring.info(0).state());
        assertTrue(isNoted(ignoring, FaultKind.ACCESS_OUTSIDE));

        Neighbours stopping = faultingOutside(new FaultAction.Stop());
        assertEquals(PartitionState.STOPPED, stopping.info(0).state());
        assertFalse(stopping.info(0).restartAsked());
        assertEquals(
                new StopReason.Faulted(FaultKind.ACCESS_OUTSIDE, 0),
                stopping.info(0).stopReason().orElseThrow());

        Neighbours restarting = faultingOutside(new FaultAction.Restart());
        assertEquals(PartitionState.STOPPED, restarting.info(0).state());
        assertTrue(restarting.info(0).restartAsked());

        Neighbours suspending = faultingOutside(new FaultAction.Suspend());
        assertEquals(PartitionState.PAUSED, suspending.info(0).state());
        assertEquals(Status.OK, suspending.core.control().resume(0));

        Neighbours signalling = faultingOutside(new FaultAction.Signal(0));
        assertEquals(PartitionState.RUNNING, signalling.info(0).state());
        assertEquals(1 << 3, signalling.done(1, Hypercall.DOORBELL_TAKE, -1));
    }

    /** On a machine of several harts the manager halts a partition while another hart still executes it. */
    @Test
    void whatOneTrapsForThatWasStoppedMeanwhileIsNotAnswered() {
        for (FaultAction action : List.of(
                new FaultAction.Stop(),
                new FaultAction.Restart(),
                new FaultAction.Suspend(),
                new FaultAction.Signal(0))) {
            Neighbours system = new Neighbours(Map.of(FaultKind.ACCESS_OUTSIDE, action));
            assertEquals(Status.OK, system.core.control().stop(0));
            system.machine.trap(system.core, 0, 20, 0x123);
            PartitionInfo info = system.info(0);
            assertEquals(PartitionState.STOPPED, info.state());
            assertEquals(new StopReason.Stopped(), info.stopReason().orElseThrow());
            assertFalse(info.restartAsked());
            assertFalse(isNoted(system, FaultKind.ACCESS_OUTSIDE));
            assertEquals(0, system.done(1, Hypercall.DOORBELL_TAKE, -1));
            assertEquals(Status.WRONG_STATE, system.core.control().resume(0), "it is stopped for good");
        }
        Neighbours calling = new Neighbours(Map.of());
        assertEquals(Status.OK, calling.core.control().stop(0));
        calling.machine.call(calling.core, 0, Hypercall.EXTENSION, Hypercall.DOORBELL_RING.number(), 0);
        assertEquals(0, calling.done(1, Hypercall.DOORBELL_TAKE, -1));
    }

    @Test
    void whatOneTrapsForThatWasPausedMeanwhileIsAnsweredWhenItGoesOn() {
        Neighbours system = new Neighbours(Map.of(FaultKind.ACCESS_OUTSIDE, new FaultAction.Stop()));
        FakeHart hart = system.machine.hart(0);
        hart.csr(Csr.SEPC, RAM + 0x40);
        assertEquals(Status.OK, system.core.control().pause(0));
        system.machine.trap(system.core, 0, 20, 0x123);
        assertEquals(PartitionState.PAUSED, system.info(0).state());
        assertEquals(1, system.info(0).exits().get(ExitCause.KICK));
        assertEquals(Status.OK, system.core.control().resume(0));
        system.core.handle(0);
        assertEquals(RAM + 0x40, hart.csr(Csr.SEPC), "at the same instruction");
        system.machine.trap(system.core, 0, 20, 0x123);
        assertEquals(PartitionState.STOPPED, system.info(0).state());
        assertTrue(isNoted(system, FaultKind.ACCESS_OUTSIDE));
    }

    @Test
    void aGuestThatSaysThatItFailedIsTreatedAsConfigured() {
        Neighbours restarting = new Neighbours(Map.of(FaultKind.SYSTEM_FAILURE, new FaultAction.Restart()));
        restarting.machine.call(restarting.core, 0, SRST, 0, 0, 1);
        assertTrue(restarting.info(0).restartAsked());
        assertTrue(isNoted(restarting, FaultKind.SYSTEM_FAILURE));
        Neighbours ignoring = new Neighbours(Map.of());
        ignoring.machine.call(ignoring.core, 0, SRST, 0, 0, 1);
        assertEquals(PartitionState.STOPPED, ignoring.info(0).state(), "it asked for that");
        assertFalse(ignoring.info(0).restartAsked());
    }

    @Test
    void whatCannotGoOnMayNotBeIgnored() {
        FakeMachine machine = FakeMachine.small();
        Microkernel core = machine.boot(1, new Window(0, 100));
        List<MemoryRegion> memory = List.of(new MemoryRegion(RAM, 0x4000, Rights.READ));
        for (FaultAction action : List.of(new FaultAction.Ignore(), new FaultAction.Signal(0))) {
            PartitionSpec spec = new PartitionSpec(
                    1, memory, List.of(), 100, GStageMode.SV39X4, Map.of(FaultKind.UNEXPECTED_TRAP, action));
            assertEquals(
                    new Creation.Refused(Status.INVALID_ARGUMENT),
                    core.control().create(0, spec));
        }
    }

    @Test
    void aResetLeavesNothingOfWhatWas() {
        Neighbours system = new Neighbours(Map.of());
        Control control = system.core.control();
        system.monitors.get(0).write(RAM, new byte[] {7}, 0, 1);
        long left = control.framesLeft();
        assertEquals(new Creation.Refused(Status.BUSY), control.reset(0));
        assertEquals(PartitionState.STOPPED, system.info(0).state());
        system.machine.interrupt(system.core, 0);
        Creation creation = control.reset(0);
        for (int i = 0; creation.equals(new Creation.Refused(Status.AGAIN)); i++) {
            assertTrue(i < 10, "it never ends");
            creation = control.reset(0);
        }
        Monitor monitor = assertInstanceOf(Creation.Created.class, creation).monitor();
        assertEquals(PartitionState.CREATED, system.info(0).state());
        assertEquals(left, control.framesLeft());
        byte[] one = {1};
        assertEquals(Status.OK, monitor.read(RAM, one, 0, 1));
        assertEquals(0, one[0]);
        assertEquals(Status.NO_PARTITION, system.monitors.get(0).read(RAM, one, 0, 1), "the old handle is dead");
        assertEquals(Status.OK, control.start(0, RAM, 0));
        assertEquals(new Creation.Refused(Status.NO_PARTITION), control.reset(7));
        assertEquals(new Creation.Refused(Status.NO_PARTITION), control.reset(-1));
    }

    @Test
    void aQuotaIsNeverLessThanWhatIsHeldNorMoreThanThereIs() {
        Neighbours system = new Neighbours(Map.of());
        Control control = system.core.control();
        PartitionInfo info = system.info(0);
        long left = control.framesLeft();
        assertEquals(Status.OVER_QUOTA, control.resize(0, info.framesUsed() - 1));
        assertEquals(Status.OVER_QUOTA, control.resize(0, -1));
        assertEquals(Status.OVER_QUOTA, control.resize(0, Long.MIN_VALUE));
        assertEquals(Status.NO_MEMORY, control.resize(0, info.quota() + left + 1));
        assertEquals(Status.NO_MEMORY, control.resize(0, Long.MAX_VALUE));
        assertEquals(Status.NO_PARTITION, control.resize(9, 1));
        assertEquals(left, control.framesLeft());
        assertEquals(Status.OK, control.resize(0, info.framesUsed()));
        assertEquals(left + info.quota() - info.framesUsed(), control.framesLeft());
        assertEquals(Status.OK, control.resize(0, info.quota() + left));
        assertEquals(0, control.framesLeft());
    }

    @Test
    void aBalloonKeepsToItsRegionsPagesAndQuota() {
        Neighbours system = new Neighbours(Map.of());
        Monitor monitor = system.monitors.get(0);
        Control control = system.core.control();
        long across = RAM + 0x1F_F000;
        assertEquals(Status.OK, control.resize(0, system.info(0).framesUsed() + 1));
        assertEquals(Status.OVER_QUOTA, monitor.giveBack(across, 2), "two large pages have to be split");
        assertEquals(0x20_0000, system.leaf(0, RAM).size());
        assertEquals(Status.OK, control.resize(0, system.info(0).framesUsed() + 2));
        assertEquals(Status.OK, monitor.giveBack(across, 2));
        byte[] one = new byte[1];
        assertEquals(Status.OK, monitor.read(across - 1, one, 0, 1));
        assertEquals(Status.OK, monitor.read(across + 0x2000, one, 0, 1), "the page behind is there");
        assertEquals(Status.OUTSIDE_MEMORY, monitor.giveBack(across - 0x1000, 2), "the second is gone already");
        assertEquals(Status.OK, control.resize(0, system.info(0).framesUsed() + 1));
        assertEquals(Status.OVER_QUOTA, monitor.takeBack(across, 2));
        assertEquals(Status.OK, monitor.takeBack(across, 1));
        assertEquals(Status.OK, control.resize(0, system.info(0).framesUsed() + 1));
        assertEquals(Status.OK, monitor.takeBack(across + 0x1000, 1));
        system.done(0, Hypercall.GRANT_SHARE, 1, RAM, 1, 1);
        assertEquals(Status.OUTSIDE_MEMORY, monitor.giveBack(RAM, 1), "it is shared");
        assertEquals(Status.OUTSIDE_MEMORY, monitor.giveBack(RAM + Neighbours.SIZE - 0x1000, 2));
        assertEquals(Status.OK, monitor.giveBack(RAM + Neighbours.SIZE - 0x1000, 1), "the last page");
        assertEquals(Status.OUTSIDE_MEMORY, monitor.takeBack(RAM + Neighbours.SIZE - 0x1000, 2));
        assertEquals(Status.OUTSIDE_MEMORY, monitor.takeBack(RAM - 0x1000, 1));
    }

    /** The table of a hole goes when a loan in it ends; then the pages need one again. */
    @Test
    void whatIsTakenBackIsPaidWithItsTables() {
        Neighbours system = new Neighbours(Map.of());
        Monitor monitor = system.monitors.get(0);
        Control control = system.core.control();
        assertEquals(Status.OK, monitor.giveBack(RAM, 512));
        long borrowed = system.done(1, Hypercall.GRANT_SHARE, 0, RAM, 1, 1);
        system.done(0, Hypercall.GRANT_ACCEPT, 1, borrowed, RAM, 1);
        system.done(0, Hypercall.GRANT_RETURN, 1, borrowed);
        assertEquals(Status.OK, control.resize(0, system.info(0).framesUsed() + 2));
        assertEquals(Status.OVER_QUOTA, monitor.takeBack(RAM, 2), "two pages and a table");
        assertEquals(Status.OK, control.resize(0, system.info(0).framesUsed() + 513));
        assertEquals(Status.OK, monitor.takeBack(RAM, 512));
        assertEquals(Status.OK, monitor.read(RAM + 0x1F_FFFF, new byte[1], 0, 1));
    }

    /** Two regions that follow on each other are two. */
    @Test
    void aBalloonDoesNotReachAcrossRegions() {
        FakeMachine machine = FakeMachine.small();
        Microkernel core = machine.boot(1, new Window(0, 100));
        Monitor monitor = FakeMachine.create(
                core,
                0,
                PartitionSpec.of(
                        1,
                        List.of(
                                new MemoryRegion(RAM, 0x2000, Rights.READ),
                                new MemoryRegion(RAM + 0x2000, 0x2000, Rights.READ_WRITE)),
                        List.of()));
        assertEquals(Status.OUTSIDE_MEMORY, monitor.giveBack(RAM + 0x1000, 2));
        assertEquals(Status.OK, monitor.giveBack(RAM + 0x1000, 1));
        assertEquals(Status.OK, monitor.giveBack(RAM + 0x2000, 1));
        assertEquals(Status.OUTSIDE_MEMORY, monitor.takeBack(RAM + 0x1000, 2));
        assertEquals(Status.OK, monitor.takeBack(RAM + 0x1000, 1));
        assertEquals(
                Status.OUTSIDE_MEMORY, monitor.write(RAM + 0x1000, new byte[1], 0, 1), "it has its region's rights");
    }

    @Test
    void aBalloonGivesWipedPagesBackAndTakesZeroedOnes() {
        Neighbours system = new Neighbours(Map.of());
        Monitor monitor = system.monitors.get(0);
        long used = system.info(0).framesUsed();
        monitor.write(RAM + 0x1000, new byte[] {7}, 0, 1);
        long frame = system.leaf(0, RAM).physical() + 0x1000;
        assertEquals(Status.OK, monitor.giveBack(RAM + 0x1000, 3));
        assertEquals(used - 3 + 1, system.info(0).framesUsed(), "three pages, and a table to split the large one");
        assertTrue(system.machine.memory.isZero(frame));
        byte[] one = {1};
        assertEquals(Status.OUTSIDE_MEMORY, monitor.read(RAM + 0x1000, one, 0, 1));
        assertEquals(Status.OUTSIDE_MEMORY, monitor.giveBack(RAM + 0x3000, 2), "one of them is gone already");
        assertEquals(Status.OUTSIDE_MEMORY, monitor.takeBack(RAM, 2), "one of them is there still");
        assertEquals(Status.OK, monitor.takeBack(RAM + 0x1000, 3));
        assertEquals(Status.OK, monitor.read(RAM + 0x1000, one, 0, 1));
        assertEquals(0, one[0]);
        // Small pages by now, so that there is no table to split: that would be a reason of its own to forget.
        FakeHart hart = system.machine.hart(0);
        GStageWalk.Leaf leaf = system.leaf(0, RAM + 0x2000);
        hart.tlb.add(new FakeHart.TlbEntry(hart.vmid(), leaf.guest(), leaf.physical()));
        assertEquals(Status.OK, monitor.giveBack(RAM + 0x2000, 1));
        assertTrue(hart.tlb.isEmpty(), "a hart remembers a page that is gone");
        for (int pages : new int[] {0, -1, 513, Integer.MIN_VALUE}) {
            assertEquals(Status.INVALID_ARGUMENT, monitor.giveBack(RAM, pages));
            assertEquals(Status.INVALID_ARGUMENT, monitor.takeBack(RAM, pages));
        }
        assertEquals(Status.INVALID_ARGUMENT, monitor.giveBack(RAM + 1, 1));
        assertEquals(Status.OUTSIDE_MEMORY, monitor.giveBack(Neighbours.REGION, 1), "it is not the partition's");
        assertEquals(Status.OUTSIDE_MEMORY, monitor.takeBack(-0x1000, 1));
    }
}
