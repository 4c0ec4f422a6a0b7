package org.cofferdam.machine.hart;

import static org.cofferdam.machine.hart.TestMachine.BASE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.Map;
import org.cofferdam.machine.instructions.Rv64;
import org.junit.jupiter.api.Test;

/** What {@code mtinst} says of a faulting instruction: here, one that finds nothing on the bus. */
class TransformedInstructionTest {

    private static final long NOWHERE = 0x1000;

    private static long described(String instruction, long address) {
        TestMachine machine = new TestMachine().write(BASE, instruction);
        machine.hart.csrs.write(0x300, 3 << 13);
        for (int i = 1; i < 32; i++) {
            machine.hart.x[i] = address;
        }
        machine.step(1);
        assertEquals(true, machine.mcause() >= 4 && machine.mcause() <= 7, instruction);
        return machine.hart.csrs.read(0x34a);
    }

    /** The same instruction as it looks with the immediate zero and x0 for a base. */
    private static long expected(String canonical) {
        return Rv64.instructions().encode(canonical) & 0xffff_ffffL;
    }

    @Test
    void loadsAndStoresLoseTheirImmediateAndTheirBase() {
        Map<String, String> cases = new LinkedHashMap<>();
        for (String load : new String[] {"lb", "lbu", "lh", "lhu", "lw", "lwu", "ld"}) {
            cases.put(load + " a5, -8(s3)", load + " a5, 0(zero)");
        }
        for (String store : new String[] {"sb", "sh", "sw", "sd"}) {
            cases.put(store + " a5, 2040(s3)", store + " a5, 0(zero)");
        }
        cases.put("flw fa3, 4(a0)", "flw fa3, 0(zero)");
        cases.put("fld fs11, 8(a0)", "fld fs11, 0(zero)");
        cases.put("fsw fa3, 4(a0)", "fsw fa3, 0(zero)");
        cases.put("fsd fs11, 8(a0)", "fsd fs11, 0(zero)");
        cases.forEach((instruction, canonical) ->
                assertEquals(expected(canonical), described(instruction, NOWHERE), instruction));
    }

    @Test
    void atomicsAndGuestAccessesLoseOnlyTheirBase() {
        for (String instruction : new String[] {
            "amoadd.w a1, a2, (%s)",
            "amomaxu.d.aqrl a1, a2, (%s)",
            "lr.w a1, (%s)",
            "lr.d.aq a1, (%s)",
            "sc.w a1, a2, (%s)",
            "hlv.b a1, (%s)",
            "hlvx.hu a1, (%s)",
            "hlv.d a1, (%s)",
            "hsv.w a1, (%s)",
            "cbo.zero (%s)",
            "cbo.clean (%s)",
            "cbo.flush (%s)",
            "cbo.inval (%s)"
        }) {
            long described = described(instruction.formatted("s4"), NOWHERE);
            assertEquals(expected(instruction.formatted("zero")), described, instruction);
        }
    }

    @Test
    void compressedOnesAreExpandedAndMarked() {
        Map<String, String> cases = Map.ofEntries(
                Map.entry("c.lbu a0, 3(a1)", "lbu a0, 0(zero)"),
                Map.entry("c.lhu a0, 2(a1)", "lhu a0, 0(zero)"),
                Map.entry("c.lh a0, 2(a1)", "lh a0, 0(zero)"),
                Map.entry("c.sb a0, 1(a1)", "sb a0, 0(zero)"),
                Map.entry("c.sh a0, 2(a1)", "sh a0, 0(zero)"),
                Map.entry("c.lw a0, 4(a1)", "lw a0, 0(zero)"),
                Map.entry("c.ld a0, 8(a1)", "ld a0, 0(zero)"),
                Map.entry("c.sw a0, 4(a1)", "sw a0, 0(zero)"),
                Map.entry("c.sd s1, 8(a1)", "sd s1, 0(zero)"),
                Map.entry("c.fld fa5, 8(a1)", "fld fa5, 0(zero)"),
                Map.entry("c.fsd fa5, 8(a1)", "fsd fa5, 0(zero)"),
                Map.entry("c.lwsp t6, 4(sp)", "lw t6, 0(zero)"),
                Map.entry("c.ldsp t6, 8(sp)", "ld t6, 0(zero)"),
                Map.entry("c.swsp t6, 4(sp)", "sw t6, 0(zero)"),
                Map.entry("c.sdsp t6, 8(sp)", "sd t6, 0(zero)"),
                Map.entry("c.fldsp ft11, 8(sp)", "fld ft11, 0(zero)"),
                Map.entry("c.fsdsp ft11, 8(sp)", "fsd ft11, 0(zero)"));
        cases.forEach((instruction, canonical) ->
                assertEquals(expected(canonical) & ~2L, described(instruction, NOWHERE), instruction));
    }

    @Test
    void theDistanceIntoAMisalignedAccessTakesThePlaceOfTheBase() {
        long end = BASE + TestMachine.SIZE;
        for (int inside = 1; inside < 8; inside++) {
            assertEquals(expected("ld a0, 0(zero)") | inside << 15, described("ld a0, 0(a1)", end - inside));
            assertEquals(expected("sd a0, 0(zero)") | inside << 15, described("sd a0, 0(a1)", end - inside));
        }
        assertEquals((expected("sw a0, 0(zero)") & ~2L) | 3 << 15, described("c.sw a0, 0(a1)", end - 3));
    }

    @Test
    void otherTrapsHaveNothingToTell() {
        for (String instruction : new String[] {"ecall", "ebreak", "csrrw a0, 0xc00, a0", "c.ebreak"}) {
            TestMachine machine = new TestMachine().write(BASE, instruction);
            machine.hart.csrs.write(0x34a, -1);
            machine.step(1);
            assertEquals(0, machine.hart.csrs.read(0x34a), instruction);
        }
    }
}
