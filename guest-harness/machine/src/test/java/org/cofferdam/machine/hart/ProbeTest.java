package org.cofferdam.machine.hart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ProbeTest {
    private static final long BASE = TestMachine.BASE;
    private static final long DATA = BASE + 0x1000;
    private static final long END = 400_000;

    /** Sums and stores in a loop hot enough for its operations to be joined, with compressed instructions among them. */
    private static TestMachine loop() {
        TestMachine machine = new TestMachine();
        machine.write(
                BASE,
                "auipc a0, 1",
                "addi a1, zero, 0",
                "addi a1, a1, 3", // + 8
                "c.addi a2, 1", // + 12
                "xor a3, a1, a2", // + 14
                "c.mv a4, a3", // + 18
                "sd a4, 16(a0)", // + 20
                "ld a5, 16(a0)", // + 24
                "amoadd.d a6, a2, (a0)", // + 28
                "beq zero, zero, -24"); // + 32, to + 8
        return machine;
    }

    private static List<Long> state(Hart hart) {
        List<Long> state = new ArrayList<>();
        hart.forEachRegister((_, value) -> state.add(value));
        return state;
    }

    private static void continueTo(Hart hart, Halt expected) {
        hart.probe().release();
        hart.run(END);
        assertEquals(expected, hart.halt());
    }

    @Test
    void breakpointsHoldInCodeThatIsHotAlready() {
        TestMachine machine = loop().step(300_001);
        List<Long> places = List.of(BASE + 8, BASE + 12, BASE + 14, BASE + 18, BASE + 32);
        machine.hart.probe().stopAt(new StopPoints(places, List.of()));
        machine.hart.run(END);
        for (int i = 0; i < 20; i++) {
            Halt.Breakpoint halt = assertInstanceOf(Halt.Breakpoint.class, machine.hart.halt());
            assertEquals(machine.hart.pc, halt.address());
            int next = (places.indexOf(halt.address()) + 1) % places.size();
            continueTo(machine.hart, new Halt.Breakpoint(places.get(next)));
        }
    }

    @Test
    void aBreakpointWithinAnInstructionIsNone() {
        TestMachine machine = loop();
        machine.hart.probe().stopAt(new StopPoints(List.of(BASE + 10, BASE + 16), List.of()));
        machine.hart.run(1000);
        assertNull(machine.hart.halt());
    }

    @Test
    void watchpointsStopBeforeTheAccess() {
        TestMachine machine = loop().step(300_000);
        Hart hart = machine.hart;
        Watchpoint stores = new Watchpoint(DATA + 19, 1, false, true);
        Watchpoint loads = new Watchpoint(DATA + 22, 100, true, false);
        Watchpoint either = new Watchpoint(DATA, 8, true, true);
        hart.probe().stopAt(new StopPoints(List.of(), List.of(stores, loads, either)));
        hart.run(END);
        for (int i = 0; i < 10; i++) {
            Halt.Watched halt = assertInstanceOf(Halt.Watched.class, hart.halt());
            if (halt.watchpoint().equals(stores)) {
                assertEquals(new Halt.Watched(stores, DATA + 19), halt);
                assertEquals(BASE + 20, hart.pc);
                assertNotEquals(machine.memory.loadDouble(DATA + 16), hart.x[14]);
                continueTo(hart, new Halt.Watched(loads, DATA + 22));
            } else if (halt.watchpoint().equals(loads)) {
                assertEquals(BASE + 24, hart.pc);
                assertEquals(machine.memory.loadDouble(DATA + 16), hart.x[14]);
                continueTo(hart, new Halt.Watched(either, DATA));
            } else {
                assertEquals(BASE + 28, hart.pc);
                continueTo(hart, new Halt.Watched(stores, DATA + 19));
            }
        }
    }

    @Test
    void aHartThatIsReleasedGoesOn() {
        TestMachine machine = loop();
        machine.hart.probe().stopAt(new StopPoints(List.of(BASE + 14), List.of()));
        machine.hart.run(END);
        assertEquals(new Halt.Breakpoint(BASE + 14), machine.hart.halt());
        machine.hart.probe().stopAt(StopPoints.NONE);
        machine.hart.probe().release();
        machine.hart.run(END);
        assertEquals(END, machine.hart.cycle);
    }

    @Test
    void aStepIsOneInstructionOrOneTrap() {
        TestMachine machine = new TestMachine();
        machine.write(BASE, "addi a0, zero, 1", "ecall").write(BASE + 0x100, "addi a0, a0, 1");
        machine.hart.csrs.write(0x305, BASE + 0x100);
        long[] places = {BASE + 4, BASE + 0x100, BASE + 0x104};
        for (long place : places) {
            machine.hart.probe().release();
            machine.hart.probe().step();
            machine.hart.run(END);
            assertEquals(new Halt.Stepped(), machine.hart.halt());
            assertEquals(place, machine.hart.pc);
        }
    }

    @Test
    void codeThatChangesItselfStillStops() {
        TestMachine machine = new TestMachine();
        machine.write(BASE, "auipc a0, 0", "addi a1, zero, 0x13", "sw a1, 12(a0)", "ecall", "addi a2, zero, 5");
        machine.hart.probe().stopAt(new StopPoints(List.of(BASE + 12, BASE + 16), List.of()));
        machine.hart.run(END);
        assertEquals(new Halt.Breakpoint(BASE + 12), machine.hart.halt());
        continueTo(machine.hart, new Halt.Breakpoint(BASE + 16));
    }

    @Test
    void lookingChangesNothing() {
        TestMachine undisturbed = loop();
        undisturbed.hart.run(END);
        Random random = new Random(3);
        for (int trial = 0; trial < 5; trial++) {
            TestMachine machine = loop();
            Hart hart = machine.hart;
            int stops = 0;
            while (hart.cycle < END) {
                long place = BASE + 8 + 2L * random.nextInt(14);
                hart.probe().release();
                hart.probe()
                        .stopAt(new StopPoints(
                                List.of(place),
                                random.nextInt(3) == 0
                                        ? List.of(new Watchpoint(DATA + random.nextInt(32), 4, true, true))
                                        : List.of()));
                if (random.nextBoolean()) {
                    hart.probe().step();
                }
                hart.run(Math.min(END, hart.cycle + random.nextInt(5_000)));
                stops += hart.halt() == null ? 0 : 1;
            }
            assertEquals(state(undisturbed.hart), state(hart));
            assertEquals(true, stops > 100);
        }
    }

    @Test
    void inspectionLeavesTheTranslationsAlone() {
        TestMachine machine = new TestMachine();
        long root = BASE + 0x4000;
        // one gigabyte at 0x4000_0000 to RAM, valid, without A or D, for users only; another for 0x8000_0000
        machine.memory.storeDouble(root + 8, (BASE >>> 2) | PageTableEntry.V | PageTableEntry.X | PageTableEntry.U);
        Hart hart = machine.hart;
        hart.csrs.write(0x180, 8L << 60 | root >>> 12);
        hart.enter(Privilege.SUPERVISOR, false);
        List<Long> before = state(hart);
        assertEquals(BASE + 0x123, hart.memory.inspect(0x4000_0123));
        assertEquals(-1, hart.memory.inspect(0x8000_0000L));
        assertEquals(-1, hart.memory.inspect(1L << 50));
        assertEquals(before, state(hart));
        assertEquals(List.of(), hart.memory.cachedTranslations());
    }
}
