package org.cofferdam.microkernel;

import static org.cofferdam.microkernel.FakeMachine.RAM;
import static org.cofferdam.microkernel.FakeMachine.UART;
import static org.cofferdam.microkernel.Neighbours.PLACE;
import static org.cofferdam.microkernel.Neighbours.REGION;
import static org.cofferdam.microkernel.Neighbours.SIZE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cofferdam.microkernel.hardware.GStageMode;
import org.cofferdam.microkernel.hardware.Rights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What grants give, what they take, and in which order. */
final class GrantCallsTest {
    private static final int RW = 3;
    private static final long LARGE = 0x20_0000;

    private final Neighbours system = new Neighbours(Map.of());
    private final byte[] byteOf = new byte[1];

    private long shared(int to, long base, long pages, int rights) {
        return system.done(0, Hypercall.GRANT_SHARE, to, base, pages, rights);
    }

    @Test
    void whatIsSharedIsSeenByBothAndEndsForTheBorrowerAlone() {
        long grant = shared(1, RAM + 0x1000, 3, RW);
        assertNull(system.leaf(1, PLACE), "an offer maps nothing");
        assertEquals(3, system.done(1, Hypercall.GRANT_ACCEPT, 0, grant, PLACE, 3));
        assertEquals(
                system.leaf(0, RAM).physical() + 0x1000, system.leaf(1, PLACE).physical());
        system.monitors.get(1).write(PLACE, new byte[] {42}, 0, 1);
        system.monitors.get(0).read(RAM + 0x1000, byteOf, 0, 1);
        assertEquals(42, byteOf[0]);
        system.done(0, Hypercall.GRANT_RECLAIM, grant);
        assertNull(system.leaf(1, PLACE));
        system.monitors.get(0).read(RAM + 0x1000, byteOf, 0, 1);
        assertEquals(42, byteOf[0], "it was the owner's all the time");
        assertEquals(Status.OUTSIDE_MEMORY, system.monitors.get(1).read(PLACE, byteOf, 0, 1));
    }

    @Test
    void aBorrowerHasNoMoreRightsThanItWasGiven() {
        system.done(1, Hypercall.GRANT_ACCEPT, 0, shared(1, RAM, 1, 1), PLACE, 1);
        assertEquals(0b0010, system.leaf(1, PLACE).flags() & 0b1110);
        assertEquals(Status.OUTSIDE_MEMORY, system.monitors.get(1).write(PLACE, byteOf, 0, 1));
    }

    @Test
    void whatIsLentIsUnmappedForgottenWipedAndMappedInThisOrder() {
        long frame = system.leaf(0, RAM + 0x1000).physical() + 0x1000;
        system.monitors.get(0).write(RAM + 0x1000, new byte[] {1}, 0, 1);
        system.machine.events.clear();
        long grant = system.done(0, Hypercall.GRANT_LEND, 1, RAM + 0x1000, 1, RW);
        assertNull(system.leaf(0, RAM + 0x1000));
        List<FakeEvent> events = List.copyOf(system.machine.events);
        FakeEvent fence = new FakeEvent.GStageFence(
                0, RAM + 0x1000, system.machine.hart(0).vmid());
        int unmapped = lastStoreOfZero(events);
        assertTrue(unmapped >= 0 && unmapped < events.lastIndexOf(fence), events::toString);

        system.machine.events.clear();
        system.done(1, Hypercall.GRANT_ACCEPT, 0, grant, PLACE, 1);
        events = List.copyOf(system.machine.events);
        int wiped = events.indexOf(new FakeEvent.Zeroed(frame, 4096));
        assertTrue(wiped >= 0 && wiped < lastStoreTo(events, frame), events::toString);
        assertEquals(frame, system.leaf(1, PLACE).physical());

        system.monitors.get(1).write(PLACE, new byte[] {2}, 0, 1);
        system.done(1, Hypercall.GRANT_RETURN, 0, grant);
        assertNull(system.leaf(1, PLACE));
        assertNull(system.leaf(0, RAM + 0x1000), "the owner takes it back by a call of its own");
        system.done(0, Hypercall.GRANT_RECLAIM, grant);
        system.monitors.get(0).read(RAM + 0x1000, byteOf, 0, 1);
        assertEquals(0, byteOf[0]);
    }

    private static int lastStoreOfZero(List<FakeEvent> events) {
        for (int i = events.size() - 1; i >= 0; i--) {
            if (events.get(i) instanceof FakeEvent.Stored(long _, long value) && value == 0) {
                return i;
            }
        }
        return -1;
    }

    private static int lastStoreTo(List<FakeEvent> events, long frame) {
        for (int i = events.size() - 1; i >= 0; i--) {
            if (events.get(i) instanceof FakeEvent.Stored(long _, long value) && (value >>> 10 << 12) == frame) {
                return i;
            }
        }
        return -1;
    }

    @ParameterizedTest
    @CsvSource({"GRANT_SHARE, true", "GRANT_SHARE, false", "GRANT_LEND, true", "GRANT_LEND, false"})
    void noHartRemembersWhatABorrowerHasLost(Hypercall offer, boolean returned) {
        // Keeps the table below it in use: to free that is a reason of its own to forget.
        system.done(1, Hypercall.GRANT_ACCEPT, 0, shared(1, RAM + 0x10_0000, 1, RW), PLACE + 0x10_0000, 1);
        for (long pages : new long[] {1, 20}) {
            long grant = system.done(0, offer, 1, RAM + 0x1000, pages, RW);
            system.done(1, Hypercall.GRANT_ACCEPT, 0, grant, PLACE, pages);
            FakeHart hart = system.machine.hart(1);
            for (GStageWalk.Leaf leaf : system.walk(1).leaves) {
                hart.tlb.add(new FakeHart.TlbEntry(hart.vmid(), leaf.guest(), leaf.physical()));
            }
            if (returned) {
                system.done(1, Hypercall.GRANT_RETURN, 0, grant);
            } else {
                system.done(0, Hypercall.GRANT_RECLAIM, grant);
            }
            for (FakeHart.TlbEntry entry : hart.tlb) {
                assertTrue(entry.guest() < PLACE || entry.guest() >= PLACE + pages * 0x1000, "a page that is gone");
            }
            hart.tlb.clear();
            if (returned) {
                system.done(0, Hypercall.GRANT_RECLAIM, grant);
            }
        }
    }

    @Test
    void largePagesAreSplitForAGrantAndMergedAfterIt() {
        assertEquals(LARGE, system.leaf(0, RAM).size());
        long before = system.info(0).framesUsed();
        long grant = system.done(0, Hypercall.GRANT_LEND, 1, RAM + 0x1000, 1, RW);
        assertEquals(4096, system.leaf(0, RAM).size());
        assertEquals(before + 1, system.info(0).framesUsed(), "a table more");
        system.done(0, Hypercall.GRANT_RECLAIM, grant);
        assertEquals(LARGE, system.leaf(0, RAM).size());
        assertEquals(before, system.info(0).framesUsed());
    }

    @Test
    void aTableThatServedAGrantIsFreedWithIt() {
        long before = system.info(1).framesUsed();
        long grant = shared(1, RAM, 2, 1);
        system.done(1, Hypercall.GRANT_ACCEPT, 0, grant, PLACE + LARGE - 0x1000, 2);
        assertEquals(before + 3, system.info(1).framesUsed());
        system.done(1, Hypercall.GRANT_RETURN, 0, grant);
        assertEquals(before, system.info(1).framesUsed());
    }

    @Test
    void whatIsDonatedGoesWithItsCharge() {
        PartitionInfo from = system.info(0);
        PartitionInfo to = system.info(1);
        long grant = system.done(0, Hypercall.GRANT_DONATE, 1, RAM, 8, RW);
        system.done(1, Hypercall.GRANT_ACCEPT, 0, grant, PLACE, 8);
        assertEquals(from.quota() - 8, system.info(0).quota());
        assertEquals(to.quota() + 8, system.info(1).quota());
        system.done(0, Hypercall.GRANT_RECLAIM, grant);
        assertNotEquals(null, system.leaf(1, PLACE), "it does not come back");
        assertEquals(-3, system.call(1, Hypercall.GRANT_RETURN, 0, grant));
        // What is its own now it may pass on.
        system.done(1, Hypercall.GRANT_SHARE, 0, PLACE, 1, 1);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "itself, -4, 0, 0, 1, 3",
        "a partition that may not know of it, -4, 3, 0, 1, 1",
        "a number beyond 32 bits, -4, 0x100000001, 0, 1, 1",
        "a negative number, -4, -1, 0, 1, 1",
        "for writing where nothing may flow back, -4, 2, 0, 1, 3",
        "no pages, -3, 1, 0, 0, 3",
        "too many pages, -3, 1, 0, 513, 3",
        "pages that wrap around, -3, 1, 0, -1, 3",
        "no page's address, -3, 1, 1, 1, 3",
        "rights that do not exist, -3, 1, 0, 1, 2",
        "no rights, -3, 1, 0, 1, 0",
        "more rights than bits, -3, 1, 0, 1, 0x103",
        "the end of memory and beyond, -5, 1, 0x3ff000, 2, 3",
        "nothing, -5, 1, 0x400000, 1, 3",
        "an address beyond the format, -5, 1, 0x20000000000, 1, 3",
        "an address that wraps around, -5, 1, -0x80001000, 2, 3",
        "a device, -5, 1, -0x70000000, 1, 3",
        "a shared region, -5, 1, 0x180000000, 1, 1"
    })
    void nothingIsOfferedThatMayNotBe(String what, int error, String to, String base, String pages, String rights) {
        List<Hypercall> all = List.of(Hypercall.GRANT_SHARE, Hypercall.GRANT_LEND, Hypercall.GRANT_DONATE);
        // What is lent or donated comes back wiped or not at all, so it may be written.
        for (Hypercall call : what.startsWith("for writing") ? all.subList(0, 1) : all) {
            PartitionInfo before = system.info(0);
            long result = system.call(
                    0, call, Long.decode(to), RAM + Long.decode(base), Long.decode(pages), Long.decode(rights));
            assertEquals(error, result, () -> call + " of " + what);
            assertEquals(before.framesUsed(), system.info(0).framesUsed());
        }
        assertEquals(UART, RAM - 0x7000_0000, "the device's row is what it says");
        assertEquals(REGION, RAM + 0x1_8000_0000L, "the region's row is what it says");
    }

    @Test
    void whatIsGrantedOrBorrowedIsNotGrantedOn() {
        long grant = shared(1, RAM, 2, RW);
        assertEquals(-5, system.call(0, Hypercall.GRANT_SHARE, 1, RAM + 0x1000, 1, 1), "it is shared already");
        system.done(1, Hypercall.GRANT_ACCEPT, 0, grant, PLACE, 2);
        assertEquals(-5, system.call(1, Hypercall.GRANT_SHARE, 0, PLACE, 1, 1), "it is borrowed");
        assertEquals(-5, system.call(1, Hypercall.GRANT_DONATE, 0, PLACE, 1, 1));
    }

    @Test
    void anOfferIsAcceptedOnceByItsBorrowerWhereNothingIs() {
        long grant = shared(1, RAM, 2, 1);
        assertEquals(-3, system.call(2, Hypercall.GRANT_ACCEPT, 0, grant, PLACE, 2), "it is another's");
        assertEquals(-3, system.call(1, Hypercall.GRANT_ACCEPT, 0, grant, PLACE, 1), "it has two pages");
        assertEquals(-3, system.call(1, Hypercall.GRANT_ACCEPT, 0, grant + 1, PLACE, 2));
        assertEquals(-3, system.call(1, Hypercall.GRANT_ACCEPT, 9, grant, PLACE, 2));
        assertEquals(-3, system.call(1, Hypercall.GRANT_ACCEPT, -1, -1, PLACE, 2));
        for (long place : new long[] {RAM, RAM + SIZE - 0x1000, UART, REGION, REGION + 0x2000, 1L << 41, -0x1000, 5}) {
            assertEquals(
                    -5,
                    system.call(1, Hypercall.GRANT_ACCEPT, 0, grant, place, 2),
                    () -> "at " + Long.toHexString(place));
        }
        system.done(1, Hypercall.GRANT_ACCEPT, 0, grant, PLACE, 2);
        assertEquals(-3, system.call(1, Hypercall.GRANT_ACCEPT, 0, grant, PLACE + 0x10000, 2), "twice");
        assertEquals(-3, system.call(0, Hypercall.GRANT_RETURN, 0, grant), "it is not the granter's to return");
        assertEquals(-3, system.call(1, Hypercall.GRANT_RECLAIM, grant), "nor the borrower's to reclaim");
        system.done(1, Hypercall.GRANT_RETURN, 0, grant);
        assertEquals(-3, system.call(1, Hypercall.GRANT_RETURN, 0, grant));
    }

    @Test
    void nothingIsAcceptedWhereWhatWasLentOutHasToComeBack() {
        assertEquals(Status.OK, system.monitors.get(1).giveBack(RAM, 3));
        assertEquals(Status.OK, system.monitors.get(1).takeBack(RAM + 0x1000, 1));
        long mine = system.done(1, Hypercall.GRANT_LEND, 0, RAM + 0x1000, 1, RW);
        long theirs = shared(1, RAM, 1, 1);
        assertEquals(-5, system.call(1, Hypercall.GRANT_ACCEPT, 0, theirs, RAM + 0x1000, 1));
        system.done(1, Hypercall.GRANT_ACCEPT, 0, theirs, RAM, 1);
        system.done(1, Hypercall.GRANT_ACCEPT, 0, shared(1, RAM + 0x1000, 1, 1), RAM + 0x2000, 1);
        system.done(1, Hypercall.GRANT_RECLAIM, mine);
    }

    @Test
    void thereIsPlaceBesideADeviceAtZeroAndAtTheLimit() {
        long limit = GStageMode.SV39X4.limit();
        int page = 0;
        for (long place : new long[] {UART - 0x1000, UART + 0x1000}) {
            system.done(1, Hypercall.GRANT_ACCEPT, 0, shared(1, RAM + 0x1000 * page++, 1, 1), place, 1);
        }
        assertEquals(Status.OK, system.core.control().resize(1, system.info(1).quota() + 8));
        for (long place : new long[] {0, limit - 0x1000}) {
            system.done(1, Hypercall.GRANT_ACCEPT, 0, shared(1, RAM + 0x1000 * page++, 1, 1), place, 1);
        }
    }

    @Test
    void nobodyGivesARightThatItHasNot() {
        FakeMachine machine = new FakeMachine(2, 2048);
        FlowPolicy both = new FlowPolicy(Set.of(new FlowPolicy.Flow(0, 1), new FlowPolicy.Flow(1, 0)));
        Microkernel core = new Microkernel(
                machine.hardware,
                new Schedule(List.of(List.of(new Window(0, 100)), List.of(new Window(1, 100))), 100),
                new Channels(both, List.of(), List.of(), List.of(), List.of()),
                2);
        List<MemoryRegion> regions = new java.util.ArrayList<>();
        regions.add(new MemoryRegion(RAM, 0x1000, Rights.READ_WRITE_EXECUTE));
        for (Rights rights : Rights.values()) {
            regions.add(new MemoryRegion(RAM + 0x10_0000 + rights.bits() * 0x1000L, 0x1000, rights));
        }
        FakeMachine.create(core, 0, PartitionSpec.of(1, regions, List.of()));
        FakeMachine.run(core, 1);
        core.control().start(0, RAM, 0);
        core.handle(0);
        for (Rights own : Rights.values()) {
            for (Rights wanted : Rights.values()) {
                long page = RAM + 0x10_0000 + own.bits() * 0x1000L;
                machine.call(
                        core, 0, Hypercall.EXTENSION, Hypercall.GRANT_SHARE.number(), 1, page, 1, wanted.bits());
                boolean has = (wanted.bits() & ~own.bits()) == 0;
                assertEquals(has ? 0 : -5, machine.hart(0).x(10), () -> own + " gives " + wanted);
                if (has) {
                    machine.call(core, 0, Hypercall.EXTENSION, Hypercall.GRANT_RECLAIM.number(), machine.hart(0).x(11));
                }
            }
        }
    }

    @Test
    void quotaAndSlotsEndAndNothingIsLeftBehind() {
        for (int i = 0; i < Grants.SLOTS; i++) {
            shared(1, RAM + i * 0x1000L, 1, 1);
        }
        assertEquals(-1, system.call(0, Hypercall.GRANT_SHARE, 1, RAM + 0x10_0000, 1, 1), "no slot");
        long before = system.info(1).framesUsed();
        int accepted = 0;
        while (system.call(1, Hypercall.GRANT_ACCEPT, 0, accepted, PLACE + accepted * (1L << 30), 1) == 0) {
            accepted++;
        }
        assertEquals(-64, system.machine.hart(1).x(10), "no room for tables");
        assertTrue(accepted > 0 && system.info(1).framesUsed() <= system.info(1).quota());
        for (int i = 0; i < Grants.SLOTS; i++) {
            system.done(0, Hypercall.GRANT_RECLAIM, i);
        }
        assertEquals(before, system.info(1).framesUsed());
    }

    @Test
    void whoIsDestroyedGivesBackWhatItBorrowedAndTakesBackWhatItGranted() {
        long given = system.done(0, Hypercall.GRANT_LEND, 1, RAM, 4, RW);
        system.done(1, Hypercall.GRANT_ACCEPT, 0, given, PLACE, 4);
        long taken = system.done(1, Hypercall.GRANT_SHARE, 0, RAM, 4, RW);
        system.done(0, Hypercall.GRANT_ACCEPT, 1, taken, PLACE, 4);
        Control control = system.core.control();
        control.stop(1);
        system.machine.interrupt(system.core, 1);
        while (control.destroy(1) == Status.AGAIN) {}
        assertNull(system.leaf(0, PLACE));
        system.done(0, Hypercall.GRANT_RECLAIM, given);
        assertEquals(Status.OK, system.monitors.get(0).read(RAM, new byte[0x4000], 0, 0x4000));
        // Whoever has the number now is somebody else.
        FakeMachine.create(system.core, 1, FakeMachine.spec(1, 0x4000));
        assertEquals(-3, system.call(0, Hypercall.GRANT_ACCEPT, 1, taken, PLACE, 4));
    }

    @Test
    void aReclaimThatFailsHasTakenNothingFromTheBorrower() {
        // All of a table's pages are lent out but one, which the balloon has; a loan that comes and goes there takes
        // the
        // empty table with it, and then the quota ends.
        long last = RAM + LARGE - 0x1000;
        long lent = system.done(0, Hypercall.GRANT_LEND, 1, RAM, 511, RW);
        system.done(1, Hypercall.GRANT_ACCEPT, 0, lent, PLACE, 511);
        assertEquals(Status.OK, system.monitors.get(0).giveBack(last, 1));
        long borrowed = system.done(1, Hypercall.GRANT_SHARE, 0, RAM, 1, RW);
        system.done(0, Hypercall.GRANT_ACCEPT, 1, borrowed, last, 1);
        system.done(0, Hypercall.GRANT_RETURN, 1, borrowed);
        Control control = system.core.control();
        assertEquals(Status.OK, control.resize(0, system.info(0).framesUsed()));

        assertEquals(SbiError.NO_MEMORY.number(), system.call(0, Hypercall.GRANT_RECLAIM, lent));
        assertEquals(0x1000, system.leaf(1, PLACE).size(), "the borrower still has it");
        assertEquals(Status.OK, control.resize(0, system.info(0).framesUsed() + 1));
        system.done(0, Hypercall.GRANT_RECLAIM, lent);
        assertNull(system.leaf(1, PLACE));
    }
}
