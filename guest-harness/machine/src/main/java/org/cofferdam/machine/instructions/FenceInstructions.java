package org.cofferdam.machine.instructions;

import java.lang.invoke.VarHandle;
import org.cofferdam.machine.isa.Alias;
import org.cofferdam.machine.isa.Extension;
import org.cofferdam.machine.isa.Instruction;

/**
 * Fences (unprivileged specification, "RV32I" 2.7, "Zifencei", "Zihintpause"). Predecoded code is dropped when it is
 * written, so {@code fence.i} only ends a block. Where harts take turns, there is nothing to order; where they execute at the
 * same time, a fence of the host orders what its compilers and processors would not.
 */
@Extension("i")
final class FenceInstructions {
    private FenceInstructions() {}

    @Instruction(asm = "fence pred, succ", bits = "fm[3:0] pred succ rs1 000 rd 0001111")
    @Alias(asm = "fence", as = "fence iorw, iorw")
    static void fence() {
        VarHandle.fullFence();
    }

    @Instruction(asm = "fence.tso", bits = "1000 0011 0011 rs1 000 rd 0001111", specialises = "fence")
    static void fenceTso() {
        VarHandle.fullFence();
    }

    @Instruction(asm = "pause", bits = "0000 0001 0000 00000 000 00000 0001111", specialises = "fence")
    @Extension("zihintpause")
    static void pause() {}

    @Instruction(asm = "fence.i", bits = "imm[11:0] rs1 001 rd 0001111", endsBlock = true)
    @Extension("zifencei")
    static void fenceI() {}
}
