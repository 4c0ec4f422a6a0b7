package org.cofferdam.machine.hart;

import static org.cofferdam.machine.hart.TestMachine.BASE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.cofferdam.machine.instructions.Rv64;
import org.cofferdam.machine.isa.InstructionSet;
import org.junit.jupiter.api.Test;

/** Hints change nothing but the program counter (Zihintpause, Zihintntl, Zicbop; "C", HINT instructions). */
class HintTest {

    private static void assertDoesNothing(int bits) {
        TestMachine machine = new TestMachine();
        for (int i = 1; i < 32; i++) {
            machine.hart.x[i] = -i;
        }
        machine.memory.storeWord(BASE, bits);
        machine.step(1);
        long[] after = Arrays.copyOf(machine.hart.x, 32);
        for (int i = 0; i < 32; i++) {
            after[i] += i;
        }
        assertArrayEquals(new long[32], after, Rv64.instructions().disassemble(bits));
        assertEquals(BASE + InstructionSet.lengthOf(bits), machine.hart.pc);
    }

    @Test
    void hintsAreExecutedAndDoNothing() {
        for (String hint : new String[] {
            "pause",
            "ntl.p1",
            "ntl.pall",
            "ntl.s1",
            "ntl.all",
            "prefetch.i 32(a0)",
            "prefetch.r -32(a0)",
            "prefetch.w 0(zero)",
            "nop",
            "c.nop",
            "add zero, a0, a1",
            "lui zero, 0x1",
            "sltiu zero, a0, 1"
        }) {
            assertDoesNothing(Rv64.instructions().encode(hint));
        }
    }

    @Test
    void compressedHintsAreExecutedAndDoNothing() {
        int[] hints = {
            0x0005, // c.nop 1
            0x0081, // c.addi ra, 0
            0x4005, // c.li zero, 1
            0x6005, // c.lui zero, 1
            0x8006, // c.mv zero, ra
            0x9006, // c.add zero, ra
            0x900a, // c.ntl.p1
            0x0006, // c.slli zero, 1
            0x0082, // c.slli64 ra
            0x8001, // c.srli64 s0
            0x8401, // c.srai64 s0
        };
        for (int hint : hints) {
            assertDoesNothing(hint);
        }
    }
}
