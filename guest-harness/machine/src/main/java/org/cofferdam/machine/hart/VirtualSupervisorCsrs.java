package org.cofferdam.machine.hart;

/** VS CSRs (hypervisor chapter): a guest's supervisor registers, under their own numbers for HS-mode and M-mode. */
final class VirtualSupervisorCsrs extends CsrGroup {

    final Register vsstatus;
    final Register vstvec = register(0x205, "vstvec", "stvec of guests", ~2L);
    final Register vsepc = register(0x241, "vsepc", "sepc of guests", ~1L);
    final Register vscause = register(0x242, "vscause", "scause of guests", ALL);
    final Register vstval = register(0x243, "vstval", "stval of guests", ALL);
    final Register vstimecmp;
    final Register vsatp;

    VirtualSupervisorCsrs(Hart hart) {
        Interrupts interrupts = hart.interrupts;
        vsstatus = add(new StatusRegister(
                0x200, "vsstatus", "sstatus of guests", Status.UXL_64, Status.SUPERVISOR_FIELDS, hart::stateChanged));
        view(
                0x204,
                "vsie",
                "sie of guests: VS-level interrupts that hideleg names, one place lower",
                Gate.OPEN,
                Interrupts.GUEST_BITS >>> 1,
                interrupts::guestEnabled,
                interrupts::writeGuestEnabled);
        view(
                0x244,
                "vsip",
                "sip of guests: VS-level interrupts that hideleg names, one place lower",
                Gate.OPEN,
                1L << Interrupts.SSI,
                interrupts::guestPending,
                interrupts::writeGuestPending);
        register(0x240, "vsscratch", "for software of guests", ALL);
        vstimecmp = register(
                0x24d,
                "vstimecmp",
                "stimecmp of guests, against their time",
                Gate.TIMER,
                0,
                ALL,
                Register.Warl.ANY,
                interrupts::recheck);
        vsatp = register(
                0x280,
                "vsatp",
                "satp of guests; an unknown mode leaves the mode as it was, and if V=1 all",
                Gate.OPEN,
                0,
                ALL,
                (old, wanted) -> TranslationRoot.legalVsatp(old, wanted, hart.virtualized()),
                hart.memory::guestRootChanged);
    }
}
