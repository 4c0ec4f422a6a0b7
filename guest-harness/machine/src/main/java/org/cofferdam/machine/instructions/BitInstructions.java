package org.cofferdam.machine.instructions;

import org.cofferdam.machine.isa.Alias;
import org.cofferdam.machine.isa.Compressed;
import org.cofferdam.machine.isa.Extension;
import org.cofferdam.machine.isa.Instruction;

/** Zbb: basic bit manipulation (unprivileged specification, "B", Zbb). */
@Extension("zbb")
final class BitInstructions {
    private BitInstructions() {}

    @Instruction(asm = "andn rd, rs1, rs2", bits = "0100000 rs2 rs1 111 rd 0110011")
    static long andn(long rs1, long rs2) {
        return rs1 & ~rs2;
    }

    @Instruction(asm = "orn rd, rs1, rs2", bits = "0100000 rs2 rs1 110 rd 0110011")
    static long orn(long rs1, long rs2) {
        return rs1 | ~rs2;
    }

    @Instruction(asm = "xnor rd, rs1, rs2", bits = "0100000 rs2 rs1 100 rd 0110011")
    static long xnor(long rs1, long rs2) {
        return ~(rs1 ^ rs2);
    }

    @Instruction(asm = "clz rd, rs1", bits = "011000000000 rs1 001 rd 0010011")
    static long clz(long rs1) {
        return Long.numberOfLeadingZeros(rs1);
    }

    @Instruction(asm = "ctz rd, rs1", bits = "011000000001 rs1 001 rd 0010011")
    static long ctz(long rs1) {
        return Long.numberOfTrailingZeros(rs1);
    }

    @Instruction(asm = "cpop rd, rs1", bits = "011000000010 rs1 001 rd 0010011")
    static long cpop(long rs1) {
        return Long.bitCount(rs1);
    }

    @Instruction(asm = "clzw rd, rs1", bits = "011000000000 rs1 001 rd 0011011")
    static long clzw(long rs1) {
        return Integer.numberOfLeadingZeros((int) rs1);
    }

    @Instruction(asm = "ctzw rd, rs1", bits = "011000000001 rs1 001 rd 0011011")
    static long ctzw(long rs1) {
        return Integer.numberOfTrailingZeros((int) rs1);
    }

    @Instruction(asm = "cpopw rd, rs1", bits = "011000000010 rs1 001 rd 0011011")
    static long cpopw(long rs1) {
        return Integer.bitCount((int) rs1);
    }

    @Instruction(asm = "max rd, rs1, rs2", bits = "0000101 rs2 rs1 110 rd 0110011")
    static long max(long rs1, long rs2) {
        return Math.max(rs1, rs2);
    }

    @Instruction(asm = "maxu rd, rs1, rs2", bits = "0000101 rs2 rs1 111 rd 0110011")
    static long maxu(long rs1, long rs2) {
        return Long.compareUnsigned(rs1, rs2) > 0 ? rs1 : rs2;
    }

    @Instruction(asm = "min rd, rs1, rs2", bits = "0000101 rs2 rs1 100 rd 0110011")
    static long min(long rs1, long rs2) {
        return Math.min(rs1, rs2);
    }

    @Instruction(asm = "minu rd, rs1, rs2", bits = "0000101 rs2 rs1 101 rd 0110011")
    static long minu(long rs1, long rs2) {
        return Long.compareUnsigned(rs1, rs2) < 0 ? rs1 : rs2;
    }

    @Instruction(asm = "sext.b rd, rs1", bits = "011000000100 rs1 001 rd 0010011")
    @Compressed(asm = "c.sext.b rd'", bits = "100 111 rd' 11 001 01", as = "sext.b rd', rd'", extension = "zcb")
    static long sextB(long rs1) {
        return (byte) rs1;
    }

    @Instruction(asm = "sext.h rd, rs1", bits = "011000000101 rs1 001 rd 0010011")
    @Compressed(asm = "c.sext.h rd'", bits = "100 111 rd' 11 011 01", as = "sext.h rd', rd'", extension = "zcb")
    static long sextH(long rs1) {
        return (short) rs1;
    }

    @Instruction(asm = "zext.h rd, rs1", bits = "000010000000 rs1 100 rd 0111011", specialises = "packw")
    @Compressed(asm = "c.zext.h rd'", bits = "100 111 rd' 11 010 01", as = "zext.h rd', rd'", extension = "zcb")
    static long zextH(long rs1) {
        return rs1 & 0xffff;
    }

    @Instruction(asm = "rol rd, rs1, rs2", bits = "0110000 rs2 rs1 001 rd 0110011")
    static long rol(long rs1, long rs2) {
        return Long.rotateLeft(rs1, (int) rs2);
    }

    @Instruction(asm = "ror rd, rs1, rs2", bits = "0110000 rs2 rs1 101 rd 0110011")
    static long ror(long rs1, long rs2) {
        return Long.rotateRight(rs1, (int) rs2);
    }

    @Instruction(asm = "rori rd, rs1, shamt", bits = "011000 shamt[5:0] rs1 101 rd 0010011")
    @Alias(asm = "ror rd, rs1, shamt", as = "rori rd, rs1, shamt")
    static long rori(long rs1, int shamt) {
        return Long.rotateRight(rs1, shamt);
    }

    @Instruction(asm = "rolw rd, rs1, rs2", bits = "0110000 rs2 rs1 001 rd 0111011")
    static long rolw(long rs1, long rs2) {
        return Integer.rotateLeft((int) rs1, (int) rs2);
    }

    @Instruction(asm = "rorw rd, rs1, rs2", bits = "0110000 rs2 rs1 101 rd 0111011")
    static long rorw(long rs1, long rs2) {
        return Integer.rotateRight((int) rs1, (int) rs2);
    }

    @Instruction(asm = "roriw rd, rs1, shamt", bits = "0110000 shamt[4:0] rs1 101 rd 0011011")
    @Alias(asm = "rorw rd, rs1, shamt", as = "roriw rd, rs1, shamt")
    static long roriw(long rs1, int shamt) {
        return Integer.rotateRight((int) rs1, shamt);
    }

    @Instruction(asm = "orc.b rd, rs1", bits = "001010000111 rs1 101 rd 0010011")
    static long orcB(long rs1) {
        // Bit 7 of each byte tells whether the byte is not zero; multiplied by 255 it fills the byte.
        long nonZero = ((rs1 & 0x7f7f_7f7f_7f7f_7f7fL) + 0x7f7f_7f7f_7f7f_7f7fL | rs1) >>> 7 & 0x0101_0101_0101_0101L;
        return nonZero * 255;
    }

    @Instruction(asm = "rev8 rd, rs1", bits = "011010111000 rs1 101 rd 0010011")
    static long rev8(long rs1) {
        return Long.reverseBytes(rs1);
    }
}
