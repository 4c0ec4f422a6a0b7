package org.cofferdam.microkernel;

import static org.cofferdam.microkernel.FakeMachine.RAM;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.cofferdam.microkernel.hardware.Csr;
import org.junit.jupiter.api.Test;

/** What crosses from one virtual hart to the next on a hart: nothing. */
final class SwitchTest {
    /** Every register that a VS- or VU-mode guest can change (Privileged Architecture, chapter Hypervisor; Sstc; F). */
    private static final List<Integer> GUEST_CSRS = List.of(
            Csr.VSSTATUS,
            Csr.VSIE,
            Csr.VSTVEC,
            Csr.VSSCRATCH,
            Csr.VSEPC,
            Csr.VSCAUSE,
            Csr.VSTVAL,
            Csr.VSATP,
            Csr.VSTIMECMP,
            Csr.HVIP,
            Csr.FCSR,
            Csr.SCOUNTEREN,
            Csr.SENVCFG);

    private final FakeMachine machine = FakeMachine.small();
    private final Microkernel core = machine.boot(2, new Window(0, 10), new Window(1, 10));
    private final FakeHart hart = machine.hart(0);

    @Test
    void aVirtualHartStartsWithNothingButItsArguments() {
        scribble(new Random(1));
        FakeMachine.create(core, 0, FakeMachine.spec(1, 0x4000));
        machine.time = 7;
        assertEquals(Status.OK, core.control().start(0, RAM + 0x100, 0x1234));
        assertInstanceOf(Resume.Enter.class, core.handle(0));

        long[] expected = new long[32];
        expected[11] = 0x1234;
        assertArrayEquals(expected, hart.x);
        assertArrayEquals(new long[32], hart.f);
        Map<Integer, Long> start = new TreeMap<>();
        GUEST_CSRS.forEach(csr -> start.put(csr, 0L));
        start.put(Csr.VSSTATUS, 2L << 32);
        start.put(Csr.VSTIMECMP, -1L);
        start.put(Csr.SCOUNTEREN, 7L);
        start.forEach((csr, value) -> assertEquals(value, hart.csr(csr), () -> "CSR " + Integer.toHexString(csr)));
        assertEquals(RAM + 0x100, hart.csr(Csr.SEPC));
        assertEquals(-7L, hart.csr(Csr.HTIMEDELTA));
        assertEquals(1 << 8, hart.csr(Csr.SSTATUS) & 1 << 8, "SRET goes to VS-mode");
        assertEquals(0, hart.csr(Csr.SSTATUS) & (1 << 18 | 1 << 19), "SUM and MXR of HS-mode reach into the guest");
        assertEquals(1 << 7 | 1 << 21 | 2L << 32, hart.csr(Csr.HSTATUS));
    }

    @Property(tries = 100)
    void everyRegisterComesBackAndNoneIsSeenByTheOther(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 5) int turns) {
        new SwitchTest().takeTurns(seed, turns);
    }

    private void takeTurns(long seed, int turns) {
        FakeMachine.run(core, 0);
        FakeMachine.run(core, 1);
        core.handle(0);
        Random random = new Random(seed);
        Map<Integer, long[]> left = new TreeMap<>();
        left.put(1, view(new long[32], new long[32], 1));
        for (int turn = 0; turn < 2 * turns; turn++) {
            int mine = turn % 2;
            scribble(random);
            // What happens during a window may not end it: interrupts and WFI are other tests' affair.
            left.put(mine, view(hart.x, hart.f, mine));
            hart.reservation = true;
            machine.time = (turn + 1) * 10L;
            assertInstanceOf(Resume.Enter.class, machine.interrupt(core, 0));
            assertFalse(hart.reservation, "a reservation crossed");
            if (turn > 0) {
                assertArrayEquals(left.get(1 - mine), view(hart.x, hart.f, 1 - mine));
            } else {
                assertArrayEquals(new long[32], hart.f);
                assertEquals(RAM, hart.csr(Csr.SEPC));
            }
        }
    }

    /** All that belongs to the virtual hart on the hart now; HS-mode's part of it as SRET would use it. */
    private long[] view(long[] x, long[] f, int partition) {
        long[] all = new long[64 + GUEST_CSRS.size() + 3];
        System.arraycopy(x, 0, all, 0, 32);
        System.arraycopy(f, 0, all, 32, 32);
        for (int i = 0; i < GUEST_CSRS.size(); i++) {
            all[64 + i] = hart.csr(GUEST_CSRS.get(i));
        }
        all[64 + GUEST_CSRS.size()] = hart.csr(Csr.SEPC);
        all[65 + GUEST_CSRS.size()] = hart.csr(Csr.SSTATUS) & 1 << 8;
        all[66 + GUEST_CSRS.size()] = partition;
        return all;
    }

    private void scribble(Random random) {
        for (int i = 0; i < 32; i++) {
            hart.x(i, random.nextLong());
            hart.f(i, random.nextLong());
        }
        GUEST_CSRS.forEach(csr -> hart.csr(csr, random.nextLong()));
        hart.csr(Csr.SEPC, random.nextLong());
        hart.csr(Csr.SSTATUS, random.nextLong());
    }

    @Test
    void theGuestsOwnChangeOfItsPendingInterruptIsKept() {
        Monitor monitor = FakeMachine.run(core, 0);
        core.handle(0);
        monitor.externalInterrupt(0, true);
        machine.call(core, 0, 0x735049, 0, 1, 0);
        assertEquals(1 << 10 | 1 << 2, hart.csr(Csr.HVIP));
        hart.csr(Csr.HVIP, 1 << 10);
        hart.csr(Csr.VSIE, 0x222);
        hart.csr(Csr.VSTIMECMP, 5);
        machine.time = 10;
        machine.interrupt(core, 0);
        assertEquals(0, hart.csr(Csr.HVIP) | hart.csr(Csr.VSIE), "an idle hart has nothing pending");
        assertEquals(-1, hart.csr(Csr.VSTIMECMP), "nor has it an alarm");
        machine.time = 20;
        machine.interrupt(core, 0);
        assertEquals(1 << 10, hart.csr(Csr.HVIP));
        assertEquals(0x222, hart.csr(Csr.VSIE));
        assertEquals(5, hart.csr(Csr.VSTIMECMP));
    }

    /** The two harts are its own by turns; what it left on the one it finds on the other, its alarm as well. */
    @Test
    void everyRegisterComesAlongToAnotherHart() {
        FakeMachine two = new FakeMachine(2, 2048);
        List<Window> own = List.of(new Window(0, 10), new Window(Window.NOBODY, 10));
        Microkernel moving = new Microkernel(two.hardware, new Schedule(List.of(own, own.reversed()), 100), 1);
        FakeMachine.run(moving, 0);
        moving.handle(0);
        moving.handle(1);
        Random random = new Random(7);
        for (int turn = 1; turn <= 6; turn++) {
            FakeHart from = two.hart(1 - turn % 2);
            FakeHart to = two.hart(turn % 2);
            for (int i = 1; i < 32; i++) {
                from.x(i, random.nextLong());
                from.f(i, random.nextLong());
            }
            GUEST_CSRS.forEach(csr -> from.csr(csr, random.nextLong()));
            from.csr(Csr.SEPC, random.nextLong());
            Map<Integer, Long> left = new TreeMap<>();
            GUEST_CSRS.forEach(csr -> left.put(csr, from.csr(csr)));
            left.put(Csr.SEPC, from.csr(Csr.SEPC));
            two.time = turn * 10L;
            two.interrupt(moving, from.number);
            assertInstanceOf(Resume.Enter.class, two.interrupt(moving, to.number));
            left.forEach((csr, value) -> assertEquals(value, to.csr(csr), () -> "CSR " + Integer.toHexString(csr)));
            assertArrayEquals(from.x, to.x);
            assertArrayEquals(from.f, to.f);
        }
    }

    @Test
    void whoIsStartedAgainFindsNothingOfItsLifeBefore() {
        FakeMachine.create(core, 0, FakeMachine.spec(2, 0x4000));
        core.control().start(0, RAM, 0);
        core.handle(0);
        for (int life = 0; life < 2; life++) {
            hart.csr(Csr.VSIE, 1 << 1);
            machine.call(core, 0, 0x48534D, 0, 1, RAM + 0x100, 42);
            machine.waitForInterrupt(core, 0);
            long[] expected = new long[32];
            expected[10] = 1;
            expected[11] = 42;
            assertArrayEquals(expected, hart.x, "life " + life);
            assertArrayEquals(new long[32], hart.f, "life " + life);
            assertEquals(0, hart.csr(Csr.VSSCRATCH));
            scribble(new Random(life));
            hart.csr(Csr.VSATP, 0);
            machine.call(core, 0, 0x735049, 0, 1, 0);
            machine.call(core, 0, 0x48534D, 1);
            assertEquals(RAM, hart.csr(Csr.SEPC) & ~0xFFL, "hart 0 goes on");
        }
    }

    @Test
    void eachHartIsSetUpForGuestsOnce() {
        FakeMachine used = new FakeMachine(2, 2048);
        used.harts.forEach(one -> List.of(
                        Csr.HGATP, Csr.HIDELEG, Csr.HEDELEG, Csr.HCOUNTEREN, Csr.HENVCFG, Csr.HSTATEEN0, Csr.STIMECMP)
                .forEach(csr -> one.csr(csr, 0x5555_5555_5555_5555L)));
        used.boot(1, new Window(0, 100));
        for (FakeHart one : used.harts) {
            assertEquals(0, one.csr(Csr.HGATP));
            assertEquals(-1, one.csr(Csr.STIMECMP));
            assertEquals(0x222, one.csr(Csr.SIE), "kicks, the alarm and devices");
            assertTrue(
                    used.events.contains(new FakeEvent.GStageFence(one.number, -1, -1)),
                    "nothing from before is remembered");
        }
        assertEquals(0x444, hart.csr(Csr.HIDELEG));
        assertEquals(0xB1FF, hart.csr(Csr.HEDELEG));
        assertEquals(0b010, hart.csr(Csr.HCOUNTEREN), "cycle and instret tell of other partitions");
        assertEquals(1L << 63, hart.csr(Csr.HENVCFG));
        assertEquals(1L << 62, hart.csr(Csr.HSTATEEN0), "senvcfg, and no state that is not switched");
    }
}
