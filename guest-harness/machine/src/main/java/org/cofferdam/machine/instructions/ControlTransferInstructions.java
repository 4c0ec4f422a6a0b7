package org.cofferdam.machine.instructions;

import org.cofferdam.machine.isa.Alias;
import org.cofferdam.machine.isa.Compressed;
import org.cofferdam.machine.isa.Extension;
import org.cofferdam.machine.isa.Instruction;

/** RV64I, jumps and branches (unprivileged specification, "RV32I" 2.5). */
@Extension("i")
final class ControlTransferInstructions {
    private ControlTransferInstructions() {}

    @Instruction(asm = "jal rd, offset", bits = "offset[20|10:1|11|19:12] rd 1101111", jumps = true)
    @Compressed(asm = "c.j offset", bits = "101 offset[11|4|9:8|10|6|7|3:1|5] 01", as = "jal zero, offset")
    @Alias(asm = "j offset", as = "jal zero, offset")
    @Alias(asm = "jal offset", as = "jal ra, offset")
    static long jal(long pc, long offset) {
        return pc + offset;
    }

    @Instruction(asm = "jalr rd, imm(rs1)", bits = "imm[11:0] rs1 000 rd 1100111", jumps = true)
    @Compressed(asm = "c.jr rs1", bits = "100 0 rs1!=0 00000 10", as = "jalr zero, 0(rs1)")
    @Compressed(asm = "c.jalr rs1", bits = "100 1 rs1!=0 00000 10", as = "jalr ra, 0(rs1)")
    @Alias(asm = "ret", as = "jalr zero, 0(ra)")
    @Alias(asm = "jr rs1", as = "jalr zero, 0(rs1)")
    @Alias(asm = "jr imm(rs1)", as = "jalr zero, imm(rs1)")
    @Alias(asm = "jalr rs1", as = "jalr ra, 0(rs1)")
    @Alias(asm = "jalr imm(rs1)", as = "jalr ra, imm(rs1)")
    @Alias(asm = "jalr rd, rs1", as = "jalr rd, 0(rs1)")
    static long jalr(long rs1, long imm) {
        return rs1 + imm & ~1L;
    }

    @Instruction(asm = "beq rs1, rs2, offset", bits = "offset[12|10:5] rs2 rs1 000 offset[4:1|11] 1100011")
    @Compressed(
            asm = "c.beqz rs1', offset",
            bits = "110 offset[8|4:3] rs1' offset[7:6|2:1|5] 01",
            as = "beq rs1', zero, offset")
    @Alias(asm = "beqz rs1, offset", as = "beq rs1, zero, offset")
    static boolean beq(long rs1, long rs2) {
        return rs1 == rs2;
    }

    @Instruction(asm = "bne rs1, rs2, offset", bits = "offset[12|10:5] rs2 rs1 001 offset[4:1|11] 1100011")
    @Compressed(
            asm = "c.bnez rs1', offset",
            bits = "111 offset[8|4:3] rs1' offset[7:6|2:1|5] 01",
            as = "bne rs1', zero, offset")
    @Alias(asm = "bnez rs1, offset", as = "bne rs1, zero, offset")
    static boolean bne(long rs1, long rs2) {
        return rs1 != rs2;
    }

    @Instruction(asm = "blt rs1, rs2, offset", bits = "offset[12|10:5] rs2 rs1 100 offset[4:1|11] 1100011")
    @Alias(asm = "bltz rs1, offset", as = "blt rs1, zero, offset")
    @Alias(asm = "bgtz rs2, offset", as = "blt zero, rs2, offset")
    @Alias(asm = "bgt rs2, rs1, offset", as = "blt rs1, rs2, offset", printed = false)
    static boolean blt(long rs1, long rs2) {
        return rs1 < rs2;
    }

    @Instruction(asm = "bge rs1, rs2, offset", bits = "offset[12|10:5] rs2 rs1 101 offset[4:1|11] 1100011")
    @Alias(asm = "blez rs2, offset", as = "bge zero, rs2, offset")
    @Alias(asm = "bgez rs1, offset", as = "bge rs1, zero, offset")
    @Alias(asm = "ble rs2, rs1, offset", as = "bge rs1, rs2, offset", printed = false)
    static boolean bge(long rs1, long rs2) {
        return rs1 >= rs2;
    }

    @Instruction(asm = "bltu rs1, rs2, offset", bits = "offset[12|10:5] rs2 rs1 110 offset[4:1|11] 1100011")
    @Alias(asm = "bgtu rs2, rs1, offset", as = "bltu rs1, rs2, offset", printed = false)
    static boolean bltu(long rs1, long rs2) {
        return Long.compareUnsigned(rs1, rs2) < 0;
    }

    @Instruction(asm = "bgeu rs1, rs2, offset", bits = "offset[12|10:5] rs2 rs1 111 offset[4:1|11] 1100011")
    @Alias(asm = "bleu rs2, rs1, offset", as = "bgeu rs1, rs2, offset", printed = false)
    static boolean bgeu(long rs1, long rs2) {
        return Long.compareUnsigned(rs1, rs2) >= 0;
    }
}
