package org.cofferdam.microkernel;

import static org.cofferdam.microkernel.FakeMachine.RAM;
import static org.cofferdam.microkernel.Neighbours.PLACE;
import static org.cofferdam.microkernel.Neighbours.SIZE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cofferdam.microkernel.frames.FrameState;
import org.cofferdam.microkernel.hardware.GStageMode;
import org.cofferdam.microkernel.hardware.Rights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Grants at the edges: of memory, of large pages, of quotas, of slots, of a partition's life. */
final class GrantLimitsTest {
    private static final int RW = 3;
    private static final long PAGE = 0x1000;
    private static final long LARGE = 0x20_0000;
    private static final long INVALID_PARAMETER = -3;
    private static final long INVALID_ADDRESS = -5;
    private static final long NO_MEMORY = -64;

    private final Neighbours system = new Neighbours(Map.of());
    private final Control control = system.core.control();

    /** Leaves a partition so many frames of its quota. */
    private void leaveRoom(int partition, long frames) {
        assertEquals(Status.OK, control.resize(partition, system.info(partition).framesUsed() + frames));
    }

    private FrameState state(long physical) {
        return system.core.inspection().frame(physical);
    }

    private void destroy(int partition) {
        control.stop(partition);
        system.machine.interrupt(system.core, partition);
        while (control.destroy(partition) == Status.AGAIN) {}
    }

    @Test
    void numbersOfGrantsEndAtTheLastSlot() {
        for (long number : new long[] {Grants.SLOTS, Grants.SLOTS + 1, -1, 1L << 31, 1L << 32, Long.MIN_VALUE}) {
            assertEquals(INVALID_PARAMETER, system.call(0, Hypercall.GRANT_RECLAIM, number));
            assertEquals(INVALID_PARAMETER, system.call(1, Hypercall.GRANT_ACCEPT, 0, number, PLACE, 1));
            assertEquals(INVALID_PARAMETER, system.call(1, Hypercall.GRANT_RETURN, 0, number));
        }
    }

    @Test
    void theLastPageOfMemoryAndTheLongestRunCanBeGranted() {
        system.done(0, Hypercall.GRANT_SHARE, 1, RAM + SIZE - PAGE, 1, RW);
        assertEquals(
                Grants.MOST_PAGES,
                system.done(
                        1,
                        Hypercall.GRANT_ACCEPT,
                        0,
                        system.done(0, Hypercall.GRANT_SHARE, 1, RAM, Grants.MOST_PAGES, RW),
                        PLACE,
                        Grants.MOST_PAGES));
    }

    @Test
    void everyPageOfARunIsLookedAt() {
        system.done(0, Hypercall.GRANT_SHARE, 1, RAM + 2 * PAGE, 1, RW);
        assertEquals(INVALID_ADDRESS, system.call(0, Hypercall.GRANT_SHARE, 1, RAM, 3, RW), "the last is shared already");
        system.done(0, Hypercall.GRANT_SHARE, 1, RAM, 2, RW);
    }

    /** Two pages on both sides of a border between large pages: each of those is split, and there have to be frames for both tables. */
    @Test
    void whatIsLentAcrossABorderSplitsTwoLargePagesAndBothAreMergedAgain() {
        long across = RAM + LARGE - PAGE;
        leaveRoom(0, 1);
        assertEquals(NO_MEMORY, system.call(0, Hypercall.GRANT_LEND, 1, across, 2, RW));
        assertEquals(LARGE, system.leaf(0, across).size(), "nothing was split");
        system.done(0, Hypercall.GRANT_RECLAIM, system.done(0, Hypercall.GRANT_SHARE, 1, across, 2, RW));
        leaveRoom(0, 2);
        long grant = system.done(0, Hypercall.GRANT_LEND, 1, across, 2, RW);
        assertEquals(PAGE, system.leaf(0, RAM).size());
        assertEquals(PAGE, system.leaf(0, RAM + LARGE + PAGE).size());
        system.done(0, Hypercall.GRANT_RECLAIM, grant);
        assertEquals(LARGE, system.leaf(0, RAM).size());
        assertEquals(LARGE, system.leaf(0, RAM + LARGE).size());
    }

    @Test
    void aBorrowerNeedsRoomForItsTablesAndNoMore() {
        long grant = system.done(0, Hypercall.GRANT_SHARE, 1, RAM, 1, RW);
        leaveRoom(1, 1);
        assertEquals(NO_MEMORY, system.call(1, Hypercall.GRANT_ACCEPT, 0, grant, PLACE, 1));
        leaveRoom(1, 2);
        system.done(1, Hypercall.GRANT_ACCEPT, 0, grant, PLACE, 1);
        assertEquals(system.info(1).quota(), system.info(1).framesUsed());
    }

    @Test
    void tablesOfALongGrantAreFreedAtBothItsEnds() {
        long before = system.info(1).framesUsed();
        long grant = system.done(0, Hypercall.GRANT_SHARE, 1, RAM, Grants.MOST_PAGES, RW);
        system.done(1, Hypercall.GRANT_ACCEPT, 0, grant, PLACE + LARGE - PAGE, Grants.MOST_PAGES);
        assertEquals(before + 3, system.info(1).framesUsed());
        system.done(0, Hypercall.GRANT_RECLAIM, grant);
        assertEquals(before, system.info(1).framesUsed());
    }

    @Test
    void theEndOfAGrantTakesNothingBeside() {
        long first = system.done(0, Hypercall.GRANT_SHARE, 1, RAM, 2, RW);
        long second = system.done(0, Hypercall.GRANT_SHARE, 1, RAM + 2 * PAGE, 1, RW);
        system.done(1, Hypercall.GRANT_ACCEPT, 0, first, PLACE, 2);
        system.done(1, Hypercall.GRANT_ACCEPT, 0, second, PLACE + 2 * PAGE, 1);
        system.done(0, Hypercall.GRANT_RECLAIM, first);
        assertNull(system.leaf(1, PLACE + PAGE));
        assertNotNull(system.leaf(1, PLACE + 2 * PAGE));
    }

    /** Up to 16 pages are forgotten one by one, more of them together with all others. */
    @Test
    void aFenceNamesEachPageOfAShortRun() {
        for (long pages : new long[] {3, 16, 17}) {
            system.done(0, Hypercall.GRANT_RECLAIM, system.done(0, Hypercall.GRANT_LEND, 1, RAM + PAGE, pages, RW));
            long kept = system.done(0, Hypercall.GRANT_LEND, 1, RAM, 1, RW);
            system.machine.events.clear();
            system.done(0, Hypercall.GRANT_LEND, 1, RAM + PAGE, pages, RW);
            int vmid = system.machine.hart(0).vmid();
            List<FakeEvent> expected = new java.util.ArrayList<>();
            for (long page = 1; page <= (pages > 16 ? 1 : pages); page++) {
                expected.add(new FakeEvent.GStageFence(0, pages > 16 ? -1 : RAM + page * PAGE, vmid));
            }
            assertEquals(
                    expected,
                    system.machine.events.stream()
                            .filter(FakeEvent.GStageFence.class::isInstance)
                            .toList());
            system.done(0, Hypercall.GRANT_RECLAIM, kept + 1);
            system.done(0, Hypercall.GRANT_RECLAIM, kept);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Hypercall.class,
            names = {"GRANT_SHARE", "GRANT_LEND"})
    void whatIsReturnedIsTheGrantersToReachOnlyIfItWasShared(Hypercall kind) {
        long frame = system.leaf(0, RAM).physical();
        long grant = system.done(0, kind, 1, RAM, 1, RW);
        system.done(1, Hypercall.GRANT_ACCEPT, 0, grant, PLACE, 1);
        system.done(1, Hypercall.GRANT_RETURN, 0, grant);
        var granter = system.core.inspection().account(0).orElseThrow();
        boolean shared = kind == Hypercall.GRANT_SHARE;
        assertEquals(shared ? new FrameState.Shared(granter, null) : new FrameState.Lent(granter, null), state(frame));
        assertEquals(
                shared ? Status.OK : Status.OUTSIDE_MEMORY, system.monitors.get(0).read(RAM, new byte[1], 0, 1));
    }

    @Test
    void whoeverIsDestroyedLeavesNoneOfItsGrantsBehind() {
        for (int i = 0; i < 3; i++) {
            Hypercall kind = List.of(Hypercall.GRANT_SHARE, Hypercall.GRANT_LEND, Hypercall.GRANT_DONATE)
                    .get(i);
            long grant = system.done(0, kind, 1, RAM + i * PAGE, 1, RW);
            system.done(1, Hypercall.GRANT_ACCEPT, 0, grant, PLACE + i * PAGE, 1);
        }
        long donated = system.leaf(1, PLACE + 2 * PAGE).physical();
        assertEquals(Status.OK, system.monitors.get(1).write(PLACE + 2 * PAGE, new byte[] {5}, 0, 1));
        destroy(0);
        assertNull(system.leaf(1, PLACE));
        assertNull(system.leaf(1, PLACE + PAGE));
        assertEquals(donated, system.leaf(1, PLACE + 2 * PAGE).physical(), "what was donated is the other's");
        byte[] one = new byte[1];
        assertEquals(Status.OK, system.monitors.get(1).read(PLACE + 2 * PAGE, one, 0, 1));
        assertEquals(5, one[0]);
        destroy(1);
        assertTrue(state(donated) instanceof FrameState.Free);
    }

    /** Two granters have 128 slots together, one borrower has 64. */
    @Test
    void aBorrowerHasSlotsToo() {
        FakeMachine machine = new FakeMachine(3, 4096);
        FlowPolicy policy = new FlowPolicy(Set.of(new FlowPolicy.Flow(0, 2), new FlowPolicy.Flow(1, 2)));
        List<List<Window>> harts = List.of(
                List.of(new Window(0, 1000)), List.of(new Window(1, 1000)), List.of(new Window(2, 1000)));
        Microkernel core = new Microkernel(
                machine.hardware,
                new Schedule(harts, 100),
                new Channels(policy, List.of(), List.of(), List.of(), List.of()),
                3);
        List<MemoryRegion> memory = List.of(new MemoryRegion(RAM, 0x8_0000, Rights.READ_WRITE_EXECUTE));
        long quota = PartitionSpec.framesNeeded(memory, GStageMode.SV39X4) + 4;
        for (int number = 0; number < 3; number++) {
            FakeMachine.create(core, number, new PartitionSpec(1, memory, List.of(), quota));
            core.control().start(number, RAM, 0);
            core.handle(number);
        }
        for (int i = 0; i <= Grants.SLOTS; i++) {
            int granter = i < Grants.SLOTS ? 0 : 1;
            long page = i % Grants.SLOTS;
            machine.call(core, granter, Hypercall.EXTENSION, Hypercall.GRANT_SHARE.number(), 2, RAM + page * PAGE, 1, 1);
            assertEquals(0, machine.hart(granter).x(10));
            machine.call(
                    core, 2, Hypercall.EXTENSION, Hypercall.GRANT_ACCEPT.number(), granter, page, PLACE + i * PAGE, 1);
            assertEquals(i < Grants.SLOTS ? 0 : NO_MEMORY, machine.hart(2).x(10), "grant " + i);
        }
    }
}
