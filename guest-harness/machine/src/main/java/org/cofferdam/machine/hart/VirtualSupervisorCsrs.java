package org.cofferdam.machine.hart;

/** VS CSRs (hypervisor chapter): a guest's supervisor registers, under their own numbers for HS-mode and M-mode. */
final class VirtualSupervisorCsrs extends CsrGroup {

    final Register vsstatus;
    final Register vstvec = register(0x205, "vstvec", ~2L);
    final Register vsepc = register(0x241, "vsepc", ~1L);
    final Register vscause = register(0x242, "vscause", ALL);
    final Register vstval = register(0x243, "vstval", ALL);
    final Register vstimecmp;
    final Register vsatp;

    VirtualSupervisorCsrs(Hart hart) {
        Interrupts interrupts = hart.interrupts;
        vsstatus =
                add(new StatusRegister(0x200, "vsstatus", Status.UXL_64, Status.SUPERVISOR_FIELDS, hart::stateChanged));
        view(0x204, "vsie", Gate.OPEN, interrupts::guestEnabled, interrupts::writeGuestEnabled);
        view(0x244, "vsip", Gate.OPEN, interrupts::guestPending, interrupts::writeGuestPending);
        register(0x240, "vsscratch", ALL);
        vstimecmp = register(0x24d, "vstimecmp", Gate.TIMER, 0, ALL, Register.Warl.ANY, interrupts::recheck);
        vsatp = register(0x280, "vsatp", Gate.OPEN, 0, ALL, TranslationRoot::legalSatp, hart.memory::guestRootChanged);
    }
}
