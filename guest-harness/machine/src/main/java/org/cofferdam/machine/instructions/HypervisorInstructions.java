package org.cofferdam.machine.instructions;

import org.cofferdam.machine.hart.Hart;
import org.cofferdam.machine.isa.Alias;
import org.cofferdam.machine.isa.Extension;
import org.cofferdam.machine.isa.Instruction;

/** H: accesses to a guest's memory and fences of its translations (privileged specification, "H", Hypervisor Instructions). */
@Extension("h")
final class HypervisorInstructions {
    private HypervisorInstructions() {}

    @Instruction(asm = "hlv.b rd, (rs1)", bits = "0110000 00000 rs1 100 rd 1110011")
    static long hlvB(Hart hart, long rs1) {
        hart.permissions.requireGuestAccess();
        return (byte) hart.memory.guestLoad(rs1, 1, false);
    }

    @Instruction(asm = "hlv.bu rd, (rs1)", bits = "0110000 00001 rs1 100 rd 1110011")
    static long hlvBu(Hart hart, long rs1) {
        hart.permissions.requireGuestAccess();
        return hart.memory.guestLoad(rs1, 1, false) & 0xff;
    }

    @Instruction(asm = "hlv.h rd, (rs1)", bits = "0110010 00000 rs1 100 rd 1110011")
    static long hlvH(Hart hart, long rs1) {
        hart.permissions.requireGuestAccess();
        return (short) hart.memory.guestLoad(rs1, 2, false);
    }

    @Instruction(asm = "hlv.hu rd, (rs1)", bits = "0110010 00001 rs1 100 rd 1110011")
    static long hlvHu(Hart hart, long rs1) {
        hart.permissions.requireGuestAccess();
        return hart.memory.guestLoad(rs1, 2, false) & 0xffff;
    }

    @Instruction(asm = "hlvx.hu rd, (rs1)", bits = "0110010 00011 rs1 100 rd 1110011")
    static long hlvxHu(Hart hart, long rs1) {
        hart.permissions.requireGuestAccess();
        return hart.memory.guestLoad(rs1, 2, true) & 0xffff;
    }

    @Instruction(asm = "hlv.w rd, (rs1)", bits = "0110100 00000 rs1 100 rd 1110011")
    static long hlvW(Hart hart, long rs1) {
        hart.permissions.requireGuestAccess();
        return (int) hart.memory.guestLoad(rs1, 4, false);
    }

    @Instruction(asm = "hlv.wu rd, (rs1)", bits = "0110100 00001 rs1 100 rd 1110011")
    static long hlvWu(Hart hart, long rs1) {
        hart.permissions.requireGuestAccess();
        return hart.memory.guestLoad(rs1, 4, false) & 0xffff_ffffL;
    }

    @Instruction(asm = "hlvx.wu rd, (rs1)", bits = "0110100 00011 rs1 100 rd 1110011")
    static long hlvxWu(Hart hart, long rs1) {
        hart.permissions.requireGuestAccess();
        return hart.memory.guestLoad(rs1, 4, true) & 0xffff_ffffL;
    }

    @Instruction(asm = "hlv.d rd, (rs1)", bits = "0110110 00000 rs1 100 rd 1110011")
    static long hlvD(Hart hart, long rs1) {
        hart.permissions.requireGuestAccess();
        return hart.memory.guestLoad(rs1, 8, false);
    }

    @Instruction(asm = "hsv.b rs2, (rs1)", bits = "0110001 rs2 rs1 100 00000 1110011")
    static void hsvB(Hart hart, long rs1, long rs2) {
        hart.permissions.requireGuestAccess();
        hart.memory.guestStore(rs1, 1, rs2);
    }

    @Instruction(asm = "hsv.h rs2, (rs1)", bits = "0110011 rs2 rs1 100 00000 1110011")
    static void hsvH(Hart hart, long rs1, long rs2) {
        hart.permissions.requireGuestAccess();
        hart.memory.guestStore(rs1, 2, rs2);
    }

    @Instruction(asm = "hsv.w rs2, (rs1)", bits = "0110101 rs2 rs1 100 00000 1110011")
    static void hsvW(Hart hart, long rs1, long rs2) {
        hart.permissions.requireGuestAccess();
        hart.memory.guestStore(rs1, 4, rs2);
    }

    @Instruction(asm = "hsv.d rs2, (rs1)", bits = "0110111 rs2 rs1 100 00000 1110011")
    static void hsvD(Hart hart, long rs1, long rs2) {
        hart.permissions.requireGuestAccess();
        hart.memory.guestStore(rs1, 8, rs2);
    }

    @Instruction(asm = "hfence.vvma rs1, rs2", bits = "0010001 rs2 rs1 000 00000 1110011", endsBlock = true)
    @Alias(asm = "hfence.vvma", as = "hfence.vvma zero, zero")
    @Alias(asm = "hfence.vvma rs1", as = "hfence.vvma rs1, zero")
    static void hfenceVvma(Hart hart, long rs1, long rs2, int rs1Index, int rs2Index) {
        hart.permissions.requireHypervisor();
        hart.memory.fenceGuest(rs1Index != 0, rs1, rs2Index != 0, rs2);
    }

    /** rs1 holds the guest-physical address shifted right by 2. */
    @Instruction(asm = "hfence.gvma rs1, rs2", bits = "0110001 rs2 rs1 000 00000 1110011", endsBlock = true)
    @Alias(asm = "hfence.gvma", as = "hfence.gvma zero, zero")
    @Alias(asm = "hfence.gvma rs1", as = "hfence.gvma rs1, zero")
    static void hfenceGvma(Hart hart, long rs1, long rs2, int rs1Index, int rs2Index) {
        hart.permissions.requireGuestFence();
        hart.memory.fenceGuestPhysical(rs1Index != 0, rs1 << 2, rs2Index != 0, rs2);
    }
}
