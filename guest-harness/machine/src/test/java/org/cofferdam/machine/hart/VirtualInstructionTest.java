package org.cofferdam.machine.hart;

import static org.cofferdam.machine.hart.TestMachine.BASE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.cofferdam.machine.instructions.Rv64;
import org.junit.jupiter.api.Test;

/** Privileged instructions from every mode: executed, illegal, or virtual ("Trap Cause Codes", the list of cases). */
class VirtualInstructionTest {

    private static final int FINE = -1;
    private static final int ILLEGAL = Cause.ILLEGAL_INSTRUCTION;
    private static final int VIRTUAL = Cause.VIRTUAL_INSTRUCTION;

    private static final long TVM = 1 << 20;
    private static final long TW = 1 << 21;
    private static final long TSR = 1 << 22;
    private static final long VTVM = 1 << 20;
    private static final long VTW = 1 << 21;
    private static final long VTSR = 1 << 22;
    private static final long HU = 1 << 9;

    /** Executes one instruction and says which exception it raised. */
    private static int attempt(String instruction, Mode mode, long mstatus, long hstatus) {
        TestMachine machine = new TestMachine().write(BASE, instruction);
        Hart hart = machine.hart;
        hart.csrs.write(0x305, BASE + 0x800);
        hart.csrs.write(0x141, BASE + 0x400);
        hart.csrs.write(0x241, BASE + 0x400);
        hart.csrs.write(0x341, BASE + 0x400);
        hart.csrs.write(0x300, mstatus);
        hart.csrs.write(0x600, hstatus);
        hart.csrs.write(0x304, 2);
        hart.csrs.write(0x344, 2); // WFI need not wait
        hart.csrs.write(0x300, mstatus);
        hart.x[10] = BASE + 0x1000;
        mode.enter(hart);
        if (mode != Mode.M) {
            hart.csrs.write(0x344, 0);
            hart.csrs.write(0x304, 0);
        }
        hart.run(hart.cycle + 1);
        if (hart.pc != BASE + 0x800) {
            return FINE;
        }
        assertEquals(BASE, machine.mepc());
        boolean refused = machine.mcause() == ILLEGAL || machine.mcause() == VIRTUAL;
        assertEquals(refused ? Rv64.instructions().encode(instruction) & 0xffff_ffffL : 0, machine.mtval());
        assertEquals(0, hart.csrs.read(0x34a), "no story about a refused instruction");
        return (int) machine.mcause();
    }

    private static void check(String instruction, long mstatus, long hstatus, int m, int hs, int u, int vs, int vu) {
        int[] expected = {m, hs, u, vs, vu};
        List<Mode> modes = List.of(Mode.M, Mode.HS, Mode.U, Mode.VS, Mode.VU);
        for (int i = 0; i < expected.length; i++) {
            Mode mode = modes.get(i);
            assertEquals(
                    expected[i], attempt(instruction, mode, mstatus, hstatus), () -> "%s in %s, mstatus %x, hstatus %x"
                            .formatted(instruction, mode, mstatus, hstatus));
        }
    }

    @Test
    void supervisorReturn() {
        check("sret", 0, 0, FINE, FINE, ILLEGAL, FINE, VIRTUAL);
        check("sret", TSR, 0, FINE, ILLEGAL, ILLEGAL, FINE, VIRTUAL);
        check("sret", 0, VTSR, FINE, FINE, ILLEGAL, VIRTUAL, VIRTUAL);
        check("sret", TSR, VTSR, FINE, ILLEGAL, ILLEGAL, VIRTUAL, VIRTUAL);
    }

    @Test
    void machineReturn() {
        check("mret", 0, 0, FINE, ILLEGAL, ILLEGAL, ILLEGAL, ILLEGAL);
    }

    @Test
    void fences() {
        for (String fence : List.of("sfence.vma zero, zero", "sfence.vma a0, a1")) {
            check(fence, 0, 0, FINE, FINE, ILLEGAL, FINE, VIRTUAL);
            check(fence, TVM, 0, FINE, ILLEGAL, ILLEGAL, FINE, VIRTUAL);
            check(fence, 0, VTVM, FINE, FINE, ILLEGAL, VIRTUAL, VIRTUAL);
        }
        check("sinval.vma a0, a1", 0, 0, FINE, FINE, ILLEGAL, FINE, VIRTUAL);
        check("sinval.vma a0, a1", TVM, 0, FINE, ILLEGAL, ILLEGAL, FINE, VIRTUAL);
        check("sinval.vma a0, a1", 0, VTVM, FINE, FINE, ILLEGAL, VIRTUAL, VIRTUAL);
        for (String order : List.of("sfence.w.inval", "sfence.inval.ir")) {
            check(order, 0, 0, FINE, FINE, ILLEGAL, FINE, VIRTUAL);
            check(order, TVM, VTVM, FINE, FINE, ILLEGAL, FINE, VIRTUAL);
        }
        check("hinval.vvma a0, a1", TVM, VTVM, FINE, FINE, ILLEGAL, VIRTUAL, VIRTUAL);
        check("hinval.gvma a0, a1", 0, 0, FINE, FINE, ILLEGAL, VIRTUAL, VIRTUAL);
        check("hinval.gvma a0, a1", TVM, VTVM, FINE, ILLEGAL, ILLEGAL, VIRTUAL, VIRTUAL);
        check("hfence.vvma a0, a1", 0, 0, FINE, FINE, ILLEGAL, VIRTUAL, VIRTUAL);
        check("hfence.vvma a0, a1", TVM, VTVM, FINE, FINE, ILLEGAL, VIRTUAL, VIRTUAL);
        check("hfence.gvma a0, a1", 0, 0, FINE, FINE, ILLEGAL, VIRTUAL, VIRTUAL);
        check("hfence.gvma a0, a1", TVM, VTVM, FINE, ILLEGAL, ILLEGAL, VIRTUAL, VIRTUAL);
    }

    @Test
    void waiting() {
        check("wfi", 0, 0, FINE, FINE, ILLEGAL, FINE, VIRTUAL);
        check("wfi", TW, 0, FINE, ILLEGAL, ILLEGAL, ILLEGAL, ILLEGAL);
        check("wfi", 0, VTW, FINE, FINE, ILLEGAL, VIRTUAL, VIRTUAL);
        check("wfi", TW, VTW, FINE, ILLEGAL, ILLEGAL, ILLEGAL, ILLEGAL);
    }

    @Test
    void guestAccesses() {
        for (String access : List.of("hlv.d a1, (a0)", "hlvx.wu a1, (a0)", "hsv.b a1, (a0)")) {
            check(access, 0, 0, FINE, FINE, ILLEGAL, VIRTUAL, VIRTUAL);
            check(access, 0, HU, FINE, FINE, FINE, VIRTUAL, VIRTUAL);
        }
    }

    @Test
    void environmentCallsSayWhereTheyComeFrom() {
        check("ecall", 0, 0, 11, 9, 8, 10, 8);
    }

    private int attemptCall(String instruction, Mode mode) {
        TestMachine machine = new TestMachine().write(BASE, instruction);
        machine.hart.csrs.write(0x305, BASE + 0x800);
        mode.enter(machine.hart);
        machine.step(1);
        return (int) machine.mtval();
    }

    @Test
    void breakpointsSayWhere() {
        assertEquals((int) BASE, attemptCall("ebreak", Mode.M));
        assertEquals((int) BASE, attemptCall("c.ebreak", Mode.VU));
    }
}
