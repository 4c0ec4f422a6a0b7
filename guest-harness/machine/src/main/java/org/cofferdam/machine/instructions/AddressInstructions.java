package org.cofferdam.machine.instructions;

import org.cofferdam.machine.isa.Alias;
import org.cofferdam.machine.isa.Compressed;
import org.cofferdam.machine.isa.Extension;
import org.cofferdam.machine.isa.Instruction;

/** Zba: address generation (unprivileged specification, "B", Zba). */
@Extension("zba")
final class AddressInstructions {
    private static final long WORD = 0xffff_ffffL;

    private AddressInstructions() {}

    @Instruction(asm = "sh1add rd, rs1, rs2", bits = "0010000 rs2 rs1 010 rd 0110011")
    static long sh1add(long rs1, long rs2) {
        return (rs1 << 1) + rs2;
    }

    @Instruction(asm = "sh2add rd, rs1, rs2", bits = "0010000 rs2 rs1 100 rd 0110011")
    static long sh2add(long rs1, long rs2) {
        return (rs1 << 2) + rs2;
    }

    @Instruction(asm = "sh3add rd, rs1, rs2", bits = "0010000 rs2 rs1 110 rd 0110011")
    static long sh3add(long rs1, long rs2) {
        return (rs1 << 3) + rs2;
    }

    @Instruction(asm = "add.uw rd, rs1, rs2", bits = "0000100 rs2 rs1 000 rd 0111011")
    @Compressed(asm = "c.zext.w rd'", bits = "100 111 rd' 11 100 01", as = "add.uw rd', rd', zero", extension = "zcb")
    @Alias(asm = "zext.w rd, rs1", as = "add.uw rd, rs1, zero")
    static long addUw(long rs1, long rs2) {
        return (rs1 & WORD) + rs2;
    }

    @Instruction(asm = "sh1add.uw rd, rs1, rs2", bits = "0010000 rs2 rs1 010 rd 0111011")
    static long sh1addUw(long rs1, long rs2) {
        return ((rs1 & WORD) << 1) + rs2;
    }

    @Instruction(asm = "sh2add.uw rd, rs1, rs2", bits = "0010000 rs2 rs1 100 rd 0111011")
    static long sh2addUw(long rs1, long rs2) {
        return ((rs1 & WORD) << 2) + rs2;
    }

    @Instruction(asm = "sh3add.uw rd, rs1, rs2", bits = "0010000 rs2 rs1 110 rd 0111011")
    static long sh3addUw(long rs1, long rs2) {
        return ((rs1 & WORD) << 3) + rs2;
    }

    @Instruction(asm = "slli.uw rd, rs1, shamt", bits = "000010 shamt[5:0] rs1 001 rd 0011011")
    static long slliUw(long rs1, int shamt) {
        return (rs1 & WORD) << shamt;
    }
}
