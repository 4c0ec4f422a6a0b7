package org.cofferdam.machine.instructions;

import org.cofferdam.machine.isa.Extension;
import org.cofferdam.machine.isa.Instruction;

/** Zbkb: what bit manipulation for cryptography adds to Zbb (unprivileged specification, "Zbkb"). */
@Extension("zbkb")
final class PackInstructions {
    private PackInstructions() {}

    @Instruction(asm = "pack rd, rs1, rs2", bits = "0000100 rs2 rs1 100 rd 0110011")
    static long pack(long rs1, long rs2) {
        return (rs2 << 32) | (rs1 & 0xffff_ffffL);
    }

    @Instruction(asm = "packh rd, rs1, rs2", bits = "0000100 rs2 rs1 111 rd 0110011")
    static long packh(long rs1, long rs2) {
        return ((rs2 & 0xff) << 8) | (rs1 & 0xff);
    }

    @Instruction(asm = "packw rd, rs1, rs2", bits = "0000100 rs2 rs1 100 rd 0111011")
    static long packw(long rs1, long rs2) {
        return (int) ((rs2 << 16) | (rs1 & 0xffff));
    }

    @Instruction(asm = "brev8 rd, rs1", bits = "011010000111 rs1 101 rd 0010011")
    static long brev8(long rs1) {
        return Long.reverseBytes(Long.reverse(rs1));
    }
}
