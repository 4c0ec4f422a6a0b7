package org.cofferdam.machine.hart;

import static org.cofferdam.machine.hart.TestMachine.BASE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Zfh and Zfa from instruction word to register: that each name does what it says, in the format that it says. */
class NewFloatInstructionsTest {

    private static final int NX = 1;
    private static final int NV = 16;
    private static final long FS_INITIAL = 1 << 13;
    private static final long DATA = BASE + 0x1000;

    private final TestMachine machine = new TestMachine();
    private final Hart hart = machine.hart;

    NewFloatInstructionsTest() {
        hart.csrs.write(0x305, BASE + 0x800);
        hart.csrs.write(0x300, FS_INITIAL);
    }

    private static long h(double value) {
        return (-1L << 16) | (Float.floatToFloat16((float) value) & 0xffff);
    }

    private static long s(double value) {
        return (-1L << 32) | (Float.floatToRawIntBits((float) value) & 0xffff_ffffL);
    }

    private static long d(double value) {
        return Double.doubleToRawLongBits(value);
    }

    /** Executes an instruction on fa1, fa2, fa3 and a1; asserts the flags; what it leaves in fa0, or in a0 if named. */
    private long run(int flags, String instruction, long... operands) {
        for (int i = 0; i < operands.length; i++) {
            hart.f[11 + i] = operands[i];
        }
        hart.x[11] = operands.length == 0 ? 0 : operands[0];
        hart.csrs.write(0x003, 0);
        machine.write(BASE, instruction);
        hart.pc = BASE;
        machine.step(1);
        assertEquals(BASE + 4, hart.pc, instruction);
        assertEquals(flags, hart.fp.flags, instruction);
        return instruction.contains(" a0,") ? hart.x[10] : hart.f[10];
    }

    @Test
    void halvesAreComputedWith() {
        assertEquals(h(3.5), run(0, "fadd.h fa0, fa1, fa2", h(1.5), h(2)));
        assertEquals(h(-0.5), run(0, "fsub.h fa0, fa1, fa2", h(1.5), h(2)));
        assertEquals(h(3), run(0, "fmul.h fa0, fa1, fa2", h(1.5), h(2)));
        assertEquals(h(0.75), run(0, "fdiv.h fa0, fa1, fa2", h(1.5), h(2)));
        assertEquals(h(1.5), run(0, "fsqrt.h fa0, fa1", h(2.25)));
        assertEquals(h(7), run(0, "fmadd.h fa0, fa1, fa2, fa3", h(1.5), h(2), h(4)));
        assertEquals(h(-1), run(0, "fmsub.h fa0, fa1, fa2, fa3", h(1.5), h(2), h(4)));
        assertEquals(h(1), run(0, "fnmsub.h fa0, fa1, fa2, fa3", h(1.5), h(2), h(4)));
        assertEquals(h(-7), run(0, "fnmadd.h fa0, fa1, fa2, fa3", h(1.5), h(2), h(4)));
        assertEquals(h(1.5), run(0, "fmin.h fa0, fa1, fa2", h(1.5), h(2)));
        assertEquals(h(2), run(0, "fmax.h fa0, fa1, fa2", h(1.5), h(2)));
        assertEquals(h(-1.5), run(0, "fsgnj.h fa0, fa1, fa2", h(1.5), h(-2)));
        assertEquals(h(1.5), run(0, "fsgnjn.h fa0, fa1, fa2", h(1.5), h(-2)));
        assertEquals(h(-1.5), run(0, "fsgnjx.h fa0, fa1, fa2", h(1.5), h(-2)));
    }

    @Test
    void halvesAreComparedAndClassified() {
        assertEquals(1, run(0, "feq.h a0, fa1, fa2", h(2), h(2)));
        assertEquals(0, run(0, "flt.h a0, fa1, fa2", h(2), h(2)));
        assertEquals(1, run(0, "fle.h a0, fa1, fa2", h(2), h(2)));
        assertEquals(1 << 6, run(0, "fclass.h a0, fa1", h(2)));
        assertEquals(1 << 5, run(0, "fclass.h a0, fa1", h(0x1p-20)));
    }

    @Test
    void halvesAreConverted() {
        assertEquals(-3, run(NX, "fcvt.w.h a0, fa1, rtz", h(-3.5)));
        assertEquals(4, run(NX, "fcvt.wu.h a0, fa1, rup", h(3.5)));
        assertEquals(-4, run(NX, "fcvt.l.h a0, fa1, rdn", h(-3.5)));
        assertEquals(0, run(NV, "fcvt.lu.h a0, fa1, rtz", h(-3.5)));
        assertEquals(h(-7), run(0, "fcvt.h.w fa0, a1", -7));
        assertEquals(h(7), run(0, "fcvt.h.wu fa0, a1", 7));
        assertEquals(h(-7), run(0, "fcvt.h.l fa0, a1", -7));
        assertEquals(h(Double.POSITIVE_INFINITY), run(5, "fcvt.h.lu fa0, a1", -7));
        assertEquals(s(1.5), run(0, "fcvt.s.h fa0, fa1", h(1.5)));
        assertEquals(h(1.5), run(0, "fcvt.h.s fa0, fa1", s(1.5)));
        assertEquals(d(1.5), run(0, "fcvt.d.h fa0, fa1", h(1.5)));
        assertEquals(h(1.5), run(0, "fcvt.h.d fa0, fa1", d(1.5)));
    }

    @Test
    void halvesAreMoved() {
        assertEquals((short) h(-1.5), run(0, "fmv.x.h a0, fa1", h(-1.5)));
        assertEquals(h(1.5), run(0, "fmv.h.x fa0, a1", h(1.5) & 0xffff));
        machine.memory.storeDouble(DATA, 0x1111_2222_3333_be00L);
        assertEquals(h(-1.5), run(0, "flh fa0, 0(a1)", DATA));
        hart.f[12] = h(2);
        run(0, "fsh fa2, 2(a1)", DATA);
        assertEquals(0x1111_2222_4000_be00L, machine.memory.loadDouble(DATA));
    }

    @Test
    void constantsAreLoaded() {
        assertEquals(h(0.3125), run(0, "fli.h fa0, 0.3125"));
        assertEquals(s(-1), run(0, "fli.s fa0, -1.0"));
        assertEquals(d(65536), run(0, "fli.d fa0, 65536"));
        assertEquals(d(Double.MIN_NORMAL), run(0, "fli.d fa0, min"));
    }

    @Test
    void aNaNWins() {
        double nan = Double.NaN;
        assertEquals(h(1.5), run(0, "fminm.h fa0, fa1, fa2", h(1.5), h(2)));
        assertEquals(h(2), run(0, "fmaxm.h fa0, fa1, fa2", h(1.5), h(2)));
        assertEquals(s(1.5), run(0, "fminm.s fa0, fa1, fa2", s(1.5), s(2)));
        assertEquals(s(2), run(0, "fmaxm.s fa0, fa1, fa2", s(1.5), s(2)));
        assertEquals(d(1.5), run(0, "fminm.d fa0, fa1, fa2", d(1.5), d(2)));
        assertEquals(d(2), run(0, "fmaxm.d fa0, fa1, fa2", d(1.5), d(2)));
        assertEquals(h(nan), run(0, "fminm.h fa0, fa1, fa2", h(nan), h(2)));
        assertEquals(s(nan), run(0, "fmaxm.s fa0, fa1, fa2", s(1), s(nan)));
        assertEquals(d(nan), run(0, "fminm.d fa0, fa1, fa2", d(nan), d(2)));
    }

    @Test
    void comparisonsAreQuiet() {
        double nan = Double.NaN;
        assertEquals(1, run(0, "fleq.h a0, fa1, fa2", h(2), h(2)));
        assertEquals(0, run(0, "fltq.h a0, fa1, fa2", h(2), h(2)));
        assertEquals(1, run(0, "fleq.s a0, fa1, fa2", s(2), s(2)));
        assertEquals(0, run(0, "fltq.s a0, fa1, fa2", s(2), s(2)));
        assertEquals(1, run(0, "fleq.d a0, fa1, fa2", d(2), d(2)));
        assertEquals(0, run(0, "fltq.d a0, fa1, fa2", d(2), d(2)));
        assertEquals(1, run(0, "fltq.d a0, fa1, fa2", d(1), d(2)));
        assertEquals(0, run(0, "fleq.d a0, fa1, fa2", d(nan), d(2)));
        assertEquals(0, run(NV, "fltq.s a0, fa1, fa2", -1L << 32 | 0x7f80_0001L, s(2)));
    }

    @Test
    void numbersAreRounded() {
        assertEquals(h(2), run(0, "fround.h fa0, fa1, rne", h(2.5)));
        assertEquals(h(3), run(NX, "froundnx.h fa0, fa1, rup", h(2.5)));
        assertEquals(s(2), run(0, "fround.s fa0, fa1, rtz", s(2.5)));
        assertEquals(s(2), run(NX, "froundnx.s fa0, fa1, rdn", s(2.5)));
        assertEquals(d(3), run(0, "fround.d fa0, fa1, rmm", d(2.5)));
        assertEquals(d(-0.0), run(NX, "froundnx.d fa0, fa1, rup", d(-0.5)));
        assertEquals(1, run(NV, "fcvtmod.w.d a0, fa1, rtz", d(0x1p40 + 1)));
        assertEquals(-2, run(NX, "fcvtmod.w.d a0, fa1, rtz", d(-2.5)));
        assertEquals(0, run(NV, "fcvtmod.w.d a0, fa1, rtz", d(Double.NEGATIVE_INFINITY)));
    }

    @Test
    void noneIsThereWhileFloatingPointIsOff() {
        for (String instruction : new String[] {
            "fli.s fa0, 1.0", "fround.d fa0, fa1", "fadd.h fa0, fa1, fa2", "flh fa0, 0(a1)", "fmv.x.h a0, fa0"
        }) {
            hart.csrs.write(0x300, 0);
            machine.write(BASE, instruction);
            hart.x[11] = DATA;
            hart.pc = BASE;
            machine.step(1);
            assertEquals(BASE + 0x800, hart.pc, instruction);
            assertEquals(Cause.ILLEGAL_INSTRUCTION, machine.mcause());
        }
    }

    @Test
    void reservedRoundingModesAreIllegal() {
        for (int bits : new int[] {0x4045_d553, 0x0445_d553}) { // fround.s and fadd.h with mode 5
            machine.memory.storeWord(BASE, bits);
            hart.pc = BASE;
            machine.step(1);
            assertEquals(BASE + 0x800, hart.pc);
            assertEquals(Cause.ILLEGAL_INSTRUCTION, machine.mcause());
        }
    }
}
