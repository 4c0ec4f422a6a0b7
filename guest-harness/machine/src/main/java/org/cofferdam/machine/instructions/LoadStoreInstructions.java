package org.cofferdam.machine.instructions;

import org.cofferdam.machine.hart.Hart;
import org.cofferdam.machine.isa.Compressed;
import org.cofferdam.machine.isa.Extension;
import org.cofferdam.machine.isa.Instruction;

/** RV64I, loads and stores (unprivileged specification, "RV32I" 2.6 and "RV64I" 4.3). */
@Extension("i")
final class LoadStoreInstructions {
    private LoadStoreInstructions() {}

    @Instruction(asm = "lb rd, imm(rs1)", bits = "imm[11:0] rs1 000 rd 0000011")
    static long lb(Hart hart, long rs1, long imm) {
        return hart.memory.loadByte(rs1 + imm);
    }

    @Instruction(asm = "lh rd, imm(rs1)", bits = "imm[11:0] rs1 001 rd 0000011")
    @Compressed(
            asm = "c.lh rd', uimm(rs1')",
            bits = "100 001 rs1' 1 uimm[1] rd' 00",
            as = "lh rd', uimm(rs1')",
            extension = "zcb")
    static long lh(Hart hart, long rs1, long imm) {
        return hart.memory.loadHalf(rs1 + imm);
    }

    @Instruction(asm = "lw rd, imm(rs1)", bits = "imm[11:0] rs1 010 rd 0000011")
    @Compressed(asm = "c.lw rd', uimm(rs1')", bits = "010 uimm[5:3] rs1' uimm[2|6] rd' 00", as = "lw rd', uimm(rs1')")
    @Compressed(asm = "c.lwsp rd, uimm(sp)", bits = "010 uimm[5] rd!=0 uimm[4:2|7:6] 10", as = "lw rd, uimm(sp)")
    static long lw(Hart hart, long rs1, long imm) {
        return hart.memory.loadWord(rs1 + imm);
    }

    @Instruction(asm = "ld rd, imm(rs1)", bits = "imm[11:0] rs1 011 rd 0000011")
    @Compressed(asm = "c.ld rd', uimm(rs1')", bits = "011 uimm[5:3] rs1' uimm[7:6] rd' 00", as = "ld rd', uimm(rs1')")
    @Compressed(asm = "c.ldsp rd, uimm(sp)", bits = "011 uimm[5] rd!=0 uimm[4:3|8:6] 10", as = "ld rd, uimm(sp)")
    static long ld(Hart hart, long rs1, long imm) {
        return hart.memory.loadDouble(rs1 + imm);
    }

    @Instruction(asm = "lbu rd, imm(rs1)", bits = "imm[11:0] rs1 100 rd 0000011")
    @Compressed(
            asm = "c.lbu rd', uimm(rs1')",
            bits = "100 000 rs1' uimm[0|1] rd' 00",
            as = "lbu rd', uimm(rs1')",
            extension = "zcb")
    static long lbu(Hart hart, long rs1, long imm) {
        return hart.memory.loadByteUnsigned(rs1 + imm);
    }

    @Instruction(asm = "lhu rd, imm(rs1)", bits = "imm[11:0] rs1 101 rd 0000011")
    @Compressed(
            asm = "c.lhu rd', uimm(rs1')",
            bits = "100 001 rs1' 0 uimm[1] rd' 00",
            as = "lhu rd', uimm(rs1')",
            extension = "zcb")
    static long lhu(Hart hart, long rs1, long imm) {
        return hart.memory.loadHalfUnsigned(rs1 + imm);
    }

    @Instruction(asm = "lwu rd, imm(rs1)", bits = "imm[11:0] rs1 110 rd 0000011")
    static long lwu(Hart hart, long rs1, long imm) {
        return hart.memory.loadWordUnsigned(rs1 + imm);
    }

    @Instruction(asm = "sb rs2, imm(rs1)", bits = "imm[11:5] rs2 rs1 000 imm[4:0] 0100011")
    @Compressed(
            asm = "c.sb rs2', uimm(rs1')",
            bits = "100 010 rs1' uimm[0|1] rs2' 00",
            as = "sb rs2', uimm(rs1')",
            extension = "zcb")
    static void sb(Hart hart, long rs1, long rs2, long imm) {
        hart.memory.storeByte(rs1 + imm, rs2);
    }

    @Instruction(asm = "sh rs2, imm(rs1)", bits = "imm[11:5] rs2 rs1 001 imm[4:0] 0100011")
    @Compressed(
            asm = "c.sh rs2', uimm(rs1')",
            bits = "100 011 rs1' 0 uimm[1] rs2' 00",
            as = "sh rs2', uimm(rs1')",
            extension = "zcb")
    static void sh(Hart hart, long rs1, long rs2, long imm) {
        hart.memory.storeHalf(rs1 + imm, rs2);
    }

    @Instruction(asm = "sw rs2, imm(rs1)", bits = "imm[11:5] rs2 rs1 010 imm[4:0] 0100011")
    @Compressed(
            asm = "c.sw rs2', uimm(rs1')",
            bits = "110 uimm[5:3] rs1' uimm[2|6] rs2' 00",
            as = "sw rs2', uimm(rs1')")
    @Compressed(asm = "c.swsp rs2, uimm(sp)", bits = "110 uimm[5:2|7:6] rs2 10", as = "sw rs2, uimm(sp)")
    static void sw(Hart hart, long rs1, long rs2, long imm) {
        hart.memory.storeWord(rs1 + imm, rs2);
    }

    @Instruction(asm = "sd rs2, imm(rs1)", bits = "imm[11:5] rs2 rs1 011 imm[4:0] 0100011")
    @Compressed(
            asm = "c.sd rs2', uimm(rs1')",
            bits = "111 uimm[5:3] rs1' uimm[7:6] rs2' 00",
            as = "sd rs2', uimm(rs1')")
    @Compressed(asm = "c.sdsp rs2, uimm(sp)", bits = "111 uimm[5:3|8:6] rs2 10", as = "sd rs2, uimm(sp)")
    static void sd(Hart hart, long rs1, long rs2, long imm) {
        hart.memory.storeDouble(rs1 + imm, rs2);
    }
}
