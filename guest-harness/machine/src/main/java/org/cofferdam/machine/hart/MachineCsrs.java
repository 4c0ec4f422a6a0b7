package org.cofferdam.machine.hart;

/** Machine-level CSRs (privileged ISA, "Machine-Level CSRs", and hypervisor chapter, "Machine-Level CSRs"). */
final class MachineCsrs extends CsrGroup {

    /** MXL 64; A, B, C, D, F, H, I, M, S and U. Read-only: no extension can be switched off. */
    private static final long ISA = (2L << 62) | letters("ABCDFHIMSU");

    /** Exceptions that M-mode may delegate: all that S-mode or less can raise, save instruction address misaligned. */
    private static final long DELEGABLE_EXCEPTIONS = 0xf8_b7feL;

    /** Interrupts that M-mode may delegate: SSI, STI, SEI. */
    private static final long DELEGABLE_INTERRUPTS = 0x222;

    final Register mstatus;
    final Register medeleg = register(0x302, "medeleg", DELEGABLE_EXCEPTIONS);
    final Register mideleg;
    final Register mie;
    final Register mtvec = register(0x305, "mtvec", ~2L);
    final Register mcounteren = register(0x306, "mcounteren", 0xffff_ffffL);
    final Register menvcfg;
    final Register mepc = register(0x341, "mepc", ~1L);
    final Register mcause = register(0x342, "mcause", ALL);
    final Register mtval = register(0x343, "mtval", ALL);
    final Register mtinst = register(0x34a, "mtinst", ALL);
    final Register mtval2 = register(0x34b, "mtval2", ALL);

    MachineCsrs(Hart hart) {
        Interrupts interrupts = hart.interrupts;
        mstatus = add(new StatusRegister(
                0x300, "mstatus", Status.UXL_64 | Status.SXL_64, Status.MACHINE_FIELDS, hart::stateChanged));
        mideleg = register(
                0x303,
                "mideleg",
                Gate.OPEN,
                Interrupts.HYPERVISOR_BITS,
                DELEGABLE_INTERRUPTS,
                Register.Warl.ANY,
                interrupts::recheck);
        mie = register(0x304, "mie", Interrupts.ALL_BITS, interrupts::recheck);
        menvcfg = register(
                0x30a,
                "menvcfg",
                Gate.OPEN,
                0,
                Environment.ALL_FIELDS,
                (_, wanted) -> Environment.legal(wanted),
                interrupts::recheck);
        add(new PendingInterrupts(interrupts));
        register(0x340, "mscratch", ALL);
        constant(0x301, "misa", ISA);
        constant(0xf11, "mvendorid", 0);
        constant(0xf12, "marchid", 0);
        constant(0xf13, "mimpid", 0);
        constant(0xf14, "mhartid", hart.id);
        constant(0xf15, "mconfigptr", 0);
        // Debug triggers: a selected trigger of type 0 says that there are none.
        constant(0x7a0, "tselect", 0);
        constant(0x7a1, "tdata1", 0);
        constant(0x7a2, "tdata2", 0);
        constant(0x7a3, "tdata3", 0);
        constant(0x7a4, "tinfo", 1);
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
            super(0x344, "mip", Gate.OPEN, interrupts::pending, interrupts::writeMachinePending);
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
