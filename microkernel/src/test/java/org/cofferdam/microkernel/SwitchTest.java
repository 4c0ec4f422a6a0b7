package org.cofferdam.microkernel;

import static org.cofferdam.microkernel.FakeMachine.RAM;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

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
        machine.time = 10;
        machine.interrupt(core, 0);
        assertEquals(0, hart.csr(Csr.HVIP) | hart.csr(Csr.VSIE), "an idle hart has nothing pending");
        machine.time = 20;
        machine.interrupt(core, 0);
        assertEquals(1 << 10, hart.csr(Csr.HVIP));
    }

    @Test
    void eachHartIsSetUpForGuestsOnce() {
        assertEquals(0x444, hart.csr(Csr.HIDELEG));
        assertEquals(0xB1FF, hart.csr(Csr.HEDELEG));
        assertEquals(0b010, hart.csr(Csr.HCOUNTEREN), "cycle and instret tell of other partitions");
        assertEquals(1L << 63, hart.csr(Csr.HENVCFG));
    }
}
