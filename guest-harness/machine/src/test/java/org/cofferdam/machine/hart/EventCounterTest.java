package org.cofferdam.machine.hart;

import static org.cofferdam.machine.hart.TestMachine.BASE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** Zihpm and Sscofpmf: what is counted in which mode, and that an overflow interrupts at the instruction it is due. */
class EventCounterTest {

    private static final int SELECTOR = 0x323;
    private static final int COUNTER = 0xb03;
    private static final int OVERFLOWS = 0xda0;
    private static final int PENDING = 0x344;
    private static final long OVERFLOWED = 1L << 63;
    private static final long OVERFLOW_INTERRUPT = 1L << 13;
    private static final long HANDLER = BASE + 0x2000;
    private static final long CYCLES = 1;
    private static final long INSTRUCTIONS = 2;
    private static final long LOAD_WALKS = 0x1_0019;
    private static final long STORE_WALKS = 0x1_001b;
    private static final long FETCH_WALKS = 0x1_0021;
    private static final long EXCEPTIONS = 0x2_0001;
    private static final long INTERRUPTS = 0x2_0002;

    private final TestMachine machine = new TestMachine();
    private final Hart hart = machine.hart;
    private final Csrs csrs = hart.csrs;

    /** So many instructions that do nothing. */
    private void nothing(int count) {
        for (int i = 0; i < count; i++) {
            machine.write(BASE + 4L * i, "addi x0, x0, 0");
        }
    }

    private void awaitOverflow() {
        machine.write(HANDLER, "jal x0, 0");
        csrs.write(0x305, HANDLER);
        csrs.write(0x304, OVERFLOW_INTERRUPT);
        csrs.write(0x300, 8);
    }

    @Property(tries = 200)
    void anOverflowInterruptsRightAfterItsInstruction(
            @ForAll @IntRange(min = 1, max = 300) int left,
            @ForAll boolean cycles,
            @ForAll @IntRange(min = 1, max = 400) int turn) {
        TestMachine machine = new TestMachine();
        Csrs csrs = machine.hart.csrs;
        for (int i = 0; i < 400; i++) {
            machine.write(BASE + 4L * i, "addi x0, x0, 0");
        }
        csrs.write(0x305, HANDLER);
        csrs.write(0x304, OVERFLOW_INTERRUPT);
        csrs.write(0x300, 8);
        csrs.write(SELECTOR, cycles ? CYCLES : INSTRUCTIONS);
        csrs.write(COUNTER, -left);
        machine.write(HANDLER, "jal x0, 0");
        while (machine.mepc() == 0) {
            machine.hart.run(machine.hart.cycle + turn);
        }
        assertEquals(BASE + 4L * left, machine.mepc());
        assertEquals(1L << 63 | 13, machine.mcause());
        assertEquals(OVERFLOWED | (cycles ? CYCLES : INSTRUCTIONS), csrs.read(SELECTOR));
        assertEquals(8, csrs.read(OVERFLOWS));
    }

    @Example
    void whatHasOverflowedInterruptsNoMoreUntilSoftwareClearsIt() {
        nothing(20);
        awaitOverflow();
        csrs.write(SELECTOR, OVERFLOWED | INSTRUCTIONS);
        csrs.write(COUNTER, -2);
        machine.step(10);
        assertEquals(BASE + 40, hart.pc);
        assertEquals(8, csrs.read(COUNTER));
        csrs.write(SELECTOR, INSTRUCTIONS);
        machine.step(1);
        assertEquals(BASE + 44, hart.pc, "the past overflow is forgotten");
        csrs.write(COUNTER, -1);
        machine.step(2);
        assertEquals(HANDLER, hart.pc);
    }

    @Example
    void aWriteOfZeroIsNoOverflow() {
        machine.write(BASE, "csrrw x0, 0xb03, x0", "csrrw x1, 0xb03, x2", "csrrs x3, 0xb03, x0");
        awaitOverflow();
        csrs.write(SELECTOR, INSTRUCTIONS);
        hart.x[2] = -1;
        machine.step(3);
        assertEquals(0, hart.x[1], "an instruction's write takes precedence over its own counting");
        assertEquals(-1, hart.x[3]);
        assertEquals(0, csrs.read(COUNTER));
        assertEquals(BASE + 12, hart.pc);
        machine.step(1);
        assertEquals(HANDLER, hart.pc, "after the reading instruction");
        assertEquals(BASE + 12, machine.mepc());
    }

    @Example
    void eachModeCanBeLeftOut() {
        for (Mode mode : Mode.values()) {
            int ownBit =
                    switch (mode) {
                        case M -> 62;
                        case HS -> 61;
                        case U -> 60;
                        case VS -> 59;
                        case VU -> 58;
                    };
            for (int bit = 58; bit <= 62; bit++) {
                TestMachine machine = new TestMachine();
                for (int i = 0; i < 10; i++) {
                    machine.write(BASE + 4L * i, "addi x0, x0, 0");
                }
                machine.hart.csrs.write(SELECTOR, 1L << bit | INSTRUCTIONS);
                mode.enter(machine.hart);
                machine.step(10);
                assertEquals(bit == ownBit ? 0 : 10, machine.hart.csrs.read(COUNTER), mode + " " + bit);
            }
        }
    }

    /** A return is an instruction of the mode that executes it; so is nothing that the trap interrupts. */
    @Example
    void instructionsCountInTheModeThatExecutesThem() {
        machine.write(BASE, "mret").write(BASE + 0x100, "addi x0, x0, 0", "addi x0, x0, 0", "ecall");
        machine.write(HANDLER, "addi x0, x0, 0");
        csrs.write(0x305, HANDLER);
        csrs.write(0x341, BASE + 0x100);
        csrs.write(SELECTOR, 1L << 62 | INSTRUCTIONS);
        csrs.write(SELECTOR + 1, 1L << 60 | INSTRUCTIONS);
        csrs.write(SELECTOR + 2, 1L << 62 | CYCLES);
        machine.step(5);
        assertEquals(HANDLER + 4, hart.pc);
        assertEquals(2, csrs.read(COUNTER), "user mode");
        assertEquals(2, csrs.read(COUNTER + 1), "machine mode");
        assertEquals(3, csrs.read(COUNTER + 2), "the call is a cycle of user mode");
    }

    @Example
    void inhibitedCountersStandStill() {
        machine.write(BASE, "addi x0, x0, 0", "csrrw x0, 0x320, x1", "addi x0, x0, 0", "csrrw x0, 0x320, x0");
        machine.write(BASE + 16, "addi x0, x0, 0");
        csrs.write(SELECTOR, INSTRUCTIONS);
        csrs.write(SELECTOR + 1, INSTRUCTIONS);
        hart.x[1] = 8;
        machine.step(5);
        assertEquals(3, csrs.read(COUNTER), "before, the one that releases it, and after");
        assertEquals(5, csrs.read(COUNTER + 1));
    }

    @Example
    void whatIsReleasedTwiceOrStoppedTwiceCountsOn() {
        machine.write(BASE, "addi x0, x0, 0", "addi x0, x0, 0", "jal x0, -8");
        csrs.write(0xb02, 100);
        machine.step(3);
        csrs.write(0x320, 0);
        assertEquals(103, csrs.read(0xb02), "it was not stopped");
        machine.step(4);
        csrs.write(0x320, 4);
        machine.step(5);
        csrs.write(0x320, 4);
        assertEquals(107, csrs.read(0xb02), "it was stopped");
        csrs.write(0x320, 0);
        machine.step(1);
        assertEquals(108, csrs.read(0xb02));
    }

    @Example
    void exceptionsAndInterruptsAreCounted() {
        machine.write(BASE, "ecall");
        csrs.write(0x305, BASE);
        csrs.write(SELECTOR, EXCEPTIONS);
        csrs.write(SELECTOR + 1, INTERRUPTS);
        machine.step(7);
        csrs.write(0x304, 2);
        csrs.write(0x344, 2);
        csrs.write(0x300, 8);
        machine.step(1);
        assertEquals(7, csrs.read(COUNTER));
        assertEquals(1, csrs.read(COUNTER + 1));
    }

    /** Bare tables of one leaf: a gigapage that is RAM, at two virtual addresses. */
    private void translate() {
        long root = BASE + 0x1000;
        machine.memory.storeDouble(root + 2 * 8, BASE >>> 2 | 0xcf);
        machine.memory.storeDouble(root + 3 * 8, BASE >>> 2 | 0xcf);
        csrs.write(0x180, 8L << 60 | root >>> 12);
        Mode.HS.enter(hart);
    }

    @Example
    void walksOfTablesAreCountedByWhatTheyAreFor() {
        machine.write(BASE, "ld x2, 0(x1)", "ld x2, 0(x1)", "sd x2, 0(x3)", "sfence.vma x0, x0", "sd x2, 8(x3)");
        hart.x[1] = BASE + 0x4000_0000L;
        hart.x[3] = BASE + 0x3000;
        csrs.write(SELECTOR, LOAD_WALKS);
        csrs.write(SELECTOR + 1, STORE_WALKS);
        csrs.write(SELECTOR + 2, FETCH_WALKS);
        translate();
        machine.step(4);
        assertEquals(1, csrs.read(COUNTER));
        assertEquals(0, csrs.read(COUNTER + 1), "the fetch has found the same leaf");
        assertEquals(1, csrs.read(COUNTER + 2));
        machine.step(1);
        assertEquals(2, csrs.read(COUNTER + 1) + csrs.read(COUNTER + 2));
    }

    /** In the middle of a block: the load has happened, the next instruction has not. */
    @Example
    void anOverflowByAWalkInterruptsAfterTheInstructionThatWalks() {
        machine.write(BASE, "addi x5, x5, 1", "addi x5, x5, 1", "ld x2, 0(x1)", "addi x5, x5, 1", "addi x5, x5, 1");
        hart.x[1] = BASE + 0x4000_0000L;
        awaitOverflow();
        csrs.write(SELECTOR, LOAD_WALKS);
        csrs.write(COUNTER, -1);
        translate();
        machine.step(20);
        assertEquals(BASE + 12, machine.mepc());
        assertEquals(2, hart.x[5]);
        assertEquals(machine.memory.loadDouble(BASE), hart.x[2]);
        assertEquals(0, csrs.read(COUNTER));
        assertEquals(8, csrs.read(OVERFLOWS));
    }

    /** The walk is for an instruction that has not begun. */
    @Example
    void anOverflowByAFetchInterruptsBeforeTheInstruction() {
        machine.write(BASE, "addi x5, x5, 1", "jalr x0, 0(x1)").write(BASE + 0x100, "addi x5, x5, 1");
        hart.x[1] = BASE + 0x4000_0100L;
        awaitOverflow();
        csrs.write(SELECTOR, FETCH_WALKS);
        csrs.write(COUNTER, -2);
        translate();
        machine.step(20);
        assertEquals(BASE + 0x4000_0100L, machine.mepc());
        assertEquals(1, hart.x[5]);
        assertEquals(1L << 63 | 13, machine.mcause());
    }

    @Example
    void supervisorsSeeOverflowsOfTheCountersTheyMayRead() {
        for (int i = 0; i < 8; i++) {
            csrs.write(SELECTOR + i, OVERFLOWED);
        }
        csrs.write(0x306, 0x338);
        csrs.write(0x606, 0x3d0);
        assertEquals(0x7f8, csrs.set(OVERFLOWS, 0, false));
        Mode.HS.enter(hart);
        assertEquals(0x338, csrs.set(OVERFLOWS, 0, false));
        Mode.VS.enter(hart);
        assertEquals(0x310, csrs.set(OVERFLOWS, 0, false));
    }

    @Property
    void selectorsHoldKnownEventsAndFlags(@ForAll long wanted, @ForAll @LongRange(min = 0, max = 3) long small) {
        long flags = wanted & 0xfc00_0000_0000_0000L;
        csrs.write(SELECTOR, flags | small);
        assertEquals(flags | (small == 3 ? 0 : small), csrs.read(SELECTOR));
        csrs.write(SELECTOR, wanted | (1L << 41));
        assertEquals(flags, csrs.read(SELECTOR));
        csrs.write(SELECTOR + 8, wanted);
        assertEquals(0, csrs.read(SELECTOR + 8));
        csrs.write(PENDING, 0);
    }
}
