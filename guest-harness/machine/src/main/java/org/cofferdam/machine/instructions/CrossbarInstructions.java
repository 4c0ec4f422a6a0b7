package org.cofferdam.machine.instructions;

import org.cofferdam.machine.isa.Extension;
import org.cofferdam.machine.isa.Instruction;

/** Zbkx: crossbar permutations (unprivileged specification, "Zbkx"). An index beyond the vector selects zero. */
@Extension("zbkx")
final class CrossbarInstructions {
    private CrossbarInstructions() {}

    @Instruction(asm = "xperm4 rd, rs1, rs2", bits = "0010100 rs2 rs1 010 rd 0110011")
    static long xperm4(long rs1, long rs2) {
        long result = 0;
        for (int at = 0; at < Long.SIZE; at += 4) {
            long index = (rs2 >>> at) & 15;
            result |= ((rs1 >>> (4 * index)) & 15) << at;
        }
        return result;
    }

    @Instruction(asm = "xperm8 rd, rs1, rs2", bits = "0010100 rs2 rs1 100 rd 0110011")
    static long xperm8(long rs1, long rs2) {
        long result = 0;
        for (int at = 0; at < Long.SIZE; at += 8) {
            long index = (rs2 >>> at) & 0xff;
            result |= index < 8 ? ((rs1 >>> (8 * index)) & 0xff) << at : 0;
        }
        return result;
    }
}
