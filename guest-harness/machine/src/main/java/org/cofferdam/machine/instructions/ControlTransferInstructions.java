package org.cofferdam.machine.instructions;

import org.cofferdam.machine.isa.Compressed;
import org.cofferdam.machine.isa.Extension;
import org.cofferdam.machine.isa.Instruction;

/** RV64I, jumps and branches (unprivileged specification, "RV32I" 2.5). */
@Extension("i")
final class ControlTransferInstructions {
    private ControlTransferInstructions() {}

    @Instruction(asm = "jal rd, offset", bits = "offset[20|10:1|11|19:12] rd 1101111", jumps = true)
    @Compressed(asm = "c.j offset", bits = "101 offset[11|4|9:8|10|6|7|3:1|5] 01", as = "jal zero, offset")
    static long jal(long pc, long offset) {
        return pc + offset;
    }

    @Instruction(asm = "jalr rd, imm(rs1)", bits = "imm[11:0] rs1 000 rd 1100111", jumps = true)
    @Compressed(asm = "c.jr rs1", bits = "100 0 rs1!=0 00000 10", as = "jalr zero, 0(rs1)")
    @Compressed(asm = "c.jalr rs1", bits = "100 1 rs1!=0 00000 10", as = "jalr ra, 0(rs1)")
    static long jalr(long rs1, long imm) {
        return rs1 + imm & ~1L;
    }

    @Instruction(asm = "beq rs1, rs2, offset", bits = "offset[12|10:5] rs2 rs1 000 offset[4:1|11] 1100011")
    @Compressed(
            asm = "c.beqz rs1', offset",
            bits = "110 offset[8|4:3] rs1' offset[7:6|2:1|5] 01",
            as = "beq rs1', zero, offset")
    static boolean beq(long rs1, long rs2) {
        return rs1 == rs2;
    }

    @Instruction(asm = "bne rs1, rs2, offset", bits = "offset[12|10:5] rs2 rs1 001 offset[4:1|11] 1100011")
    @Compressed(
            asm = "c.bnez rs1', offset",
            bits = "111 offset[8|4:3] rs1' offset[7:6|2:1|5] 01",
            as = "bne rs1', zero, offset")
    static boolean bne(long rs1, long rs2) {
        return rs1 != rs2;
    }

    @Instruction(asm = "blt rs1, rs2, offset", bits = "offset[12|10:5] rs2 rs1 100 offset[4:1|11] 1100011")
    static boolean blt(long rs1, long rs2) {
        return rs1 < rs2;
    }

    @Instruction(asm = "bge rs1, rs2, offset", bits = "offset[12|10:5] rs2 rs1 101 offset[4:1|11] 1100011")
    static boolean bge(long rs1, long rs2) {
        return rs1 >= rs2;
    }

    @Instruction(asm = "bltu rs1, rs2, offset", bits = "offset[12|10:5] rs2 rs1 110 offset[4:1|11] 1100011")
    static boolean bltu(long rs1, long rs2) {
        return Long.compareUnsigned(rs1, rs2) < 0;
    }

    @Instruction(asm = "bgeu rs1, rs2, offset", bits = "offset[12|10:5] rs2 rs1 111 offset[4:1|11] 1100011")
    static boolean bgeu(long rs1, long rs2) {
        return Long.compareUnsigned(rs1, rs2) >= 0;
    }
}
