package org.cofferdam.machine.instructions;

import org.cofferdam.machine.isa.Extension;
import org.cofferdam.machine.isa.Instruction;

/** Zbc: carry-less multiplication, of polynomials over the field of two elements (unprivileged specification, "Zbc"). */
@Extension("zbc")
final class CarrylessInstructions {
    private CarrylessInstructions() {}

    @Instruction(asm = "clmul rd, rs1, rs2", bits = "0000101 rs2 rs1 001 rd 0110011")
    static long clmul(long rs1, long rs2) {
        long product = 0;
        for (long factor = rs2; factor != 0; factor &= factor - 1) {
            product ^= rs1 << Long.numberOfTrailingZeros(factor);
        }
        return product;
    }

    @Instruction(asm = "clmulh rd, rs1, rs2", bits = "0000101 rs2 rs1 011 rd 0110011")
    static long clmulh(long rs1, long rs2) {
        return clmulr(rs1, rs2) >>> 1;
    }

    /** The product of the reversed factors, reversed: bits 126 to 63 of the product. */
    @Instruction(asm = "clmulr rd, rs1, rs2", bits = "0000101 rs2 rs1 010 rd 0110011")
    static long clmulr(long rs1, long rs2) {
        return Long.reverse(clmul(Long.reverse(rs1), Long.reverse(rs2)));
    }
}
