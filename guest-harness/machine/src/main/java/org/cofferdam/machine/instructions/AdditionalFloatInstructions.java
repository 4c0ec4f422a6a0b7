package org.cofferdam.machine.instructions;

import org.cofferdam.machine.floatingpoint.AdditionalOperations;
import org.cofferdam.machine.floatingpoint.Format;
import org.cofferdam.machine.hart.Hart;
import org.cofferdam.machine.isa.Extension;
import org.cofferdam.machine.isa.FloatConstants;
import org.cofferdam.machine.isa.Instruction;

/** Zfa: additional floating-point instructions, in all three formats (unprivileged specification, "Zfa"). */
@Extension("zfa")
final class AdditionalFloatInstructions {
    private AdditionalFloatInstructions() {}

    @Instruction(asm = "fli.s frd, constant", bits = "11110 00 00001 constant 000 frd 1010011")
    static long fliS(Hart hart, int constant) {
        hart.changeFloatingPoint();
        return AdditionalOperations.constant(Format.SINGLE, FloatConstants.value(constant));
    }

    @Instruction(asm = "fminm.s frd, frs1, frs2", bits = "00101 00 frs2 frs1 010 frd 1010011")
    static long fminmS(Hart hart, long frs1, long frs2) {
        return AdditionalOperations.minimum(Format.SINGLE, frs1, frs2, hart.changeFloatingPoint());
    }

    @Instruction(asm = "fmaxm.s frd, frs1, frs2", bits = "00101 00 frs2 frs1 011 frd 1010011")
    static long fmaxmS(Hart hart, long frs1, long frs2) {
        return AdditionalOperations.maximum(Format.SINGLE, frs1, frs2, hart.changeFloatingPoint());
    }

    @Instruction(asm = "fround.s frd, frs1, rm", bits = "01000 00 00100 frs1 rm frd 1010011")
    static long froundS(Hart hart, long frs1, int rm) {
        return AdditionalOperations.round(Format.SINGLE, frs1, hart.roundingMode(rm), hart.changeFloatingPoint());
    }

    @Instruction(asm = "froundnx.s frd, frs1, rm", bits = "01000 00 00101 frs1 rm frd 1010011")
    static long froundnxS(Hart hart, long frs1, int rm) {
        return AdditionalOperations.roundExact(Format.SINGLE, frs1, hart.roundingMode(rm), hart.changeFloatingPoint());
    }

    @Instruction(asm = "fleq.s rd, frs1, frs2", bits = "10100 00 frs2 frs1 100 rd 1010011")
    static long fleqS(Hart hart, long frs1, long frs2) {
        return AdditionalOperations.lessOrEqual(Format.SINGLE, frs1, frs2, hart.changeFloatingPoint()) ? 1 : 0;
    }

    @Instruction(asm = "fltq.s rd, frs1, frs2", bits = "10100 00 frs2 frs1 101 rd 1010011")
    static long fltqS(Hart hart, long frs1, long frs2) {
        return AdditionalOperations.less(Format.SINGLE, frs1, frs2, hart.changeFloatingPoint()) ? 1 : 0;
    }

    @Instruction(asm = "fli.d frd, constant", bits = "11110 01 00001 constant 000 frd 1010011")
    static long fliD(Hart hart, int constant) {
        hart.changeFloatingPoint();
        return AdditionalOperations.constant(Format.DOUBLE, FloatConstants.value(constant));
    }

    @Instruction(asm = "fminm.d frd, frs1, frs2", bits = "00101 01 frs2 frs1 010 frd 1010011")
    static long fminmD(Hart hart, long frs1, long frs2) {
        return AdditionalOperations.minimum(Format.DOUBLE, frs1, frs2, hart.changeFloatingPoint());
    }

    @Instruction(asm = "fmaxm.d frd, frs1, frs2", bits = "00101 01 frs2 frs1 011 frd 1010011")
    static long fmaxmD(Hart hart, long frs1, long frs2) {
        return AdditionalOperations.maximum(Format.DOUBLE, frs1, frs2, hart.changeFloatingPoint());
    }

    @Instruction(asm = "fround.d frd, frs1, rm", bits = "01000 01 00100 frs1 rm frd 1010011")
    static long froundD(Hart hart, long frs1, int rm) {
        return AdditionalOperations.round(Format.DOUBLE, frs1, hart.roundingMode(rm), hart.changeFloatingPoint());
    }

    @Instruction(asm = "froundnx.d frd, frs1, rm", bits = "01000 01 00101 frs1 rm frd 1010011")
    static long froundnxD(Hart hart, long frs1, int rm) {
        return AdditionalOperations.roundExact(Format.DOUBLE, frs1, hart.roundingMode(rm), hart.changeFloatingPoint());
    }

    @Instruction(asm = "fleq.d rd, frs1, frs2", bits = "10100 01 frs2 frs1 100 rd 1010011")
    static long fleqD(Hart hart, long frs1, long frs2) {
        return AdditionalOperations.lessOrEqual(Format.DOUBLE, frs1, frs2, hart.changeFloatingPoint()) ? 1 : 0;
    }

    @Instruction(asm = "fltq.d rd, frs1, frs2", bits = "10100 01 frs2 frs1 101 rd 1010011")
    static long fltqD(Hart hart, long frs1, long frs2) {
        return AdditionalOperations.less(Format.DOUBLE, frs1, frs2, hart.changeFloatingPoint()) ? 1 : 0;
    }

    @Instruction(asm = "fli.h frd, constant", bits = "11110 10 00001 constant 000 frd 1010011")
    static long fliH(Hart hart, int constant) {
        hart.changeFloatingPoint();
        return AdditionalOperations.constant(Format.HALF, FloatConstants.value(constant));
    }

    @Instruction(asm = "fminm.h frd, frs1, frs2", bits = "00101 10 frs2 frs1 010 frd 1010011")
    static long fminmH(Hart hart, long frs1, long frs2) {
        return AdditionalOperations.minimum(Format.HALF, frs1, frs2, hart.changeFloatingPoint());
    }

    @Instruction(asm = "fmaxm.h frd, frs1, frs2", bits = "00101 10 frs2 frs1 011 frd 1010011")
    static long fmaxmH(Hart hart, long frs1, long frs2) {
        return AdditionalOperations.maximum(Format.HALF, frs1, frs2, hart.changeFloatingPoint());
    }

    @Instruction(asm = "fround.h frd, frs1, rm", bits = "01000 10 00100 frs1 rm frd 1010011")
    static long froundH(Hart hart, long frs1, int rm) {
        return AdditionalOperations.round(Format.HALF, frs1, hart.roundingMode(rm), hart.changeFloatingPoint());
    }

    @Instruction(asm = "froundnx.h frd, frs1, rm", bits = "01000 10 00101 frs1 rm frd 1010011")
    static long froundnxH(Hart hart, long frs1, int rm) {
        return AdditionalOperations.roundExact(Format.HALF, frs1, hart.roundingMode(rm), hart.changeFloatingPoint());
    }

    @Instruction(asm = "fleq.h rd, frs1, frs2", bits = "10100 10 frs2 frs1 100 rd 1010011")
    static long fleqH(Hart hart, long frs1, long frs2) {
        return AdditionalOperations.lessOrEqual(Format.HALF, frs1, frs2, hart.changeFloatingPoint()) ? 1 : 0;
    }

    @Instruction(asm = "fltq.h rd, frs1, frs2", bits = "10100 10 frs2 frs1 101 rd 1010011")
    static long fltqH(Hart hart, long frs1, long frs2) {
        return AdditionalOperations.less(Format.HALF, frs1, frs2, hart.changeFloatingPoint()) ? 1 : 0;
    }

    @Instruction(asm = "fcvtmod.w.d rd, frs1, rtz", bits = "11000 01 01000 frs1 001 rd 1010011")
    static long fcvtmodWD(Hart hart, long frs1) {
        return AdditionalOperations.toModularWord(frs1, hart.changeFloatingPoint());
    }
}
