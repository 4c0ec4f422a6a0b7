package org.cofferdam.machine.instructions;

import org.cofferdam.machine.isa.Compressed;
import org.cofferdam.machine.isa.Extension;
import org.cofferdam.machine.isa.Instruction;

/** M: multiplication and division, which never trap (unprivileged specification, "M"). */
@Extension("m")
final class MultiplyInstructions {
    private MultiplyInstructions() {}

    @Instruction(asm = "mul rd, rs1, rs2", bits = "0000001 rs2 rs1 000 rd 0110011")
    @Compressed(asm = "c.mul rd', rs2'", bits = "100 111 rd' 10 rs2' 01", as = "mul rd', rd', rs2'", extension = "zcb")
    static long mul(long rs1, long rs2) {
        return rs1 * rs2;
    }

    @Instruction(asm = "mulh rd, rs1, rs2", bits = "0000001 rs2 rs1 001 rd 0110011")
    static long mulh(long rs1, long rs2) {
        return Math.multiplyHigh(rs1, rs2);
    }

    @Instruction(asm = "mulhsu rd, rs1, rs2", bits = "0000001 rs2 rs1 010 rd 0110011")
    static long mulhsu(long rs1, long rs2) {
        long unsignedTimesUnsigned = Math.unsignedMultiplyHigh(rs1, rs2);
        return unsignedTimesUnsigned - (rs1 >> 63 & rs2);
    }

    @Instruction(asm = "mulhu rd, rs1, rs2", bits = "0000001 rs2 rs1 011 rd 0110011")
    static long mulhu(long rs1, long rs2) {
        return Math.unsignedMultiplyHigh(rs1, rs2);
    }

    @Instruction(asm = "div rd, rs1, rs2", bits = "0000001 rs2 rs1 100 rd 0110011")
    static long div(long rs1, long rs2) {
        return rs2 == 0 ? -1 : rs1 / rs2;
    }

    @Instruction(asm = "divu rd, rs1, rs2", bits = "0000001 rs2 rs1 101 rd 0110011")
    static long divu(long rs1, long rs2) {
        return rs2 == 0 ? -1 : Long.divideUnsigned(rs1, rs2);
    }

    @Instruction(asm = "rem rd, rs1, rs2", bits = "0000001 rs2 rs1 110 rd 0110011")
    static long rem(long rs1, long rs2) {
        return rs2 == 0 ? rs1 : rs1 % rs2;
    }

    @Instruction(asm = "remu rd, rs1, rs2", bits = "0000001 rs2 rs1 111 rd 0110011")
    static long remu(long rs1, long rs2) {
        return rs2 == 0 ? rs1 : Long.remainderUnsigned(rs1, rs2);
    }

    @Instruction(asm = "mulw rd, rs1, rs2", bits = "0000001 rs2 rs1 000 rd 0111011")
    static long mulw(long rs1, long rs2) {
        return (int) (rs1 * rs2);
    }

    @Instruction(asm = "divw rd, rs1, rs2", bits = "0000001 rs2 rs1 100 rd 0111011")
    static long divw(long rs1, long rs2) {
        return (int) rs2 == 0 ? -1 : (int) rs1 / (int) rs2;
    }

    @Instruction(asm = "divuw rd, rs1, rs2", bits = "0000001 rs2 rs1 101 rd 0111011")
    static long divuw(long rs1, long rs2) {
        return (int) rs2 == 0 ? -1 : Integer.divideUnsigned((int) rs1, (int) rs2);
    }

    @Instruction(asm = "remw rd, rs1, rs2", bits = "0000001 rs2 rs1 110 rd 0111011")
    static long remw(long rs1, long rs2) {
        return (int) rs2 == 0 ? (int) rs1 : (int) rs1 % (int) rs2;
    }

    @Instruction(asm = "remuw rd, rs1, rs2", bits = "0000001 rs2 rs1 111 rd 0111011")
    static long remuw(long rs1, long rs2) {
        return (int) rs2 == 0 ? (int) rs1 : Integer.remainderUnsigned((int) rs1, (int) rs2);
    }
}
