package org.cofferdam.machine.instructions;

import org.cofferdam.machine.isa.Alias;
import org.cofferdam.machine.isa.Extension;
import org.cofferdam.machine.isa.Instruction;

/** Zbs: single-bit operations (unprivileged specification, "B", Zbs). */
@Extension("zbs")
final class SingleBitInstructions {
    private SingleBitInstructions() {}

    @Instruction(asm = "bclr rd, rs1, rs2", bits = "0100100 rs2 rs1 001 rd 0110011")
    static long bclr(long rs1, long rs2) {
        return rs1 & ~(1L << rs2);
    }

    @Instruction(asm = "bclri rd, rs1, shamt", bits = "010010 shamt[5:0] rs1 001 rd 0010011")
    @Alias(asm = "bclr rd, rs1, shamt", as = "bclri rd, rs1, shamt")
    static long bclri(long rs1, int shamt) {
        return rs1 & ~(1L << shamt);
    }

    @Instruction(asm = "bext rd, rs1, rs2", bits = "0100100 rs2 rs1 101 rd 0110011")
    static long bext(long rs1, long rs2) {
        return rs1 >>> rs2 & 1;
    }

    @Instruction(asm = "bexti rd, rs1, shamt", bits = "010010 shamt[5:0] rs1 101 rd 0010011")
    @Alias(asm = "bext rd, rs1, shamt", as = "bexti rd, rs1, shamt")
    static long bexti(long rs1, int shamt) {
        return rs1 >>> shamt & 1;
    }

    @Instruction(asm = "binv rd, rs1, rs2", bits = "0110100 rs2 rs1 001 rd 0110011")
    static long binv(long rs1, long rs2) {
        return rs1 ^ 1L << rs2;
    }

    @Instruction(asm = "binvi rd, rs1, shamt", bits = "011010 shamt[5:0] rs1 001 rd 0010011")
    @Alias(asm = "binv rd, rs1, shamt", as = "binvi rd, rs1, shamt")
    static long binvi(long rs1, int shamt) {
        return rs1 ^ 1L << shamt;
    }

    @Instruction(asm = "bset rd, rs1, rs2", bits = "0010100 rs2 rs1 001 rd 0110011")
    static long bset(long rs1, long rs2) {
        return rs1 | 1L << rs2;
    }

    @Instruction(asm = "bseti rd, rs1, shamt", bits = "001010 shamt[5:0] rs1 001 rd 0010011")
    @Alias(asm = "bset rd, rs1, shamt", as = "bseti rd, rs1, shamt")
    static long bseti(long rs1, int shamt) {
        return rs1 | 1L << shamt;
    }
}
