package org.cofferdam.machine.hart;

/** Hypervisor CSRs (hypervisor chapter, "Hypervisor and Virtual Supervisor CSRs"). */
final class HypervisorCsrs extends CsrGroup {

    static final long GVA = 1L << 6;
    static final long SPV = 1L << 7;
    static final long SPVP = 1L << 8;
    static final long HU = 1L << 9;
    static final long VTVM = 1L << 20;
    static final long VTW = 1L << 21;
    static final long VTSR = 1L << 22;

    private static final long VSXL_64 = 2L << 32;

    /** Table "Bits of hedeleg that must be writable"; the exceptions of HS-mode and of the G-stage stay with HS-mode. */
    private static final long DELEGABLE_EXCEPTIONS = 0x8_b1ffL;

    final Register hstatus = register(
            0x600,
            "hstatus",
            "status of the hypervisor; VGEIN 0, VSXL 64 bits",
            Gate.OPEN,
            VSXL_64,
            GVA | SPV | SPVP | HU | VTVM | VTW | VTSR,
            Register.Warl.ANY,
            () -> {});
    final Register hedeleg = register(0x602, "hedeleg", "exceptions delegated on to VS-mode", DELEGABLE_EXCEPTIONS);
    final Register hideleg;
    final Register hcounteren = register(0x606, "hcounteren", "counters open to guests", 0xffff_ffffL);
    final Register htval = register(0x643, "htval", "guest-physical address of the last trap to HS-mode, by 4", ALL);
    final Register htinst = register(0x64a, "htinst", "instruction that trapped to HS-mode, transformed", ALL);
    final Register htimedelta;
    final Register hgatp;

    final DependentRegister henvcfg;

    HypervisorCsrs(Hart hart, MachineCsrs machine) {
        Interrupts interrupts = hart.interrupts;
        hideleg = register(
                0x603, "hideleg", "interrupts delegated on to VS-mode", Interrupts.GUEST_BITS, interrupts::recheck);
        htimedelta =
                register(0x605, "htimedelta", "what a guest's time adds to the machine's", ALL, interrupts::recheck);
        view(
                0x604,
                "hie",
                "enables of VS-level interrupts and SGEI",
                Gate.OPEN,
                Interrupts.HYPERVISOR_BITS,
                interrupts::hypervisorEnabled,
                interrupts::writeHypervisorEnabled);
        view(
                0x644,
                "hip",
                "VS-level interrupts pending; software may change VSSIP",
                Gate.OPEN,
                1L << Interrupts.VSSI,
                interrupts::hypervisorPending,
                interrupts::writeHypervisorPending);
        view(
                0x645,
                "hvip",
                "VS-level interrupts that the hypervisor injects",
                Gate.OPEN,
                Interrupts.GUEST_BITS,
                interrupts::injected,
                interrupts::writeInjected);
        henvcfg = add(new DependentRegister(
                0x60a,
                "henvcfg",
                "environment of guests; ADUE, PBMTE and STCE as far as menvcfg has them; needs ENVCFG of mstateen0",
                Gate.GUEST_ENVIRONMENT,
                Environment.ALL_FIELDS,
                () -> machine.menvcfg.value | Environment.USER_FIELDS,
                (_, wanted) -> Environment.legal(wanted),
                interrupts::recheck));
        hgatp = register(
                0x680,
                "hgatp",
                "root of the second stage: Bare, Sv39x4, Sv48x4, Sv57x4, aligned to 16 KiB; TVM closes it",
                Gate.GUEST_TRANSLATION,
                0,
                ALL,
                (old, wanted) -> TranslationRoot.legalHgatp(old, wanted, hart.vmidBits),
                hart.memory::guestRootChanged);
        constant(0x607, "hgeie", "GEILEN is 0", 0);
        constant(0xe12, "hgeip", "GEILEN is 0", 0);
    }

    /** Whether any of these bits of {@code hstatus} is set. */
    boolean has(long statusBits) {
        return (hstatus.value & statusBits) != 0;
    }

    boolean timerCompareEnabled() {
        return (henvcfg.read() & Environment.STCE) != 0;
    }
}
