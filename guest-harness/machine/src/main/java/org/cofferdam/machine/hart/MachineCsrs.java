package org.cofferdam.machine.hart;

/** Machine-level CSRs (privileged ISA, "Machine-Level CSRs", and hypervisor chapter, "Machine-Level CSRs"). */
final class MachineCsrs extends CsrGroup {

    /** MXL 64; A, B, C, D, F, H, I, M, S and U. Read-only: no extension can be switched off. */
    private static final long ISA = (2L << 62) | letters("ABCDFHIMSU");

    /** Exceptions that M-mode may delegate: all that S-mode or less can raise, save instruction address misaligned. */
    private static final long DELEGABLE_EXCEPTIONS = 0xf8_b7feL;

    final Register mstatus;
    final Register medeleg = register(
            0x302,
            "medeleg",
            "exceptions delegated to S-mode; instruction misalignment cannot happen",
            DELEGABLE_EXCEPTIONS);
    final Register mideleg;
    final Register mie;
    final Register mtvec =
            register(0x305, "mtvec", "trap vector: direct, or interrupts vectored; base aligned to 4", ~2L);
    final Register mcounteren = register(0x306, "mcounteren", "counters open below M-mode", 0xffff_ffffL);
    final Register menvcfg;
    final Register mepc = register(0x341, "mepc", "pc of the last trap to M-mode; bit 0 is zero", ~1L);
    final Register mcause = register(0x342, "mcause", "cause of the last trap to M-mode", ALL);
    final Register mtval = register(0x343, "mtval", "address or instruction of the last trap to M-mode", ALL);
    final Register mtinst = register(0x34a, "mtinst", "instruction that trapped to M-mode, transformed", ALL);
    final Register mtval2 = register(0x34b, "mtval2", "guest-physical address of the last trap to M-mode, by 4", ALL);

    MachineCsrs(Hart hart) {
        Interrupts interrupts = hart.interrupts;
        mstatus = add(new StatusRegister(
                0x300,
                "mstatus",
                "status of the hart; SD derived, MPP never 2, SXL and UXL 64 bits, little-endian only",
                Status.UXL_64 | Status.SXL_64,
                Status.MACHINE_FIELDS,
                hart::stateChanged));
        mideleg = register(
                0x303,
                "mideleg",
                "interrupts delegated to S-mode; those of guests always are",
                Gate.OPEN,
                Interrupts.HYPERVISOR_BITS,
                Interrupts.SUPERVISOR_BITS,
                Register.Warl.ANY,
                interrupts::recheck);
        mie = register(0x304, "mie", "interrupts enabled", Interrupts.ALL_BITS, interrupts::recheck);
        menvcfg = register(
                0x30a,
                "menvcfg",
                "environment below M-mode; the reserved CBIE becomes 0",
                Gate.OPEN,
                0,
                Environment.ALL_FIELDS,
                (_, wanted) -> Environment.legal(wanted),
                interrupts::recheck);
        add(new PendingInterrupts(interrupts));
        register(0x340, "mscratch", "for software", ALL);
        constant(0x301, "misa", "RV64 ABCDFHIMSU; none can be switched off", ISA);
        constant(0xf11, "mvendorid", "none", 0);
        constant(0xf12, "marchid", "none", 0);
        constant(0xf13, "mimpid", "none", 0);
        constant(0xf14, "mhartid", "number of the hart", hart.id);
        constant(0xf15, "mconfigptr", "none", 0);
        // Debug triggers: a selected trigger of type 0 says that there are none.
        constant(0x7a0, "tselect", "no trigger to select", 0);
        constant(0x7a1, "tdata1", "type 0: there are no triggers", 0);
        constant(0x7a2, "tdata2", "none", 0);
        constant(0x7a3, "tdata3", "none", 0);
        constant(0x7a4, "tinfo", "type 0 alone", 1);
    }

    /** Whether any of these bits of {@code mstatus} is set. */
    boolean has(long statusBits) {
        return (mstatus.value & statusBits) != 0;
    }

    boolean timerCompareEnabled() {
        return (menvcfg.value & Environment.STCE) != 0;
    }

    /** {@code mip}: only the software-writable part of SEIP takes part in a read-modify-write. */
    private static final class PendingInterrupts extends View {

        private final Interrupts interrupts;

        PendingInterrupts(Interrupts interrupts) {
            super(
                    0x344,
                    "mip",
                    "interrupts pending; with STCE the comparator alone sets STIP",
                    Gate.OPEN,
                    Interrupts.MACHINE_WRITABLE,
                    interrupts::pending,
                    interrupts::writeMachinePending);
            this.interrupts = interrupts;
        }

        @Override
        long readToModify() {
            return interrupts.pendingToModify();
        }
    }

    private static long letters(String extensions) {
        return extensions.chars().mapToLong(letter -> 1L << (letter - 'A')).sum();
    }
}
