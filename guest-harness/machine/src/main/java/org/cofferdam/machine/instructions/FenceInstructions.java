package org.cofferdam.machine.instructions;

import java.lang.invoke.VarHandle;
import org.cofferdam.machine.hart.Hart;
import org.cofferdam.machine.isa.Alias;
import org.cofferdam.machine.isa.Extension;
import org.cofferdam.machine.isa.Instruction;

/**
 * Fences (unprivileged specification, "RV32I" 2.7, "Zifencei", "Zihintpause"). Predecoded code is dropped when it is
 * written, so {@code fence.i} only ends a block. Where harts take turns, there is nothing to order; where they execute at the
 * same time, the weakest fence of the host that is enough orders what its compilers and processors would not.
 */
@Extension("i")
final class FenceInstructions {
    /** Bits of the sets that are ordered: I, O, R, W. */
    private static final int OUTPUT = 4;

    private static final int READ = 2;
    private static final int WRITE = 1;

    private FenceInstructions() {}

    @Instruction(asm = "fence pred, succ", bits = "fm[3:0] pred succ rs1 000 rd 0001111")
    @Alias(asm = "fence", as = "fence iorw, iorw")
    static void fence(Hart hart, int pred, int succ) {
        if (hart.accompanied()) {
            order(memory(pred), memory(succ));
        }
    }

    /** Devices are accessed while no other hart executes: what reads and writes them is like what reads and writes memory. */
    private static int memory(int set) {
        return (set | set / OUTPUT) & (READ | WRITE);
    }

    private static void order(int before, int after) {
        if ((before & WRITE) != 0 && (after & READ) != 0) {
            VarHandle.fullFence();
        } else if (before == READ) {
            VarHandle.acquireFence();
        } else {
            VarHandle.releaseFence();
        }
    }

    @Instruction(asm = "fence.tso", bits = "1000 0011 0011 rs1 000 rd 0001111", specialises = "fence")
    static void fenceTso(Hart hart) {
        if (hart.accompanied()) {
            order(READ, READ | WRITE);
            order(WRITE, WRITE);
        }
    }

    @Instruction(asm = "pause", bits = "0000 0001 0000 00000 000 00000 0001111", specialises = "fence")
    @Extension("zihintpause")
    static void pause() {}

    @Instruction(asm = "fence.i", bits = "imm[11:0] rs1 001 rd 0001111", endsBlock = true)
    @Extension("zifencei")
    static void fenceI() {}
}
