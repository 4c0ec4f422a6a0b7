package org.cofferdam.machine.instructions;

import org.cofferdam.machine.hart.Hart;
import org.cofferdam.machine.isa.Extension;
import org.cofferdam.machine.isa.Instruction;

/**
 * Zawrs: waiting for a reservation to be broken (unprivileged specification, "Zawrs"). A stall may end at any time for
 * any reason; these end at once, as other harts have their turns anyway.
 */
@Extension("zawrs")
final class ReservationWaitInstructions {
    private ReservationWaitInstructions() {}

    @Instruction(asm = "wrs.nto", bits = "000000001101 00000 000 00000 1110011", endsBlock = true)
    static void wrsNto(Hart hart) {
        hart.permissions.requireReservationWait();
    }

    @Instruction(asm = "wrs.sto", bits = "000000011101 00000 000 00000 1110011")
    static void wrsSto() {}
}
