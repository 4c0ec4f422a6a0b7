package org.cofferdam.machine.instructions;

import org.cofferdam.machine.hart.Hart;
import org.cofferdam.machine.isa.Extension;
import org.cofferdam.machine.isa.Instruction;

/**
 * Zicbom and Zicboz: operations on blocks of 64 bytes (unprivileged specification, "Cache-Block Management"). Memory has
 * no caches in front of it, so that management has nothing to do once it is permitted: to invalidate is to flush.
 */
@Extension("zicbom")
final class CacheBlockInstructions {
    private CacheBlockInstructions() {}

    @Instruction(asm = "cbo.inval (rs1)", bits = "000000000000 rs1 010 00000 0001111")
    static void cboInval(Hart hart, long rs1) {
        hart.permissions.requireCacheInvalidation();
        hart.memory.manageBlock(rs1);
    }

    @Instruction(asm = "cbo.clean (rs1)", bits = "000000000001 rs1 010 00000 0001111")
    static void cboClean(Hart hart, long rs1) {
        hart.permissions.requireCacheCleaning();
        hart.memory.manageBlock(rs1);
    }

    @Instruction(asm = "cbo.flush (rs1)", bits = "000000000010 rs1 010 00000 0001111")
    static void cboFlush(Hart hart, long rs1) {
        hart.permissions.requireCacheCleaning();
        hart.memory.manageBlock(rs1);
    }

    @Instruction(asm = "cbo.zero (rs1)", bits = "000000000100 rs1 010 00000 0001111")
    @Extension("zicboz")
    static void cboZero(Hart hart, long rs1) {
        hart.permissions.requireCacheZeroing();
        hart.memory.zeroBlock(rs1);
    }
}
