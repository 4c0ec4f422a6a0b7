package org.cofferdam.machine.instructions;

import org.cofferdam.machine.isa.Extension;
import org.cofferdam.machine.isa.Instruction;

/** Zicbop: prefetches, hints that are written over ORI to x0 and do nothing (unprivileged specification, "Zicbop"). */
@Extension("zicbop")
final class PrefetchInstructions {
    private PrefetchInstructions() {}

    @Instruction(asm = "prefetch.i imm(rs1)", bits = "imm[11:5] 00000 rs1 110 00000 0010011", specialises = "ori")
    static void prefetchI() {}

    @Instruction(asm = "prefetch.r imm(rs1)", bits = "imm[11:5] 00001 rs1 110 00000 0010011", specialises = "ori")
    static void prefetchR() {}

    @Instruction(asm = "prefetch.w imm(rs1)", bits = "imm[11:5] 00011 rs1 110 00000 0010011", specialises = "ori")
    static void prefetchW() {}
}
