package org.cofferdam.machine.instructions;

import java.lang.invoke.VarHandle;
import org.cofferdam.machine.hart.AtomicOperation;
import org.cofferdam.machine.hart.Hart;
import org.cofferdam.machine.isa.Extension;
import org.cofferdam.machine.isa.Instruction;

/**
 * A: atomic memory operations, load-reserved and store-conditional (unprivileged specification, "A"). Where harts take turns, every
 * access is ordered. Where they execute at the same time, each atomic operation is as though it had aq and rl, but for a
 * load-reserved, which is a load: that has aq, and rl if it says so.
 */
@Extension("a")
final class AtomicInstructions {
    private AtomicInstructions() {}

    @Instruction(asm = "lr.w rd, (rs1)", bits = "00010 aq rl 00000 rs1 010 rd 0101111")
    static long lrW(Hart hart, long rs1, int rl) {
        release(hart, rl);
        return hart.memory.loadReservedWord(rs1);
    }

    @Instruction(asm = "lr.d rd, (rs1)", bits = "00010 aq rl 00000 rs1 011 rd 0101111")
    static long lrD(Hart hart, long rs1, int rl) {
        release(hart, rl);
        return hart.memory.loadReservedDouble(rs1);
    }

    private static void release(Hart hart, int rl) {
        if (rl != 0 && hart.accompanied()) {
            VarHandle.fullFence();
        }
    }

    @Instruction(asm = "sc.w rd, rs2, (rs1)", bits = "00011 aq rl rs2 rs1 010 rd 0101111")
    static long scW(Hart hart, long rs1, long rs2) {
        return hart.memory.storeConditionalWord(rs1, rs2) ? 0 : 1;
    }

    @Instruction(asm = "sc.d rd, rs2, (rs1)", bits = "00011 aq rl rs2 rs1 011 rd 0101111")
    static long scD(Hart hart, long rs1, long rs2) {
        return hart.memory.storeConditionalDouble(rs1, rs2) ? 0 : 1;
    }

    @Instruction(asm = "amoswap.w rd, rs2, (rs1)", bits = "00001 aq rl rs2 rs1 010 rd 0101111")
    static long amoswapW(Hart hart, long rs1, long rs2) {
        return hart.memory.updateWord(rs1, rs2, AtomicOperation.SWAP);
    }

    @Instruction(asm = "amoswap.d rd, rs2, (rs1)", bits = "00001 aq rl rs2 rs1 011 rd 0101111")
    static long amoswapD(Hart hart, long rs1, long rs2) {
        return hart.memory.updateDouble(rs1, rs2, AtomicOperation.SWAP);
    }

    @Instruction(asm = "amoadd.w rd, rs2, (rs1)", bits = "00000 aq rl rs2 rs1 010 rd 0101111")
    static long amoaddW(Hart hart, long rs1, long rs2) {
        return hart.memory.updateWord(rs1, rs2, AtomicOperation.ADD);
    }

    @Instruction(asm = "amoadd.d rd, rs2, (rs1)", bits = "00000 aq rl rs2 rs1 011 rd 0101111")
    static long amoaddD(Hart hart, long rs1, long rs2) {
        return hart.memory.updateDouble(rs1, rs2, AtomicOperation.ADD);
    }

    @Instruction(asm = "amoxor.w rd, rs2, (rs1)", bits = "00100 aq rl rs2 rs1 010 rd 0101111")
    static long amoxorW(Hart hart, long rs1, long rs2) {
        return hart.memory.updateWord(rs1, rs2, AtomicOperation.XOR);
    }

    @Instruction(asm = "amoxor.d rd, rs2, (rs1)", bits = "00100 aq rl rs2 rs1 011 rd 0101111")
    static long amoxorD(Hart hart, long rs1, long rs2) {
        return hart.memory.updateDouble(rs1, rs2, AtomicOperation.XOR);
    }

    @Instruction(asm = "amoand.w rd, rs2, (rs1)", bits = "01100 aq rl rs2 rs1 010 rd 0101111")
    static long amoandW(Hart hart, long rs1, long rs2) {
        return hart.memory.updateWord(rs1, rs2, AtomicOperation.AND);
    }

    @Instruction(asm = "amoand.d rd, rs2, (rs1)", bits = "01100 aq rl rs2 rs1 011 rd 0101111")
    static long amoandD(Hart hart, long rs1, long rs2) {
        return hart.memory.updateDouble(rs1, rs2, AtomicOperation.AND);
    }

    @Instruction(asm = "amoor.w rd, rs2, (rs1)", bits = "01000 aq rl rs2 rs1 010 rd 0101111")
    static long amoorW(Hart hart, long rs1, long rs2) {
        return hart.memory.updateWord(rs1, rs2, AtomicOperation.OR);
    }

    @Instruction(asm = "amoor.d rd, rs2, (rs1)", bits = "01000 aq rl rs2 rs1 011 rd 0101111")
    static long amoorD(Hart hart, long rs1, long rs2) {
        return hart.memory.updateDouble(rs1, rs2, AtomicOperation.OR);
    }

    @Instruction(asm = "amomin.w rd, rs2, (rs1)", bits = "10000 aq rl rs2 rs1 010 rd 0101111")
    static long amominW(Hart hart, long rs1, long rs2) {
        return hart.memory.updateWord(rs1, rs2, AtomicOperation.MINIMUM);
    }

    @Instruction(asm = "amomin.d rd, rs2, (rs1)", bits = "10000 aq rl rs2 rs1 011 rd 0101111")
    static long amominD(Hart hart, long rs1, long rs2) {
        return hart.memory.updateDouble(rs1, rs2, AtomicOperation.MINIMUM);
    }

    @Instruction(asm = "amomax.w rd, rs2, (rs1)", bits = "10100 aq rl rs2 rs1 010 rd 0101111")
    static long amomaxW(Hart hart, long rs1, long rs2) {
        return hart.memory.updateWord(rs1, rs2, AtomicOperation.MAXIMUM);
    }

    @Instruction(asm = "amomax.d rd, rs2, (rs1)", bits = "10100 aq rl rs2 rs1 011 rd 0101111")
    static long amomaxD(Hart hart, long rs1, long rs2) {
        return hart.memory.updateDouble(rs1, rs2, AtomicOperation.MAXIMUM);
    }

    @Instruction(asm = "amominu.w rd, rs2, (rs1)", bits = "11000 aq rl rs2 rs1 010 rd 0101111")
    static long amominuW(Hart hart, long rs1, long rs2) {
        return hart.memory.updateWord(rs1, rs2, AtomicOperation.MINIMUM_UNSIGNED);
    }

    @Instruction(asm = "amominu.d rd, rs2, (rs1)", bits = "11000 aq rl rs2 rs1 011 rd 0101111")
    static long amominuD(Hart hart, long rs1, long rs2) {
        return hart.memory.updateDouble(rs1, rs2, AtomicOperation.MINIMUM_UNSIGNED);
    }

    @Instruction(asm = "amomaxu.w rd, rs2, (rs1)", bits = "11100 aq rl rs2 rs1 010 rd 0101111")
    static long amomaxuW(Hart hart, long rs1, long rs2) {
        return hart.memory.updateWord(rs1, rs2, AtomicOperation.MAXIMUM_UNSIGNED);
    }

    @Instruction(asm = "amomaxu.d rd, rs2, (rs1)", bits = "11100 aq rl rs2 rs1 011 rd 0101111")
    static long amomaxuD(Hart hart, long rs1, long rs2) {
        return hart.memory.updateDouble(rs1, rs2, AtomicOperation.MAXIMUM_UNSIGNED);
    }
}
