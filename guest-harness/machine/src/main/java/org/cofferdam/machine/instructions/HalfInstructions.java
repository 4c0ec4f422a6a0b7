package org.cofferdam.machine.instructions;

import org.cofferdam.machine.floatingpoint.Binary16;
import org.cofferdam.machine.floatingpoint.Binary32;
import org.cofferdam.machine.floatingpoint.Binary64;
import org.cofferdam.machine.floatingpoint.Format;
import org.cofferdam.machine.floatingpoint.IntegerFormat;
import org.cofferdam.machine.hart.Hart;
import org.cofferdam.machine.isa.Alias;
import org.cofferdam.machine.isa.Extension;
import org.cofferdam.machine.isa.Instruction;

/**
 * Zfh: half precision, of which Zfhmin is a part (unprivileged specification, "Zfh").
 *
 * <p>An instruction that rounds is illegal if its mode is reserved; every one is if floating point is off. What
 * writes a register or may raise a flag makes FS Dirty.
 */
@Extension("zfh")
final class HalfInstructions {
    private HalfInstructions() {}

    @Instruction(asm = "flh frd, imm(rs1)", bits = "imm[11:0] rs1 001 frd 0000111")
    static long flh(Hart hart, long rs1, long imm) {
        hart.changeFloatingPoint();
        return Format.HALF.box(hart.memory.loadHalfUnsigned(rs1 + imm));
    }

    @Instruction(asm = "fsh frs2, imm(rs1)", bits = "imm[11:5] frs2 rs1 001 imm[4:0] 0100111")
    static void fsh(Hart hart, long rs1, long frs2, long imm) {
        hart.useFloatingPoint();
        hart.memory.storeHalf(rs1 + imm, frs2);
    }

    @Instruction(asm = "fmadd.h frd, frs1, frs2, frs3, rm", bits = "frs3 10 frs2 frs1 rm frd 1000011")
    static long fmaddH(Hart hart, long frs1, long frs2, long frs3, int rm) {
        return Binary16.multiplyAdd(frs1, frs2, frs3, hart.roundingMode(rm), hart.changeFloatingPoint());
    }

    @Instruction(asm = "fmsub.h frd, frs1, frs2, frs3, rm", bits = "frs3 10 frs2 frs1 rm frd 1000111")
    static long fmsubH(Hart hart, long frs1, long frs2, long frs3, int rm) {
        return Binary16.multiplyAdd(
                frs1, frs2, Binary16.negate(frs3), hart.roundingMode(rm), hart.changeFloatingPoint());
    }

    @Instruction(asm = "fnmsub.h frd, frs1, frs2, frs3, rm", bits = "frs3 10 frs2 frs1 rm frd 1001011")
    static long fnmsubH(Hart hart, long frs1, long frs2, long frs3, int rm) {
        return Binary16.multiplyAdd(
                Binary16.negate(frs1), frs2, frs3, hart.roundingMode(rm), hart.changeFloatingPoint());
    }

    @Instruction(asm = "fnmadd.h frd, frs1, frs2, frs3, rm", bits = "frs3 10 frs2 frs1 rm frd 1001111")
    static long fnmaddH(Hart hart, long frs1, long frs2, long frs3, int rm) {
        return Binary16.multiplyAdd(
                Binary16.negate(frs1), frs2, Binary16.negate(frs3), hart.roundingMode(rm), hart.changeFloatingPoint());
    }

    @Instruction(asm = "fadd.h frd, frs1, frs2, rm", bits = "00000 10 frs2 frs1 rm frd 1010011")
    static long faddH(Hart hart, long frs1, long frs2, int rm) {
        return Binary16.add(frs1, frs2, hart.roundingMode(rm), hart.changeFloatingPoint());
    }

    @Instruction(asm = "fsub.h frd, frs1, frs2, rm", bits = "00001 10 frs2 frs1 rm frd 1010011")
    static long fsubH(Hart hart, long frs1, long frs2, int rm) {
        return Binary16.subtract(frs1, frs2, hart.roundingMode(rm), hart.changeFloatingPoint());
    }

    @Instruction(asm = "fmul.h frd, frs1, frs2, rm", bits = "00010 10 frs2 frs1 rm frd 1010011")
    static long fmulH(Hart hart, long frs1, long frs2, int rm) {
        return Binary16.multiply(frs1, frs2, hart.roundingMode(rm), hart.changeFloatingPoint());
    }

    @Instruction(asm = "fdiv.h frd, frs1, frs2, rm", bits = "00011 10 frs2 frs1 rm frd 1010011")
    static long fdivH(Hart hart, long frs1, long frs2, int rm) {
        return Binary16.divide(frs1, frs2, hart.roundingMode(rm), hart.changeFloatingPoint());
    }

    @Instruction(asm = "fsqrt.h frd, frs1, rm", bits = "01011 10 00000 frs1 rm frd 1010011")
    static long fsqrtH(Hart hart, long frs1, int rm) {
        return Binary16.squareRoot(frs1, hart.roundingMode(rm), hart.changeFloatingPoint());
    }

    @Instruction(asm = "fsgnj.h frd, frs1, frs2", bits = "00100 10 frs2 frs1 000 frd 1010011")
    @Alias(asm = "fmv.h frd, frs1", as = "fsgnj.h frd, frs1, frs1")
    static long fsgnjH(Hart hart, long frs1, long frs2) {
        hart.changeFloatingPoint();
        return Binary16.copySign(frs1, frs2);
    }

    @Instruction(asm = "fsgnjn.h frd, frs1, frs2", bits = "00100 10 frs2 frs1 001 frd 1010011")
    @Alias(asm = "fneg.h frd, frs1", as = "fsgnjn.h frd, frs1, frs1")
    static long fsgnjnH(Hart hart, long frs1, long frs2) {
        hart.changeFloatingPoint();
        return Binary16.copySign(frs1, Binary16.negate(frs2));
    }

    @Instruction(asm = "fsgnjx.h frd, frs1, frs2", bits = "00100 10 frs2 frs1 010 frd 1010011")
    @Alias(asm = "fabs.h frd, frs1", as = "fsgnjx.h frd, frs1, frs1")
    static long fsgnjxH(Hart hart, long frs1, long frs2) {
        hart.changeFloatingPoint();
        return Binary16.flipSign(frs1, frs2);
    }

    @Instruction(asm = "fmin.h frd, frs1, frs2", bits = "00101 10 frs2 frs1 000 frd 1010011")
    static long fminH(Hart hart, long frs1, long frs2) {
        return Binary16.minimum(frs1, frs2, hart.changeFloatingPoint());
    }

    @Instruction(asm = "fmax.h frd, frs1, frs2", bits = "00101 10 frs2 frs1 001 frd 1010011")
    static long fmaxH(Hart hart, long frs1, long frs2) {
        return Binary16.maximum(frs1, frs2, hart.changeFloatingPoint());
    }

    @Instruction(asm = "feq.h rd, frs1, frs2", bits = "10100 10 frs2 frs1 010 rd 1010011")
    static long feqH(Hart hart, long frs1, long frs2) {
        return Binary16.equal(frs1, frs2, hart.changeFloatingPoint()) ? 1 : 0;
    }

    @Instruction(asm = "flt.h rd, frs1, frs2", bits = "10100 10 frs2 frs1 001 rd 1010011")
    static long fltH(Hart hart, long frs1, long frs2) {
        return Binary16.less(frs1, frs2, hart.changeFloatingPoint()) ? 1 : 0;
    }

    @Instruction(asm = "fle.h rd, frs1, frs2", bits = "10100 10 frs2 frs1 000 rd 1010011")
    static long fleH(Hart hart, long frs1, long frs2) {
        return Binary16.lessOrEqual(frs1, frs2, hart.changeFloatingPoint()) ? 1 : 0;
    }

    @Instruction(asm = "fclass.h rd, frs1", bits = "11100 10 00000 frs1 001 rd 1010011")
    static long fclassH(Hart hart, long frs1) {
        hart.useFloatingPoint();
        return Binary16.classify(frs1);
    }

    @Instruction(asm = "fcvt.w.h rd, frs1, rm", bits = "11000 10 00000 frs1 rm rd 1010011")
    static long fcvtWH(Hart hart, long frs1, int rm) {
        return Binary16.toInteger(frs1, IntegerFormat.INT32, hart.roundingMode(rm), hart.changeFloatingPoint());
    }

    @Instruction(asm = "fcvt.wu.h rd, frs1, rm", bits = "11000 10 00001 frs1 rm rd 1010011")
    static long fcvtWuH(Hart hart, long frs1, int rm) {
        return Binary16.toInteger(frs1, IntegerFormat.UINT32, hart.roundingMode(rm), hart.changeFloatingPoint());
    }

    @Instruction(asm = "fcvt.l.h rd, frs1, rm", bits = "11000 10 00010 frs1 rm rd 1010011")
    static long fcvtLH(Hart hart, long frs1, int rm) {
        return Binary16.toInteger(frs1, IntegerFormat.INT64, hart.roundingMode(rm), hart.changeFloatingPoint());
    }

    @Instruction(asm = "fcvt.lu.h rd, frs1, rm", bits = "11000 10 00011 frs1 rm rd 1010011")
    static long fcvtLuH(Hart hart, long frs1, int rm) {
        return Binary16.toInteger(frs1, IntegerFormat.UINT64, hart.roundingMode(rm), hart.changeFloatingPoint());
    }

    @Instruction(asm = "fcvt.h.w frd, rs1, rm", bits = "11010 10 00000 rs1 rm frd 1010011")
    static long fcvtHW(Hart hart, long rs1, int rm) {
        long integer = (int) rs1;
        return Binary16.fromSigned(integer, hart.roundingMode(rm), hart.changeFloatingPoint());
    }

    @Instruction(asm = "fcvt.h.wu frd, rs1, rm", bits = "11010 10 00001 rs1 rm frd 1010011")
    static long fcvtHWu(Hart hart, long rs1, int rm) {
        return Binary16.fromUnsigned(rs1 & 0xffff_ffffL, hart.roundingMode(rm), hart.changeFloatingPoint());
    }

    @Instruction(asm = "fcvt.h.l frd, rs1, rm", bits = "11010 10 00010 rs1 rm frd 1010011")
    static long fcvtHL(Hart hart, long rs1, int rm) {
        return Binary16.fromSigned(rs1, hart.roundingMode(rm), hart.changeFloatingPoint());
    }

    @Instruction(asm = "fcvt.h.lu frd, rs1, rm", bits = "11010 10 00011 rs1 rm frd 1010011")
    static long fcvtHLu(Hart hart, long rs1, int rm) {
        return Binary16.fromUnsigned(rs1, hart.roundingMode(rm), hart.changeFloatingPoint());
    }

    @Instruction(asm = "fmv.x.h rd, frs1", bits = "11100 10 00000 frs1 000 rd 1010011")
    static long fmvXH(Hart hart, long frs1) {
        hart.useFloatingPoint();
        return (short) frs1;
    }

    @Instruction(asm = "fmv.h.x frd, rs1", bits = "11110 10 00000 rs1 000 frd 1010011")
    static long fmvHX(Hart hart, long rs1) {
        hart.changeFloatingPoint();
        return Format.HALF.box(rs1);
    }

    @Instruction(asm = "fcvt.s.h frd, frs1, rm=rne", bits = "01000 00 00010 frs1 rm frd 1010011")
    static long fcvtSH(Hart hart, long frs1, int rm) {
        return Binary32.fromHalf(frs1, hart.roundingMode(rm), hart.changeFloatingPoint());
    }

    @Instruction(asm = "fcvt.h.s frd, frs1, rm", bits = "01000 10 00000 frs1 rm frd 1010011")
    static long fcvtHS(Hart hart, long frs1, int rm) {
        return Binary16.fromSingle(frs1, hart.roundingMode(rm), hart.changeFloatingPoint());
    }

    @Instruction(asm = "fcvt.d.h frd, frs1, rm=rne", bits = "01000 01 00010 frs1 rm frd 1010011")
    static long fcvtDH(Hart hart, long frs1, int rm) {
        return Binary64.fromHalf(frs1, hart.roundingMode(rm), hart.changeFloatingPoint());
    }

    @Instruction(asm = "fcvt.h.d frd, frs1, rm", bits = "01000 10 00001 frs1 rm frd 1010011")
    static long fcvtHD(Hart hart, long frs1, int rm) {
        return Binary16.fromDouble(frs1, hart.roundingMode(rm), hart.changeFloatingPoint());
    }
}
