package org.cofferdam.machine.hart;

import static org.cofferdam.machine.hart.TestMachine.BASE;
import static org.cofferdam.machine.hart.TestMachine.SIZE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.cofferdam.machine.device.Device;
import org.cofferdam.machine.devicetree.DeviceTree;
import org.cofferdam.machine.devicetree.InterruptSpecifier;
import org.cofferdam.machine.instructions.Rv64;
import org.cofferdam.machine.state.StateReader;
import org.cofferdam.machine.state.StateWriter;
import org.junit.jupiter.api.Test;

class InterpreterTest {
    private static final int A0 = 10;
    private static final int A1 = 11;
    private static final long DEVICE = 0x1000_0000L;

    /** Sums the numbers from 1 to 10 with a load and a store in each turn. */
    private static final String[] LOOP = {
        "c.li a0, 0",
        "addi a1, zero, 10",
        "auipc a2, 0x1",
        "sd a1, 0(a2)",
        "ld a3, 0(a2)",
        "c.add a0, a3",
        "addi a1, a1, -1",
        "bne a1, zero, -14",
        "jal zero, 0",
    };

    private static final int LOOP_LENGTH = 3 + 10 * 5;

    @Test
    void aLoopComputesAndCountsItsInstructions() {
        TestMachine machine = new TestMachine().write(BASE, LOOP).step(LOOP_LENGTH);
        assertEquals(55, machine.hart.x[A0]);
        assertEquals(LOOP_LENGTH, machine.hart.retired);
        assertEquals(LOOP_LENGTH, machine.hart.cycle);
        assertEquals(BASE + 28, machine.hart.pc);
    }

    @Test
    void aBudgetThatEndsAtAnyInstructionChangesNothing() {
        TestMachine whole = new TestMachine().write(BASE, LOOP).step(LOOP_LENGTH + 5);
        for (int cut = 0; cut <= LOOP_LENGTH + 5; cut++) {
            TestMachine parts = new TestMachine().write(BASE, LOOP).step(cut);
            assertEquals(cut, parts.hart.retired);
            parts.step(LOOP_LENGTH + 5 - cut);
            assertArrayEquals(whole.hart.x, parts.hart.x);
            assertEquals(whole.hart.pc, parts.hart.pc);
            assertEquals(whole.hart.cycle, parts.hart.cycle);
            assertEquals(-1, whole.memory.contents().mismatch(parts.memory.contents()));
        }
    }

    @Test
    void singleStepsGoThroughTheSameInstructions() {
        TestMachine machine = new TestMachine().write(BASE, LOOP);
        for (int i = 0; i < LOOP_LENGTH; i++) {
            assertEquals(i, machine.hart.retired);
            machine.step(1);
        }
        assertEquals(55, machine.hart.x[A0]);
    }

    /** Counts a0 down and walks a2 through memory; hot enough for its instructions to be joined. */
    private static final String[] HOT_LOOP = {
        "lui a0, 0x10",
        "auipc a2, 0x3e",
        "c.addi a3, 1",
        "sd a0, 0(a2)",
        "c.add a4, a0",
        "slli a5, a4, 3",
        "addi a2, a2, -8",
        "ld a6, 8(a2)",
        "c.addi a0, -1",
        "bne a0, zero, -22",
        "jal zero, 0",
    };

    private static final int HOT_TURN = 8;

    @Test
    void joinedInstructionsCanBeCutAnywhere() {
        for (int turns : List.of(10, 25_000)) {
            long start = 2 + (long) turns * HOT_TURN;
            TestMachine whole = new TestMachine().write(BASE, HOT_LOOP).step(start + HOT_TURN);
            for (int cut = 0; cut <= HOT_TURN; cut++) {
                TestMachine parts = new TestMachine().write(BASE, HOT_LOOP).step(start + cut);
                assertEquals(start + cut, parts.hart.retired);
                parts.step(HOT_TURN - cut);
                assertArrayEquals(whole.hart.x, parts.hart.x);
                assertEquals(whole.hart.pc, parts.hart.pc);
                assertEquals(-1, whole.memory.contents().mismatch(parts.memory.contents()));
            }
        }
    }

    @Test
    void aTrapAmongJoinedInstructionsIsExact() {
        // Walks upwards out of RAM after 0x3e000 / 8 turns.
        TestMachine machine = new TestMachine()
                .write(
                        BASE,
                        "auipc a2, 0x2",
                        "addi a3, a3, 1",
                        "addi a4, a4, 1",
                        "ld a5, 0(a2)",
                        "addi a2, a2, 8",
                        "addi a6, a6, 1",
                        "beq zero, zero, -20")
                .write(BASE + 0x100, "csrrs a7, 0xb02, zero", "jal zero, 0");
        machine.hart.csrs.write(0x305, BASE + 0x100);
        long turns = 0x3e000 / 8;
        machine.step(1 + turns * 6 + 100);
        assertEquals(Cause.LOAD_ACCESS, machine.mcause());
        assertEquals(BASE + 12, machine.mepc());
        assertEquals(BASE + SIZE, machine.mtval());
        assertEquals(1 + turns * 6 + 2, machine.hart.x[17]);
        assertEquals(turns + 1, machine.hart.x[13]);
        assertEquals(turns + 1, machine.hart.x[14]);
        assertEquals(turns, machine.hart.x[16]);
    }

    @Test
    void registerZeroStaysZero() {
        TestMachine machine = new TestMachine()
                .write(BASE, "addi zero, zero, 5", "addi a0, zero, 1", "jal zero, 4", "add a0, a0, zero")
                .step(4);
        assertEquals(0, machine.hart.x[0]);
        assertEquals(1, machine.hart.x[A0]);
    }

    @Test
    void theLinkRegisterHoldsTheAddressAfterTheInstructionWhateverItsLength() {
        TestMachine machine = new TestMachine()
                .write(BASE, "jal a0, 8")
                .write(BASE + 8, "auipc ra, 0x0", "addi ra, ra, 8", "c.jalr ra")
                .step(3);
        assertEquals(BASE + 4, machine.hart.x[A0]);
        assertEquals(BASE + 16, machine.hart.x[1]);
        machine.step(1);
        assertEquals(BASE + 16, machine.hart.pc);
        assertEquals(BASE + 18, machine.hart.x[1]);
    }

    @Test
    void anIllegalInstructionTrapsWithItsBitsAndDoesNotRetire() {
        TestMachine machine = new TestMachine().write(BASE, "addi a0, zero, 1", "c.nop");
        machine.memory.storeWord(BASE + 6, 0xffff_ffff);
        machine.step(3);
        assertEquals(2, machine.hart.retired);
        assertEquals(3, machine.hart.cycle);
        assertEquals(Cause.ILLEGAL_INSTRUCTION, machine.mcause());
        assertEquals(0xffff_ffffL, machine.mtval());
        assertEquals(BASE + 6, machine.mepc());
    }

    @Test
    void anIllegalCompressedInstructionTrapsWithSixteenBits() {
        TestMachine machine = new TestMachine();
        machine.memory.storeWord(BASE, 0xabcd_8002);
        machine.step(1);
        assertEquals(Cause.ILLEGAL_INSTRUCTION, machine.mcause());
        assertEquals(0x8002, machine.mtval());
    }

    @Test
    void aFaultingLoadAmidABlockKeepsItsRegisterAndItsPlace() {
        TestMachine machine = new TestMachine()
                .write(BASE, "addi a0, zero, 7", "addi a1, zero, 9", "ld a0, 0(zero)", "addi a1, zero, 1")
                .step(3);
        assertEquals(Cause.LOAD_ACCESS, machine.mcause());
        assertEquals(BASE + 8, machine.mepc());
        assertEquals(7, machine.hart.x[A0]);
        assertEquals(9, machine.hart.x[A1]);
        assertEquals(2, machine.hart.retired);
    }

    @Test
    void aHandlerThatFaultsForEverDoesNotKeepTheHart() {
        TestMachine machine = new TestMachine();
        machine.memory.storeWord(BASE, 0);
        machine.step(1000);
        assertEquals(0, machine.hart.retired);
        assertEquals(1000, machine.hart.cycle);
    }

    @Test
    void anInstructionMayCrossIntoTheNextPage() {
        TestMachine machine =
                new TestMachine().write(BASE + 0xffe, "addi a0, zero, 1234", "addi a1, zero, 1", "jal zero, -8");
        machine.hart.pc = BASE + 0xffe;
        machine.step(9);
        assertEquals(1234, machine.hart.x[A0]);
        assertEquals(BASE + 0xffe, machine.hart.pc);
        machine.write(BASE + 0xffe, "addi a0, zero, 1235").step(1);
        assertEquals(1235, machine.hart.x[A0]);
    }

    @Test
    void theSecondHalfOfAnInstructionMayFaultByItself() {
        TestMachine machine = new TestMachine();
        machine.memory.storeHalf(BASE + SIZE - 4, (short) 1);
        machine.memory.storeHalf(BASE + SIZE - 2, (short) 3);
        machine.hart.pc = BASE + SIZE - 4;
        machine.step(2);
        assertEquals(Cause.INSTRUCTION_ACCESS, machine.mcause());
        assertEquals(BASE + SIZE - 2, machine.mepc());
        assertEquals(BASE + SIZE, machine.mtval());
        assertEquals(1, machine.hart.retired);
    }

    @Test
    void codeThatWritesItselfIsReadAnew() {
        for (String barrier : List.of("fence.i", "addi zero, zero, 0")) {
            TestMachine machine = new TestMachine()
                    .write(
                            BASE,
                            "auipc a2, 0x0",
                            "lw a3, 32(a2)",
                            "addi a0, a0, 1", // patched in the first turn
                            "sw a3, 8(a2)",
                            barrier,
                            "jal zero, -12");
            machine.memory.storeWord(BASE + 32, Rv64.instructions().encode("addi a0, a0, 100"));
            machine.step(2 + 4 + 1);
            assertEquals(101, machine.hart.x[A0], barrier);
        }
    }

    @Test
    void aDeviceSeesExactCountersWhateverTheBudget() {
        String[] program = {
            "lui a2, 0x10000",
            "addi a0, zero, 1",
            "ld a3, 0(a2)",
            "addi a0, a0, 1",
            "sd a0, 8(a2)",
            "ld a3, 0(a2)",
            "jal zero, -16",
        };
        List<String> expected = List.of("load 2", "store 4 = 2", "load 5", "load 7", "store 9 = 3");
        for (int cut = 0; cut < 12; cut++) {
            Witness witness = new Witness();
            TestMachine machine = new TestMachine(witness, DEVICE).write(BASE, program);
            witness.hart = machine.hart;
            machine.step(cut).step(12 - cut);
            assertEquals(expected, witness.seen.subList(0, 5));
        }
    }

    /** Its read changes the device, and is one even where the load is the first to make the floating-point state dirty. */
    @Test
    void aDeviceIsReadOnceByALoadThatDirtiesFloatingPoint() {
        Witness witness = new Witness();
        TestMachine machine = new TestMachine(witness, DEVICE)
                .write(BASE, "lui a2, 0x10000", "fld fa0, 0(a2)", "fld fa0, 0(a2)", "jal zero, 0");
        witness.hart = machine.hart;
        machine.hart.csrs.write(0x300, 1 << 13);
        machine.step(4);
        assertEquals(List.of("load 1", "load 2"), witness.seen);
    }

    /** A device that notes when it is accessed. */
    private static final class Witness implements Device {
        @Override
        public void save(StateWriter out) {}

        @Override
        public void restore(StateReader in) {}

        private final List<String> seen = new ArrayList<>();
        private Hart hart;

        @Override
        public String name() {
            return "witness";
        }

        @Override
        public long length() {
            return 16;
        }

        @Override
        public long load(long offset, int size) {
            assertEquals(hart.cycle, hart.retired);
            seen.add("load " + hart.cycle);
            return 0;
        }

        @Override
        public void store(long offset, int size, long value) {
            seen.add("store " + hart.cycle + " = " + value);
        }

        @Override
        public void reset() {
            seen.clear();
        }

        @Override
        public DeviceTree.Node describe(DeviceTree.Node soc, long base, InterruptSpecifier... interrupts) {
            throw new UnsupportedOperationException("stands in no tree");
        }
    }
}
