package org.cofferdam.machine.instructions;

import org.cofferdam.machine.hart.Cause;
import org.cofferdam.machine.hart.Hart;
import org.cofferdam.machine.isa.Alias;
import org.cofferdam.machine.isa.Compressed;
import org.cofferdam.machine.isa.Extension;
import org.cofferdam.machine.isa.Instruction;

/** System instructions of M- and S-mode, and the ways into them (privileged specification; "RV32I" 2.8). */
@SuppressWarnings("DoNotCallSuggester") // to trap is what ecall and ebreak are for
@Extension(Extension.PRIVILEGED)
final class PrivilegedInstructions {
    private PrivilegedInstructions() {}

    @Instruction(asm = "ecall", bits = "000000000000 00000 000 00000 1110011", endsBlock = true)
    @Extension("i")
    static void ecall(Hart hart) {
        throw hart.raise(
                switch (hart.privilege()) {
                    case USER -> Cause.ECALL_USER;
                    case SUPERVISOR -> hart.virtualized() ? Cause.ECALL_VIRTUAL_SUPERVISOR : Cause.ECALL_SUPERVISOR;
                    case MACHINE -> Cause.ECALL_MACHINE;
                },
                0);
    }

    @Instruction(asm = "ebreak", bits = "000000000001 00000 000 00000 1110011", endsBlock = true)
    @Compressed(asm = "c.ebreak", bits = "100 1 00000 00000 10", as = "ebreak")
    @Extension("i")
    static void ebreak(Hart hart, long pc) {
        throw hart.raise(Cause.BREAKPOINT, pc, hart.virtualized(), 0, 0);
    }

    @Instruction(asm = "sret", bits = "0001000 00010 00000 000 00000 1110011", endsBlock = true)
    static void sret(Hart hart) {
        hart.permissions.requireSupervisorReturn();
        hart.traps.returnFromSupervisor();
    }

    @Instruction(asm = "mret", bits = "0011000 00010 00000 000 00000 1110011", endsBlock = true)
    static void mret(Hart hart) {
        hart.permissions.requireMachine();
        hart.traps.returnFromMachine();
    }

    @Instruction(asm = "wfi", bits = "0001000 00101 00000 000 00000 1110011", endsBlock = true)
    static void wfi(Hart hart) {
        hart.permissions.requireWait();
        hart.sleep();
    }

    @Instruction(asm = "sfence.vma rs1, rs2", bits = "0001001 rs2 rs1 000 00000 1110011", endsBlock = true)
    @Alias(asm = "sfence.vma", as = "sfence.vma zero, zero")
    @Alias(asm = "sfence.vma rs1", as = "sfence.vma rs1, zero")
    static void sfenceVma(Hart hart, long rs1, long rs2, int rs1Index, int rs2Index) {
        hart.permissions.requireFence();
        hart.memory.fence(rs1Index != 0, rs1, rs2Index != 0, rs2);
    }
}
