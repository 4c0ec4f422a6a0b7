package org.cofferdam.machine.instructions;

import org.cofferdam.machine.isa.Alias;
import org.cofferdam.machine.isa.Compressed;
import org.cofferdam.machine.isa.Extension;
import org.cofferdam.machine.isa.Instruction;

/** RV64I, computation on registers (unprivileged specification, "RV32I" 2.4 and "RV64I" 4.2). */
@Extension("i")
final class IntegerInstructions {

    private IntegerInstructions() {}

    @Instruction(asm = "lui rd, imm[31:12]", bits = "imm[31:12] rd 0110111")
    @Compressed(
            asm = "c.lui rd, nzimm[31:12]",
            bits = "011 nzimm[17] rd!=2 nzimm[16:12] 01",
            as = "lui rd, nzimm[31:12]")
    static long lui(long imm) {
        return imm;
    }

    @Instruction(asm = "auipc rd, imm[31:12]", bits = "imm[31:12] rd 0010111")
    static long auipc(long pc, long imm) {
        return pc + imm;
    }

    @Instruction(asm = "addi rd, rs1, imm", bits = "imm[11:0] rs1 000 rd 0010011")
    @Compressed(
            asm = "c.addi4spn rd', sp, nzuimm",
            bits = "000 nzuimm[5:4|9:6|2|3] rd' 00",
            as = "addi rd', sp, nzuimm")
    @Compressed(asm = "c.addi rd, imm", bits = "000 imm[5] rd imm[4:0] 01", as = "addi rd, rd, imm")
    @Compressed(asm = "c.nop", bits = "000 0 00000 00000 01", as = "addi zero, zero, 0", specialises = "c.addi")
    @Compressed(asm = "c.li rd, imm", bits = "010 imm[5] rd imm[4:0] 01", as = "addi rd, zero, imm")
    @Compressed(
            asm = "c.addi16sp sp, nzimm",
            bits = "011 nzimm[9] 00010 nzimm[4|6|8:7|5] 01",
            as = "addi sp, sp, nzimm")
    @Alias(asm = "nop", as = "addi zero, zero, 0")
    @Alias(asm = "li rd, imm", as = "addi rd, zero, imm")
    @Alias(asm = "mv rd, rs1", as = "addi rd, rs1, 0")
    @Alias(asm = "add rd, rs1, imm", as = "addi rd, rs1, imm")
    static long addi(long rs1, long imm) {
        return rs1 + imm;
    }

    @Instruction(asm = "slti rd, rs1, imm", bits = "imm[11:0] rs1 010 rd 0010011")
    @Alias(asm = "slt rd, rs1, imm", as = "slti rd, rs1, imm", printed = false)
    static long slti(long rs1, long imm) {
        return rs1 < imm ? 1 : 0;
    }

    @Instruction(asm = "sltiu rd, rs1, imm", bits = "imm[11:0] rs1 011 rd 0010011")
    @Alias(asm = "seqz rd, rs1", as = "sltiu rd, rs1, 1")
    @Alias(asm = "sltu rd, rs1, imm", as = "sltiu rd, rs1, imm", printed = false)
    static long sltiu(long rs1, long imm) {
        return Long.compareUnsigned(rs1, imm) < 0 ? 1 : 0;
    }

    @Instruction(asm = "xori rd, rs1, imm", bits = "imm[11:0] rs1 100 rd 0010011")
    @Compressed(asm = "c.not rd'", bits = "100 111 rd' 11 101 01", as = "xori rd', rd', -1", extension = "zcb")
    @Alias(asm = "not rd, rs1", as = "xori rd, rs1, -1")
    @Alias(asm = "xor rd, rs1, imm", as = "xori rd, rs1, imm")
    static long xori(long rs1, long imm) {
        return rs1 ^ imm;
    }

    @Instruction(asm = "ori rd, rs1, imm", bits = "imm[11:0] rs1 110 rd 0010011")
    @Alias(asm = "or rd, rs1, imm", as = "ori rd, rs1, imm")
    static long ori(long rs1, long imm) {
        return rs1 | imm;
    }

    @Instruction(asm = "andi rd, rs1, imm", bits = "imm[11:0] rs1 111 rd 0010011")
    @Compressed(asm = "c.andi rd', imm", bits = "100 imm[5] 10 rd' imm[4:0] 01", as = "andi rd', rd', imm")
    @Compressed(asm = "c.zext.b rd'", bits = "100 111 rd' 11 000 01", as = "andi rd', rd', 255", extension = "zcb")
    @Alias(asm = "zext.b rd, rs1", as = "andi rd, rs1, 255")
    @Alias(asm = "and rd, rs1, imm", as = "andi rd, rs1, imm")
    static long andi(long rs1, long imm) {
        return rs1 & imm;
    }

    @Instruction(asm = "slli rd, rs1, shamt", bits = "000000 shamt[5:0] rs1 001 rd 0010011")
    @Compressed(asm = "c.slli rd, shamt", bits = "000 shamt[5] rd shamt[4:0] 10", as = "slli rd, rd, shamt")
    @Alias(asm = "sll rd, rs1, shamt", as = "slli rd, rs1, shamt")
    static long slli(long rs1, int shamt) {
        return rs1 << shamt;
    }

    @Instruction(asm = "srli rd, rs1, shamt", bits = "000000 shamt[5:0] rs1 101 rd 0010011")
    @Compressed(asm = "c.srli rd', shamt", bits = "100 shamt[5] 00 rd' shamt[4:0] 01", as = "srli rd', rd', shamt")
    @Alias(asm = "srl rd, rs1, shamt", as = "srli rd, rs1, shamt")
    static long srli(long rs1, int shamt) {
        return rs1 >>> shamt;
    }

    @Instruction(asm = "srai rd, rs1, shamt", bits = "010000 shamt[5:0] rs1 101 rd 0010011")
    @Compressed(asm = "c.srai rd', shamt", bits = "100 shamt[5] 01 rd' shamt[4:0] 01", as = "srai rd', rd', shamt")
    @Alias(asm = "sra rd, rs1, shamt", as = "srai rd, rs1, shamt")
    static long srai(long rs1, int shamt) {
        return rs1 >> shamt;
    }

    @Instruction(asm = "add rd, rs1, rs2", bits = "0000000 rs2 rs1 000 rd 0110011")
    @Compressed(asm = "c.mv rd, rs2", bits = "100 0 rd rs2!=0 10", as = "add rd, zero, rs2", writtenAs = "mv rd, rs2")
    @Compressed(asm = "c.add rd, rs2", bits = "100 1 rd rs2!=0 10", as = "add rd, rd, rs2")
    @Alias(asm = "ntl.p1", as = "add zero, zero, sp")
    @Alias(asm = "ntl.pall", as = "add zero, zero, gp")
    @Alias(asm = "ntl.s1", as = "add zero, zero, tp")
    @Alias(asm = "ntl.all", as = "add zero, zero, t0")
    static long add(long rs1, long rs2) {
        return rs1 + rs2;
    }

    @Instruction(asm = "sub rd, rs1, rs2", bits = "0100000 rs2 rs1 000 rd 0110011")
    @Compressed(asm = "c.sub rd', rs2'", bits = "100 0 11 rd' 00 rs2' 01", as = "sub rd', rd', rs2'")
    @Alias(asm = "neg rd, rs2", as = "sub rd, zero, rs2")
    static long sub(long rs1, long rs2) {
        return rs1 - rs2;
    }

    @Instruction(asm = "sll rd, rs1, rs2", bits = "0000000 rs2 rs1 001 rd 0110011")
    static long sll(long rs1, long rs2) {
        return rs1 << rs2;
    }

    @Instruction(asm = "slt rd, rs1, rs2", bits = "0000000 rs2 rs1 010 rd 0110011")
    @Alias(asm = "sltz rd, rs1", as = "slt rd, rs1, zero")
    @Alias(asm = "sgtz rd, rs2", as = "slt rd, zero, rs2")
    @Alias(asm = "sgt rd, rs2, rs1", as = "slt rd, rs1, rs2", printed = false)
    static long slt(long rs1, long rs2) {
        return rs1 < rs2 ? 1 : 0;
    }

    @Instruction(asm = "sltu rd, rs1, rs2", bits = "0000000 rs2 rs1 011 rd 0110011")
    @Alias(asm = "snez rd, rs2", as = "sltu rd, zero, rs2")
    @Alias(asm = "sgtu rd, rs2, rs1", as = "sltu rd, rs1, rs2", printed = false)
    static long sltu(long rs1, long rs2) {
        return Long.compareUnsigned(rs1, rs2) < 0 ? 1 : 0;
    }

    @Instruction(asm = "xor rd, rs1, rs2", bits = "0000000 rs2 rs1 100 rd 0110011")
    @Compressed(asm = "c.xor rd', rs2'", bits = "100 0 11 rd' 01 rs2' 01", as = "xor rd', rd', rs2'")
    static long xor(long rs1, long rs2) {
        return rs1 ^ rs2;
    }

    @Instruction(asm = "srl rd, rs1, rs2", bits = "0000000 rs2 rs1 101 rd 0110011")
    static long srl(long rs1, long rs2) {
        return rs1 >>> rs2;
    }

    @Instruction(asm = "sra rd, rs1, rs2", bits = "0100000 rs2 rs1 101 rd 0110011")
    static long sra(long rs1, long rs2) {
        return rs1 >> rs2;
    }

    @Instruction(asm = "or rd, rs1, rs2", bits = "0000000 rs2 rs1 110 rd 0110011")
    @Compressed(asm = "c.or rd', rs2'", bits = "100 0 11 rd' 10 rs2' 01", as = "or rd', rd', rs2'")
    static long or(long rs1, long rs2) {
        return rs1 | rs2;
    }

    @Instruction(asm = "and rd, rs1, rs2", bits = "0000000 rs2 rs1 111 rd 0110011")
    @Compressed(asm = "c.and rd', rs2'", bits = "100 0 11 rd' 11 rs2' 01", as = "and rd', rd', rs2'")
    static long and(long rs1, long rs2) {
        return rs1 & rs2;
    }

    @Instruction(asm = "addiw rd, rs1, imm", bits = "imm[11:0] rs1 000 rd 0011011")
    @Compressed(asm = "c.addiw rd, imm", bits = "001 imm[5] rd!=0 imm[4:0] 01", as = "addiw rd, rd, imm")
    @Alias(asm = "sext.w rd, rs1", as = "addiw rd, rs1, 0")
    @Alias(asm = "addw rd, rs1, imm", as = "addiw rd, rs1, imm")
    static long addiw(long rs1, long imm) {
        return (int) (rs1 + imm);
    }

    @Instruction(asm = "slliw rd, rs1, shamt", bits = "0000000 shamt[4:0] rs1 001 rd 0011011")
    @Alias(asm = "sllw rd, rs1, shamt", as = "slliw rd, rs1, shamt")
    static long slliw(long rs1, int shamt) {
        return (long) ((int) rs1 << shamt);
    }

    @Instruction(asm = "srliw rd, rs1, shamt", bits = "0000000 shamt[4:0] rs1 101 rd 0011011")
    @Alias(asm = "srlw rd, rs1, shamt", as = "srliw rd, rs1, shamt")
    static long srliw(long rs1, int shamt) {
        return (long) ((int) rs1 >>> shamt);
    }

    @Instruction(asm = "sraiw rd, rs1, shamt", bits = "0100000 shamt[4:0] rs1 101 rd 0011011")
    @Alias(asm = "sraw rd, rs1, shamt", as = "sraiw rd, rs1, shamt")
    static long sraiw(long rs1, int shamt) {
        return (int) rs1 >> shamt;
    }

    @Instruction(asm = "addw rd, rs1, rs2", bits = "0000000 rs2 rs1 000 rd 0111011")
    @Compressed(asm = "c.addw rd', rs2'", bits = "100 1 11 rd' 01 rs2' 01", as = "addw rd', rd', rs2'")
    static long addw(long rs1, long rs2) {
        return (int) (rs1 + rs2);
    }

    @Instruction(asm = "subw rd, rs1, rs2", bits = "0100000 rs2 rs1 000 rd 0111011")
    @Compressed(asm = "c.subw rd', rs2'", bits = "100 1 11 rd' 00 rs2' 01", as = "subw rd', rd', rs2'")
    @Alias(asm = "negw rd, rs2", as = "subw rd, zero, rs2")
    static long subw(long rs1, long rs2) {
        return (int) (rs1 - rs2);
    }

    @Instruction(asm = "sllw rd, rs1, rs2", bits = "0000000 rs2 rs1 001 rd 0111011")
    static long sllw(long rs1, long rs2) {
        return (long) ((int) rs1 << (int) rs2);
    }

    @Instruction(asm = "srlw rd, rs1, rs2", bits = "0000000 rs2 rs1 101 rd 0111011")
    static long srlw(long rs1, long rs2) {
        return (long) ((int) rs1 >>> (int) rs2);
    }

    @Instruction(asm = "sraw rd, rs1, rs2", bits = "0100000 rs2 rs1 101 rd 0111011")
    static long sraw(long rs1, long rs2) {
        return (int) rs1 >> (int) rs2;
    }
}
