package org.cofferdam.machine.hart;

import static org.cofferdam.machine.hart.TestMachine.BASE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class InterruptProperties {

    private static final int[] PRIORITY = {11, 3, 7, 9, 1, 5, 12, 10, 2, 6, 13};

    /** Which interrupt is taken, and where to: -1, or the number, plus 100 times 0 for M, 1 for HS, 2 for VS. */
    private static int expected(
            Mode mode, long pending, long enabled, long mideleg, long hideleg, boolean mie, boolean sie, boolean vsie) {
        boolean machine = mode == Mode.M;
        boolean guest = mode.virtualized;
        boolean user = mode.privilege == Privilege.USER;
        for (int level = 0; level < 3; level++) {
            for (int irq : PRIORITY) {
                boolean toSupervisor = (mideleg >> irq & 1) != 0;
                boolean toGuest = toSupervisor && (hideleg >> irq & 1) != 0;
                int target = toGuest ? 2 : toSupervisor ? 1 : 0;
                boolean open =
                        switch (target) {
                            case 0 -> !machine || mie;
                            case 1 -> !machine && (user || guest || sie);
                            default -> guest && (user || vsie);
                        };
                if (target == level && open && (pending & enabled & 1L << irq) != 0) {
                    return 100 * target + irq;
                }
            }
        }
        return -1;
    }

    @Property
    void theRightInterruptGoesToTheRightMode(
            @ForAll Mode mode,
            @ForAll long pending,
            @ForAll long enabled,
            @ForAll long delegated,
            @ForAll long toGuest,
            @ForAll @IntRange(max = 7) int enables) {
        Hart hart = new TestMachine().hart;
        Csrs csrs = hart.csrs;
        csrs.write(0x303, delegated);
        csrs.write(0x603, toGuest);
        csrs.write(0x304, enabled);
        csrs.write(0x344, pending);
        csrs.write(0x645, pending);
        hart.interrupts.setLine(3, (pending & 8) != 0);
        hart.interrupts.setMachineTimer((pending & 0x80) != 0 ? 0 : -1);
        hart.interrupts.setLine(11, (pending & 0x800) != 0);
        csrs.write(0x300, (enables & 1) != 0 ? 8 : 0);
        csrs.write(0x100, (enables & 2) != 0 ? 2 : 0);
        csrs.write(0x200, (enables & 4) != 0 ? 2 : 0);
        mode.enter(hart);
        int expected = expected(
                mode,
                csrs.read(0x344),
                csrs.read(0x304),
                csrs.read(0x303),
                csrs.read(0x603),
                (enables & 1) != 0,
                (enables & 2) != 0,
                (enables & 4) != 0);
        boolean taken = hart.interrupts.sample();
        assertEquals(expected >= 0, taken);
        if (taken) {
            int[] causes = {0x342, 0x142, 0x242};
            int irq = expected % 100 - (expected >= 200 ? 1 : 0);
            assertEquals(Cause.INTERRUPT | irq, csrs.read(causes[expected / 100]));
        }
    }

    private static final String[] COUNTING = {"addi a0, a0, 1", "addi a1, a1, 1", "addi a2, a2, 1", "jal zero, -12"};

    @Property(tries = 200)
    void aTimerInterruptArrivesOnTheFirstCycleOfItsTick(
            @ForAll @IntRange(max = 2) int timer,
            @ForAll @LongRange(min = 1, max = 60) long deadline,
            @ForAll long delta,
            @ForAll @IntRange(min = 1, max = 700) int slice) {
        TestMachine machine = new TestMachine().write(BASE, COUNTING);
        Hart hart = machine.hart;
        Csrs csrs = hart.csrs;
        csrs.write(0x305, BASE + 0x100);
        csrs.write(0x105, BASE + 0x100);
        machine.write(BASE + 0x100, "jal zero, 0");
        csrs.write(0x30a, -1);
        csrs.write(0x60a, -1);
        csrs.write(0x14d, -1);
        csrs.write(0x303, 0x222);
        csrs.write(0x304, -1);
        csrs.write(0x24d, -1);
        switch (timer) {
            case 0 -> hart.interrupts.setMachineTimer(deadline);
            case 1 -> csrs.write(0x14d, deadline);
            default -> {
                csrs.write(0x605, delta);
                csrs.write(0x24d, deadline + delta);
            }
        }
        boolean wraps = timer == 2 && Long.compareUnsigned(delta, deadline + delta) > 0;
        hart.enter(Privilege.USER, false);
        while (hart.cycle < 1000) {
            hart.run(hart.cycle + slice);
        }
        int[] causes = {7, 5, 6};
        int status = timer == 0 ? 0x342 : 0x142;
        long first = wraps ? 0 : deadline * 10;
        assertEquals(Cause.INTERRUPT | causes[timer], csrs.read(status));
        assertEquals(BASE + first % 4 * 4, csrs.read(timer == 0 ? 0x341 : 0x141));
        assertEquals(wraps ? 0 : (first + 3) / 4, hart.x[10]);
    }

    @Example
    void aClockThatWrapsTakesItsInterruptBack() {
        TestMachine machine = new TestMachine().write(BASE, COUNTING);
        Csrs csrs = machine.hart.csrs;
        csrs.write(0x30a, -1);
        csrs.write(0x60a, -1);
        csrs.write(0x605, -10);
        csrs.write(0x24d, -5);
        machine.step(49);
        assertEquals(0, csrs.read(0x644) & 0x40);
        machine.step(1);
        assertEquals(0x40, csrs.read(0x644) & 0x40);
        machine.step(49);
        assertEquals(0x40, csrs.read(0x644) & 0x40);
        assertEquals(100, machine.hart.nextEventCycle);
        machine.step(1);
        assertEquals(0, csrs.read(0x644) & 0x40);
    }

    @Example
    void waitingEndsWithWhateverIsEnabledEvenIfItCannotBeTaken() {
        TestMachine machine = new TestMachine().write(BASE, "wfi", "addi a0, a0, 1", "jal zero, -8");
        Hart hart = machine.hart;
        hart.csrs.write(0x304, 0x80);
        hart.interrupts.setMachineTimer(100);
        machine.step(50);
        assertTrue(hart.waiting());
        assertEquals(1, hart.cycle);
        assertEquals(1000, hart.nextEventCycle);
        hart.idle(hart.nextEventCycle);
        hart.run(1003);
        assertFalse(hart.waiting());
        assertEquals(1, hart.x[10]);
        assertEquals(4, hart.retired);
    }

    @Example
    void waitingDoesNotBeginWhileSomethingEnabledIsPending() {
        TestMachine machine = new TestMachine().write(BASE, "wfi", "addi a0, a0, 1", "jal zero, -8");
        machine.hart.csrs.write(0x304, 2);
        machine.hart.csrs.write(0x344, 2);
        machine.step(3);
        assertEquals(1, machine.hart.x[10]);
    }

    @Example
    void aLineThatADeviceRaisesWakesTheHart() {
        TestMachine machine = new TestMachine().write(BASE, "wfi", "addi a0, a0, 1");
        machine.hart.csrs.write(0x304, 0x800);
        machine.step(5);
        assertTrue(machine.hart.waiting());
        machine.hart.interrupts.setLine(11, true);
        machine.step(1);
        assertEquals(1, machine.hart.x[10]);
    }
}
