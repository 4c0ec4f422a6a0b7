package org.cofferdam.machine.instructions;

import org.cofferdam.machine.isa.Alias;
import org.cofferdam.machine.isa.Extension;
import org.cofferdam.machine.isa.Instruction;

/**
 * Fences (unprivileged specification, "RV32I" 2.7, "Zifencei", "Zihintpause"). Harts take turns and predecoded code is
 * dropped when it is written, so there is nothing to order: a fence has no effect, and {@code fence.i} ends a block.
 */
@Extension("i")
final class FenceInstructions {
    private FenceInstructions() {}

    @Instruction(asm = "fence pred, succ", bits = "fm[3:0] pred succ rs1 000 rd 0001111")
    @Alias(asm = "fence", as = "fence iorw, iorw")
    static void fence() {}

    @Instruction(asm = "fence.tso", bits = "1000 0011 0011 rs1 000 rd 0001111", specialises = "fence")
    static void fenceTso() {}

    @Instruction(asm = "pause", bits = "0000 0001 0000 00000 000 00000 0001111", specialises = "fence")
    @Extension("zihintpause")
    static void pause() {}

    @Instruction(asm = "fence.i", bits = "imm[11:0] rs1 001 rd 0001111", endsBlock = true)
    @Extension("zifencei")
    static void fenceI() {}
}
