package org.cofferdam.machine.hart;

/**
 * Supervisor-level CSRs, as HS-mode and M-mode see them. While V=1, those with a twin among the
 * {@link VirtualSupervisorCsrs} are replaced by it.
 */
final class SupervisorCsrs extends CsrGroup {

    /** Bits of {@code sstatus} that are visible: the writable ones, UXL, and SD. */
    private static final long VISIBLE = Status.SUPERVISOR_FIELDS | Status.UXL_64;

    final Register stvec = register(0x105, "stvec", ~2L);
    final Register scounteren = register(0x106, "scounteren", 0xffff_ffffL);
    final Register sepc = register(0x141, "sepc", ~1L);
    final Register scause = register(0x142, "scause", ALL);
    final Register stval = register(0x143, "stval", ALL);
    final Register senvcfg;
    final Register stimecmp;
    final Register satp;

    SupervisorCsrs(Hart hart, MachineCsrs machine) {
        Register mstatus = machine.mstatus;
        Interrupts interrupts = hart.interrupts;
        view(0x100, "sstatus", Gate.OPEN, () -> Status.withSummary(mstatus.value & VISIBLE), wanted -> {
            mstatus.value = (mstatus.value & ~Status.SUPERVISOR_FIELDS) | (wanted & Status.SUPERVISOR_FIELDS);
            hart.stateChanged();
        });
        view(0x104, "sie", Gate.OPEN, interrupts::supervisorEnabled, interrupts::writeSupervisorEnabled);
        view(0x144, "sip", Gate.OPEN, interrupts::supervisorPending, interrupts::writeSupervisorPending);
        senvcfg = register(
                0x10a,
                "senvcfg",
                Gate.OPEN,
                0,
                Environment.USER_FIELDS,
                (_, wanted) -> Environment.legal(wanted),
                () -> {});
        register(0x140, "sscratch", ALL);
        stimecmp = register(0x14d, "stimecmp", Gate.TIMER, 0, ALL, Register.Warl.ANY, interrupts::recheck);
        satp = register(
                0x180, "satp", Gate.TRANSLATION, 0, ALL, TranslationRoot::legalSatp, hart.memory::hostRootChanged);
    }
}
