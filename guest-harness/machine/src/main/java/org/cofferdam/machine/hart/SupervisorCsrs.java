package org.cofferdam.machine.hart;

/**
 * Supervisor-level CSRs, as HS-mode and M-mode see them. While V=1, those with a twin among the
 * {@link VirtualSupervisorCsrs} are replaced by it.
 */
final class SupervisorCsrs extends CsrGroup {

    /** Bits of {@code sstatus} that are visible: the writable ones, UXL, and SD. */
    private static final long VISIBLE = Status.SUPERVISOR_FIELDS | Status.UXL_64;

    final Register stvec = register(0x105, "stvec", "trap vector of S-mode, as mtvec", ~2L);
    final Register scounteren = register(0x106, "scounteren", "counters open to U-mode", 0xffff_ffffL);
    final Register sepc = register(0x141, "sepc", "pc of the last trap to HS-mode; bit 0 is zero", ~1L);
    final Register scause = register(0x142, "scause", "cause of the last trap to HS-mode", ALL);
    final Register stval = register(0x143, "stval", "address or instruction of the last trap to HS-mode", ALL);
    final Register senvcfg;
    final Register stimecmp;
    final Register satp;

    SupervisorCsrs(Hart hart, MachineCsrs machine) {
        Register mstatus = machine.mstatus;
        Interrupts interrupts = hart.interrupts;
        view(
                0x100,
                "sstatus",
                "supervisor's part of mstatus",
                Gate.OPEN,
                Status.SUPERVISOR_FIELDS,
                () -> Status.withSummary(mstatus.value & VISIBLE),
                wanted -> {
                    mstatus.value = (mstatus.value & ~Status.SUPERVISOR_FIELDS) | (wanted & Status.SUPERVISOR_FIELDS);
                    hart.stateChanged();
                });
        view(
                0x104,
                "sie",
                "enables of delegated interrupts",
                Gate.OPEN,
                Interrupts.SUPERVISOR_BITS,
                interrupts::supervisorEnabled,
                interrupts::writeSupervisorEnabled);
        view(
                0x144,
                "sip",
                "delegated interrupts pending; software may change SSIP and LCOFIP",
                Gate.OPEN,
                Interrupts.SUPERVISOR_WRITABLE,
                interrupts::supervisorPending,
                interrupts::writeSupervisorPending);
        senvcfg = register(
                0x10a,
                "senvcfg",
                "environment of U-mode; needs ENVCFG of the state enables",
                Gate.ENVIRONMENT,
                0,
                Environment.USER_FIELDS,
                (_, wanted) -> Environment.legal(wanted),
                () -> {});
        register(0x140, "sscratch", "for software", ALL);
        stimecmp = register(
                0x14d,
                "stimecmp",
                "with STCE, STIP is pending from this time on; needs menvcfg.STCE and TM below M-mode",
                Gate.TIMER,
                0,
                ALL,
                Register.Warl.ANY,
                interrupts::recheck);
        satp = register(
                0x180,
                "satp",
                "root of translation: Bare, Sv39, Sv48, Sv57; an unknown mode leaves all as it was; TVM closes it",
                Gate.TRANSLATION,
                0,
                ALL,
                TranslationRoot::legalSatp,
                hart.memory::hostRootChanged);
    }
}
