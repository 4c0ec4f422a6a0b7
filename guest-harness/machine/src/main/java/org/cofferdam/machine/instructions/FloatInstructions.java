package org.cofferdam.machine.instructions;

import org.cofferdam.machine.floatingpoint.Binary32;
import org.cofferdam.machine.floatingpoint.Format;
import org.cofferdam.machine.floatingpoint.IntegerFormat;
import org.cofferdam.machine.hart.Hart;
import org.cofferdam.machine.isa.Alias;
import org.cofferdam.machine.isa.Extension;
import org.cofferdam.machine.isa.Instruction;

/**
 * F: single precision (unprivileged specification, "F" Extension for Single-Precision Floating-Point).
 *
 * <p>An instruction that rounds is illegal if its mode is reserved; every one is if floating point is off. What
 * writes a register or may raise a flag makes FS Dirty.
 */
@Extension("f")
final class FloatInstructions {
    private FloatInstructions() {}

    @Instruction(asm = "flw frd, imm(rs1)", bits = "imm[11:0] rs1 010 frd 0000111")
    static long flw(Hart hart, long rs1, long imm) {
        hart.changeFloatingPoint();
        return Format.SINGLE.box(hart.memory.loadWordUnsigned(rs1 + imm));
    }

    @Instruction(asm = "fsw frs2, imm(rs1)", bits = "imm[11:5] frs2 rs1 010 imm[4:0] 0100111")
    static void fsw(Hart hart, long rs1, long frs2, long imm) {
        hart.useFloatingPoint();
        hart.memory.storeWord(rs1 + imm, frs2);
    }

    @Instruction(asm = "fmadd.s frd, frs1, frs2, frs3, rm", bits = "frs3 00 frs2 frs1 rm frd 1000011")
    static long fmaddS(Hart hart, long frs1, long frs2, long frs3, int rm) {
        return Binary32.multiplyAdd(frs1, frs2, frs3, hart.roundingMode(rm), hart.changeFloatingPoint());
    }

    @Instruction(asm = "fmsub.s frd, frs1, frs2, frs3, rm", bits = "frs3 00 frs2 frs1 rm frd 1000111")
    static long fmsubS(Hart hart, long frs1, long frs2, long frs3, int rm) {
        return Binary32.multiplyAdd(
                frs1, frs2, Binary32.negate(frs3), hart.roundingMode(rm), hart.changeFloatingPoint());
    }

    @Instruction(asm = "fnmsub.s frd, frs1, frs2, frs3, rm", bits = "frs3 00 frs2 frs1 rm frd 1001011")
    static long fnmsubS(Hart hart, long frs1, long frs2, long frs3, int rm) {
        return Binary32.multiplyAdd(
                Binary32.negate(frs1), frs2, frs3, hart.roundingMode(rm), hart.changeFloatingPoint());
    }

    @Instruction(asm = "fnmadd.s frd, frs1, frs2, frs3, rm", bits = "frs3 00 frs2 frs1 rm frd 1001111")
    static long fnmaddS(Hart hart, long frs1, long frs2, long frs3, int rm) {
        return Binary32.multiplyAdd(
                Binary32.negate(frs1), frs2, Binary32.negate(frs3), hart.roundingMode(rm), hart.changeFloatingPoint());
    }

    @Instruction(asm = "fadd.s frd, frs1, frs2, rm", bits = "00000 00 frs2 frs1 rm frd 1010011")
    static long faddS(Hart hart, long frs1, long frs2, int rm) {
        return Binary32.add(frs1, frs2, hart.roundingMode(rm), hart.changeFloatingPoint());
    }

    @Instruction(asm = "fsub.s frd, frs1, frs2, rm", bits = "00001 00 frs2 frs1 rm frd 1010011")
    static long fsubS(Hart hart, long frs1, long frs2, int rm) {
        return Binary32.subtract(frs1, frs2, hart.roundingMode(rm), hart.changeFloatingPoint());
    }

    @Instruction(asm = "fmul.s frd, frs1, frs2, rm", bits = "00010 00 frs2 frs1 rm frd 1010011")
    static long fmulS(Hart hart, long frs1, long frs2, int rm) {
        return Binary32.multiply(frs1, frs2, hart.roundingMode(rm), hart.changeFloatingPoint());
    }

    @Instruction(asm = "fdiv.s frd, frs1, frs2, rm", bits = "00011 00 frs2 frs1 rm frd 1010011")
    static long fdivS(Hart hart, long frs1, long frs2, int rm) {
        return Binary32.divide(frs1, frs2, hart.roundingMode(rm), hart.changeFloatingPoint());
    }

    @Instruction(asm = "fsqrt.s frd, frs1, rm", bits = "01011 00 00000 frs1 rm frd 1010011")
    static long fsqrtS(Hart hart, long frs1, int rm) {
        return Binary32.squareRoot(frs1, hart.roundingMode(rm), hart.changeFloatingPoint());
    }

    @Instruction(asm = "fsgnj.s frd, frs1, frs2", bits = "00100 00 frs2 frs1 000 frd 1010011")
    @Alias(asm = "fmv.s frd, frs1", as = "fsgnj.s frd, frs1, frs1")
    static long fsgnjS(Hart hart, long frs1, long frs2) {
        hart.changeFloatingPoint();
        return Binary32.copySign(frs1, frs2);
    }

    @Instruction(asm = "fsgnjn.s frd, frs1, frs2", bits = "00100 00 frs2 frs1 001 frd 1010011")
    @Alias(asm = "fneg.s frd, frs1", as = "fsgnjn.s frd, frs1, frs1")
    static long fsgnjnS(Hart hart, long frs1, long frs2) {
        hart.changeFloatingPoint();
        return Binary32.copySign(frs1, Binary32.negate(frs2));
    }

    @Instruction(asm = "fsgnjx.s frd, frs1, frs2", bits = "00100 00 frs2 frs1 010 frd 1010011")
    @Alias(asm = "fabs.s frd, frs1", as = "fsgnjx.s frd, frs1, frs1")
    static long fsgnjxS(Hart hart, long frs1, long frs2) {
        hart.changeFloatingPoint();
        return Binary32.flipSign(frs1, frs2);
    }

    @Instruction(asm = "fmin.s frd, frs1, frs2", bits = "00101 00 frs2 frs1 000 frd 1010011")
    static long fminS(Hart hart, long frs1, long frs2) {
        return Binary32.minimum(frs1, frs2, hart.changeFloatingPoint());
    }

    @Instruction(asm = "fmax.s frd, frs1, frs2", bits = "00101 00 frs2 frs1 001 frd 1010011")
    static long fmaxS(Hart hart, long frs1, long frs2) {
        return Binary32.maximum(frs1, frs2, hart.changeFloatingPoint());
    }

    @Instruction(asm = "feq.s rd, frs1, frs2", bits = "10100 00 frs2 frs1 010 rd 1010011")
    static long feqS(Hart hart, long frs1, long frs2) {
        return Binary32.equal(frs1, frs2, hart.changeFloatingPoint()) ? 1 : 0;
    }

    @Instruction(asm = "flt.s rd, frs1, frs2", bits = "10100 00 frs2 frs1 001 rd 1010011")
    static long fltS(Hart hart, long frs1, long frs2) {
        return Binary32.less(frs1, frs2, hart.changeFloatingPoint()) ? 1 : 0;
    }

    @Instruction(asm = "fle.s rd, frs1, frs2", bits = "10100 00 frs2 frs1 000 rd 1010011")
    static long fleS(Hart hart, long frs1, long frs2) {
        return Binary32.lessOrEqual(frs1, frs2, hart.changeFloatingPoint()) ? 1 : 0;
    }

    @Instruction(asm = "fclass.s rd, frs1", bits = "11100 00 00000 frs1 001 rd 1010011")
    static long fclassS(Hart hart, long frs1) {
        hart.useFloatingPoint();
        return Binary32.classify(frs1);
    }

    @Instruction(asm = "fcvt.w.s rd, frs1, rm", bits = "11000 00 00000 frs1 rm rd 1010011")
    static long fcvtWS(Hart hart, long frs1, int rm) {
        return Binary32.toInteger(frs1, IntegerFormat.INT32, hart.roundingMode(rm), hart.changeFloatingPoint());
    }

    @Instruction(asm = "fcvt.wu.s rd, frs1, rm", bits = "11000 00 00001 frs1 rm rd 1010011")
    static long fcvtWuS(Hart hart, long frs1, int rm) {
        return Binary32.toInteger(frs1, IntegerFormat.UINT32, hart.roundingMode(rm), hart.changeFloatingPoint());
    }

    @Instruction(asm = "fcvt.l.s rd, frs1, rm", bits = "11000 00 00010 frs1 rm rd 1010011")
    static long fcvtLS(Hart hart, long frs1, int rm) {
        return Binary32.toInteger(frs1, IntegerFormat.INT64, hart.roundingMode(rm), hart.changeFloatingPoint());
    }

    @Instruction(asm = "fcvt.lu.s rd, frs1, rm", bits = "11000 00 00011 frs1 rm rd 1010011")
    static long fcvtLuS(Hart hart, long frs1, int rm) {
        return Binary32.toInteger(frs1, IntegerFormat.UINT64, hart.roundingMode(rm), hart.changeFloatingPoint());
    }

    @Instruction(asm = "fcvt.s.w frd, rs1, rm", bits = "11010 00 00000 rs1 rm frd 1010011")
    static long fcvtSW(Hart hart, long rs1, int rm) {
        long integer = (int) rs1;
        return Binary32.fromSigned(integer, hart.roundingMode(rm), hart.changeFloatingPoint());
    }

    @Instruction(asm = "fcvt.s.wu frd, rs1, rm", bits = "11010 00 00001 rs1 rm frd 1010011")
    static long fcvtSWu(Hart hart, long rs1, int rm) {
        return Binary32.fromUnsigned(rs1 & 0xffff_ffffL, hart.roundingMode(rm), hart.changeFloatingPoint());
    }

    @Instruction(asm = "fcvt.s.l frd, rs1, rm", bits = "11010 00 00010 rs1 rm frd 1010011")
    static long fcvtSL(Hart hart, long rs1, int rm) {
        return Binary32.fromSigned(rs1, hart.roundingMode(rm), hart.changeFloatingPoint());
    }

    @Instruction(asm = "fcvt.s.lu frd, rs1, rm", bits = "11010 00 00011 rs1 rm frd 1010011")
    static long fcvtSLu(Hart hart, long rs1, int rm) {
        return Binary32.fromUnsigned(rs1, hart.roundingMode(rm), hart.changeFloatingPoint());
    }

    @Instruction(asm = "fmv.x.w rd, frs1", bits = "11100 00 00000 frs1 000 rd 1010011")
    static long fmvXW(Hart hart, long frs1) {
        hart.useFloatingPoint();
        return (int) frs1;
    }

    @Instruction(asm = "fmv.w.x frd, rs1", bits = "11110 00 00000 rs1 000 frd 1010011")
    static long fmvWX(Hart hart, long rs1) {
        hart.changeFloatingPoint();
        return Format.SINGLE.box(rs1);
    }
}
