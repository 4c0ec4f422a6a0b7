package org.cofferdam.machine.instructions;

import org.cofferdam.machine.hart.Hart;
import org.cofferdam.machine.isa.Extension;
import org.cofferdam.machine.isa.Instruction;

/**
 * Svinval: fences taken apart into invalidation and ordering (privileged specification, "Svinval"). Invalidations are
 * the fences themselves, and there is nothing left to order.
 */
@Extension("svinval")
final class InvalidationInstructions {
    private InvalidationInstructions() {}

    @Instruction(asm = "sinval.vma rs1, rs2", bits = "0001011 rs2 rs1 000 00000 1110011", endsBlock = true)
    static void sinvalVma(Hart hart, long rs1, long rs2, int rs1Index, int rs2Index) {
        PrivilegedInstructions.sfenceVma(hart, rs1, rs2, rs1Index, rs2Index);
    }

    @Instruction(asm = "sfence.w.inval", bits = "0001100 00000 00000 000 00000 1110011")
    static void sfenceWInval(Hart hart) {
        hart.permissions.requireSupervisor();
    }

    @Instruction(asm = "sfence.inval.ir", bits = "0001100 00001 00000 000 00000 1110011")
    static void sfenceInvalIr(Hart hart) {
        hart.permissions.requireSupervisor();
    }

    @Instruction(asm = "hinval.vvma rs1, rs2", bits = "0010011 rs2 rs1 000 00000 1110011", endsBlock = true)
    static void hinvalVvma(Hart hart, long rs1, long rs2, int rs1Index, int rs2Index) {
        HypervisorInstructions.hfenceVvma(hart, rs1, rs2, rs1Index, rs2Index);
    }

    @Instruction(asm = "hinval.gvma rs1, rs2", bits = "0110011 rs2 rs1 000 00000 1110011", endsBlock = true)
    static void hinvalGvma(Hart hart, long rs1, long rs2, int rs1Index, int rs2Index) {
        HypervisorInstructions.hfenceGvma(hart, rs1, rs2, rs1Index, rs2Index);
    }
}
