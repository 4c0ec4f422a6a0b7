package org.cofferdam.machine.instructions;

import org.cofferdam.machine.floatingpoint.Binary32;
import org.cofferdam.machine.floatingpoint.Binary64;
import org.cofferdam.machine.floatingpoint.IntegerFormat;
import org.cofferdam.machine.hart.Hart;
import org.cofferdam.machine.isa.Alias;
import org.cofferdam.machine.isa.Compressed;
import org.cofferdam.machine.isa.Extension;
import org.cofferdam.machine.isa.Instruction;

/**
 * D: double precision (unprivileged specification, "D" Extension for Double-Precision Floating-Point).
 *
 * <p>An instruction that rounds is illegal if its mode is reserved; every one is if floating point is off. What
 * writes a register or may raise a flag makes FS Dirty.
 */
@Extension("d")
final class DoubleInstructions {
    private DoubleInstructions() {}

    @Instruction(asm = "fld frd, imm(rs1)", bits = "imm[11:0] rs1 011 frd 0000111")
    @Compressed(
            asm = "c.fld frd', uimm(rs1')",
            bits = "001 uimm[5:3] rs1' uimm[7:6] frd' 00",
            as = "fld frd', uimm(rs1')")
    @Compressed(asm = "c.fldsp frd, uimm(sp)", bits = "001 uimm[5] frd uimm[4:3|8:6] 10", as = "fld frd, uimm(sp)")
    static long fld(Hart hart, long rs1, long imm) {
        hart.changeFloatingPoint();
        return hart.memory.loadDouble(rs1 + imm);
    }

    @Instruction(asm = "fsd frs2, imm(rs1)", bits = "imm[11:5] frs2 rs1 011 imm[4:0] 0100111")
    @Compressed(
            asm = "c.fsd frs2', uimm(rs1')",
            bits = "101 uimm[5:3] rs1' uimm[7:6] frs2' 00",
            as = "fsd frs2', uimm(rs1')")
    @Compressed(asm = "c.fsdsp frs2, uimm(sp)", bits = "101 uimm[5:3|8:6] frs2 10", as = "fsd frs2, uimm(sp)")
    static void fsd(Hart hart, long rs1, long frs2, long imm) {
        hart.useFloatingPoint();
        hart.memory.storeDouble(rs1 + imm, frs2);
    }

    @Instruction(asm = "fmadd.d frd, frs1, frs2, frs3, rm", bits = "frs3 01 frs2 frs1 rm frd 1000011")
    static long fmaddD(Hart hart, long frs1, long frs2, long frs3, int rm) {
        return Binary64.multiplyAdd(frs1, frs2, frs3, hart.roundingMode(rm), hart.changeFloatingPoint());
    }

    @Instruction(asm = "fmsub.d frd, frs1, frs2, frs3, rm", bits = "frs3 01 frs2 frs1 rm frd 1000111")
    static long fmsubD(Hart hart, long frs1, long frs2, long frs3, int rm) {
        return Binary64.multiplyAdd(
                frs1, frs2, Binary64.negate(frs3), hart.roundingMode(rm), hart.changeFloatingPoint());
    }

    @Instruction(asm = "fnmsub.d frd, frs1, frs2, frs3, rm", bits = "frs3 01 frs2 frs1 rm frd 1001011")
    static long fnmsubD(Hart hart, long frs1, long frs2, long frs3, int rm) {
        return Binary64.multiplyAdd(
                Binary64.negate(frs1), frs2, frs3, hart.roundingMode(rm), hart.changeFloatingPoint());
    }

    @Instruction(asm = "fnmadd.d frd, frs1, frs2, frs3, rm", bits = "frs3 01 frs2 frs1 rm frd 1001111")
    static long fnmaddD(Hart hart, long frs1, long frs2, long frs3, int rm) {
        return Binary64.multiplyAdd(
                Binary64.negate(frs1), frs2, Binary64.negate(frs3), hart.roundingMode(rm), hart.changeFloatingPoint());
    }

    @Instruction(asm = "fadd.d frd, frs1, frs2, rm", bits = "00000 01 frs2 frs1 rm frd 1010011")
    static long faddD(Hart hart, long frs1, long frs2, int rm) {
        return Binary64.add(frs1, frs2, hart.roundingMode(rm), hart.changeFloatingPoint());
    }

    @Instruction(asm = "fsub.d frd, frs1, frs2, rm", bits = "00001 01 frs2 frs1 rm frd 1010011")
    static long fsubD(Hart hart, long frs1, long frs2, int rm) {
        return Binary64.subtract(frs1, frs2, hart.roundingMode(rm), hart.changeFloatingPoint());
    }

    @Instruction(asm = "fmul.d frd, frs1, frs2, rm", bits = "00010 01 frs2 frs1 rm frd 1010011")
    static long fmulD(Hart hart, long frs1, long frs2, int rm) {
        return Binary64.multiply(frs1, frs2, hart.roundingMode(rm), hart.changeFloatingPoint());
    }

    @Instruction(asm = "fdiv.d frd, frs1, frs2, rm", bits = "00011 01 frs2 frs1 rm frd 1010011")
    static long fdivD(Hart hart, long frs1, long frs2, int rm) {
        return Binary64.divide(frs1, frs2, hart.roundingMode(rm), hart.changeFloatingPoint());
    }

    @Instruction(asm = "fsqrt.d frd, frs1, rm", bits = "01011 01 00000 frs1 rm frd 1010011")
    static long fsqrtD(Hart hart, long frs1, int rm) {
        return Binary64.squareRoot(frs1, hart.roundingMode(rm), hart.changeFloatingPoint());
    }

    @Instruction(asm = "fsgnj.d frd, frs1, frs2", bits = "00100 01 frs2 frs1 000 frd 1010011")
    @Alias(asm = "fmv.d frd, frs1", as = "fsgnj.d frd, frs1, frs1")
    static long fsgnjD(Hart hart, long frs1, long frs2) {
        hart.changeFloatingPoint();
        return Binary64.copySign(frs1, frs2);
    }

    @Instruction(asm = "fsgnjn.d frd, frs1, frs2", bits = "00100 01 frs2 frs1 001 frd 1010011")
    @Alias(asm = "fneg.d frd, frs1", as = "fsgnjn.d frd, frs1, frs1")
    static long fsgnjnD(Hart hart, long frs1, long frs2) {
        hart.changeFloatingPoint();
        return Binary64.copySign(frs1, Binary64.negate(frs2));
    }

    @Instruction(asm = "fsgnjx.d frd, frs1, frs2", bits = "00100 01 frs2 frs1 010 frd 1010011")
    @Alias(asm = "fabs.d frd, frs1", as = "fsgnjx.d frd, frs1, frs1")
    static long fsgnjxD(Hart hart, long frs1, long frs2) {
        hart.changeFloatingPoint();
        return Binary64.flipSign(frs1, frs2);
    }

    @Instruction(asm = "fmin.d frd, frs1, frs2", bits = "00101 01 frs2 frs1 000 frd 1010011")
    static long fminD(Hart hart, long frs1, long frs2) {
        return Binary64.minimum(frs1, frs2, hart.changeFloatingPoint());
    }

    @Instruction(asm = "fmax.d frd, frs1, frs2", bits = "00101 01 frs2 frs1 001 frd 1010011")
    static long fmaxD(Hart hart, long frs1, long frs2) {
        return Binary64.maximum(frs1, frs2, hart.changeFloatingPoint());
    }

    @Instruction(asm = "feq.d rd, frs1, frs2", bits = "10100 01 frs2 frs1 010 rd 1010011")
    static long feqD(Hart hart, long frs1, long frs2) {
        return Binary64.equal(frs1, frs2, hart.changeFloatingPoint()) ? 1 : 0;
    }

    @Instruction(asm = "flt.d rd, frs1, frs2", bits = "10100 01 frs2 frs1 001 rd 1010011")
    static long fltD(Hart hart, long frs1, long frs2) {
        return Binary64.less(frs1, frs2, hart.changeFloatingPoint()) ? 1 : 0;
    }

    @Instruction(asm = "fle.d rd, frs1, frs2", bits = "10100 01 frs2 frs1 000 rd 1010011")
    static long fleD(Hart hart, long frs1, long frs2) {
        return Binary64.lessOrEqual(frs1, frs2, hart.changeFloatingPoint()) ? 1 : 0;
    }

    @Instruction(asm = "fclass.d rd, frs1", bits = "11100 01 00000 frs1 001 rd 1010011")
    static long fclassD(Hart hart, long frs1) {
        hart.useFloatingPoint();
        return Binary64.classify(frs1);
    }

    @Instruction(asm = "fcvt.s.d frd, frs1, rm", bits = "01000 00 00001 frs1 rm frd 1010011")
    static long fcvtSD(Hart hart, long frs1, int rm) {
        return Binary32.fromDouble(frs1, hart.roundingMode(rm), hart.changeFloatingPoint());
    }

    @Instruction(asm = "fcvt.d.s frd, frs1, rm=rne", bits = "01000 01 00000 frs1 rm frd 1010011")
    static long fcvtDS(Hart hart, long frs1, int rm) {
        return Binary64.fromSingle(frs1, hart.roundingMode(rm), hart.changeFloatingPoint());
    }

    @Instruction(asm = "fcvt.w.d rd, frs1, rm", bits = "11000 01 00000 frs1 rm rd 1010011")
    static long fcvtWD(Hart hart, long frs1, int rm) {
        return Binary64.toInteger(frs1, IntegerFormat.INT32, hart.roundingMode(rm), hart.changeFloatingPoint());
    }

    @Instruction(asm = "fcvt.wu.d rd, frs1, rm", bits = "11000 01 00001 frs1 rm rd 1010011")
    static long fcvtWuD(Hart hart, long frs1, int rm) {
        return Binary64.toInteger(frs1, IntegerFormat.UINT32, hart.roundingMode(rm), hart.changeFloatingPoint());
    }

    @Instruction(asm = "fcvt.l.d rd, frs1, rm", bits = "11000 01 00010 frs1 rm rd 1010011")
    static long fcvtLD(Hart hart, long frs1, int rm) {
        return Binary64.toInteger(frs1, IntegerFormat.INT64, hart.roundingMode(rm), hart.changeFloatingPoint());
    }

    @Instruction(asm = "fcvt.lu.d rd, frs1, rm", bits = "11000 01 00011 frs1 rm rd 1010011")
    static long fcvtLuD(Hart hart, long frs1, int rm) {
        return Binary64.toInteger(frs1, IntegerFormat.UINT64, hart.roundingMode(rm), hart.changeFloatingPoint());
    }

    @Instruction(asm = "fcvt.d.w frd, rs1, rm=rne", bits = "11010 01 00000 rs1 rm frd 1010011")
    static long fcvtDW(Hart hart, long rs1, int rm) {
        long integer = (int) rs1;
        return Binary64.fromSigned(integer, hart.roundingMode(rm), hart.changeFloatingPoint());
    }

    @Instruction(asm = "fcvt.d.wu frd, rs1, rm=rne", bits = "11010 01 00001 rs1 rm frd 1010011")
    static long fcvtDWu(Hart hart, long rs1, int rm) {
        return Binary64.fromUnsigned(rs1 & 0xffff_ffffL, hart.roundingMode(rm), hart.changeFloatingPoint());
    }

    @Instruction(asm = "fcvt.d.l frd, rs1, rm", bits = "11010 01 00010 rs1 rm frd 1010011")
    static long fcvtDL(Hart hart, long rs1, int rm) {
        return Binary64.fromSigned(rs1, hart.roundingMode(rm), hart.changeFloatingPoint());
    }

    @Instruction(asm = "fcvt.d.lu frd, rs1, rm", bits = "11010 01 00011 rs1 rm frd 1010011")
    static long fcvtDLu(Hart hart, long rs1, int rm) {
        return Binary64.fromUnsigned(rs1, hart.roundingMode(rm), hart.changeFloatingPoint());
    }

    @Instruction(asm = "fmv.x.d rd, frs1", bits = "11100 01 00000 frs1 000 rd 1010011")
    static long fmvXD(Hart hart, long frs1) {
        hart.useFloatingPoint();
        return frs1;
    }

    @Instruction(asm = "fmv.d.x frd, rs1", bits = "11110 01 00000 rs1 000 frd 1010011")
    static long fmvDX(Hart hart, long rs1) {
        hart.changeFloatingPoint();
        return rs1;
    }
}
