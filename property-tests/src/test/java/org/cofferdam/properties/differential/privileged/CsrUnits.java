package org.cofferdam.properties.differential.privileged;

import java.util.ArrayList;
import java.util.List;

/** Reads and writes of control and status registers. */
final class CsrUnits {

    /** Numbers that no machine has a register for. */
    private static final List<String> NOWHERE = List.of("0x5c0", "0x6c0", "0x9c0", "0xbc0", "0xdc0");

    private static final long FLOATING_POINT = StartState.MSTATUS_FS;
    private static final long VIEWS = StartState.MSTATUS_SUM | StartState.MSTATUS_MXR;

    private final Dialect dialect;
    private final Choice choice;

    /** Bits of {@code menvcfg} and {@code henvcfg} that stay set. */
    private final long fixed;

    /**
     * Draws for a program.
     *
     * @param environment what {@code menvcfg} holds at its start
     */
    CsrUnits(Dialect dialect, Choice choice, long environment) {
        this.dialect = dialect;
        this.choice = choice;
        fixed = environment & StartState.TIMER_COMPARE;
    }

    /** Any access in any mode; most to registers that the mode may have. */
    List<Integer> any(Mode mode) {
        if (choice.oneIn(12)) {
            return Assembled.lines("csrrs zero, %s, zero".formatted(choice.of(CsrPool.COUNTERS)));
        }
        String csr = choice.oneIn(20) ? choice.of(NOWHERE) : choice.of(choice.oneIn(4) ? used() : near(mode));
        String destination = CsrPool.UNREAD.contains(csr) || !dialect.reads(csr) ? "zero" : destination();
        if (CsrPool.TIMED.contains(csr)) {
            return prepared(csr, destination, choice.of(csr.equals("htimedelta") ? CsrPool.OFFSETS : CsrPool.MOMENTS));
        }
        if (CsrPool.STATE_ENABLES.contains(csr)) {
            return prepared(csr, destination, choice.bits(CsrPool.STATE_ENABLE_BITS));
        }
        if (CsrPool.ENVIRONMENTS.contains(csr)) {
            return prepared(csr, destination, (choice.word() & ~StartState.TIMER_COMPARE & ~1) | fixed);
        }
        boolean guarded = CsrPool.GUARDED.contains(csr) || csr.startsWith("pmpaddr");
        boolean steered = dialect.steers(csr);
        if (guarded && !steered && mode == Mode.MACHINE && choice.oneIn(2)) {
            return probe(csr, destination);
        }
        if (CsrPool.STATUSES.contains(csr) && !choice.oneIn(3)) {
            long floating = choice.oneIn(2) ? FLOATING_POINT : 0;
            long value = (choice.word() & ~FLOATING_POINT) | floating;
            return prepared(csr, destination, (value & MachineUnits.MPRV) != 0 ? value & ~MachineUnits.MPV : value);
        }
        if (guarded || choice.oneIn(3)) {
            return Assembled.lines("csrrs %s, %s, zero".formatted(destination, csr));
        }
        if (steered) {
            boolean floating = CsrPool.STATUSES.contains(csr);
            return prepared(csr, destination, floating ? choice.word() | FLOATING_POINT : choice.word());
        }
        if (choice.oneIn(3)) {
            String operation = choice.of(List.of("csrrwi", "csrrsi", "csrrci"));
            return Assembled.lines("%s %s, %s, %d".formatted(operation, destination, csr, choice.below(32)));
        }
        if (CsrPool.STATUSES.contains(csr)) {
            return Assembled.lines("csrrsi %s, %s, %d".formatted(destination, csr, choice.below(32)));
        }
        String operation = choice.of(List.of("csrrw", "csrrs", "csrrc"));
        return Assembled.lines("%s %s, %s, %s".formatted(operation, destination, csr, source()));
    }

    /** What translation and floating point look at. */
    List<Integer> statusBits(Mode mode) {
        String csr =
                switch (mode) {
                    case MACHINE -> choice.of(List.of("mstatus", "vsstatus", "hstatus", "menvcfg", "henvcfg"));
                    case HYPERVISOR -> choice.of(List.of("sstatus", "vsstatus", "hstatus", "henvcfg"));
                    default -> "sstatus";
                };
        long field =
                switch (csr) {
                    case "hstatus" -> StartState.HSTATUS_USER | 0x100 | choice.bits(StartState.HSTATUS_REFUSALS);
                    case "menvcfg", "henvcfg" -> 3L << 61;
                    case "mstatus" ->
                        VIEWS | (choice.oneIn(4) ? FLOATING_POINT : 0) | choice.bits(StartState.MSTATUS_REFUSALS);
                    default -> VIEWS | (choice.oneIn(4) ? FLOATING_POINT : 0);
                };
        long value = (choice.bits(field) & ~FLOATING_POINT) | (choice.oneIn(4) ? 0 : field & FLOATING_POINT);
        return Assembled.lines(Assembled.bits(csr, dialect.free(csr, field), dialect.steered(csr, value)), fences(csr));
    }

    private List<String> used() {
        boolean timer = fixed != 0 || !dialect.avoids(QemuDifference.TIMER_WITHOUT_LEAVE);
        return CsrPool.USED.stream()
                .filter(dialect::has)
                .filter(csr -> timer || !csr.equals("stimecmp"))
                .toList();
    }

    /** Registers of the mode, by the names that it uses. */
    private List<String> near(Mode mode) {
        return switch (mode) {
            case MACHINE -> used();
            case HYPERVISOR ->
                used().stream()
                        .filter(name -> !name.startsWith("m") && !name.startsWith("pmp"))
                        .toList();
            case VIRTUAL_SUPERVISOR, USER, VIRTUAL_USER ->
                used().stream()
                        .filter(name -> name.startsWith("s") || name.startsWith("f"))
                        .toList();
        };
    }

    /** Writes anything and takes it back before anything can trap. */
    private List<Integer> probe(String csr, String destination) {
        if (csr.startsWith("pmp")) {
            return Assembled.lines("csrrs %s, %s, zero".formatted(destination, csr));
        }
        List<String> lines = new ArrayList<>(List.of("csrrci zero, mstatus, 8"));
        lines.add("csrrw t3, %s, %s".formatted(csr, source()));
        lines.add("csrrw %s, %s, t3".formatted(destination, csr));
        return Assembled.lines(lines);
    }

    private List<Integer> prepared(String csr, String destination, long value) {
        List<String> lines = new ArrayList<>(Constant.load("t3", dialect.steered(csr, value)));
        lines.add("csrrw %s, %s, t3".formatted(destination, csr));
        return Assembled.lines(lines, fences(csr));
    }

    /** What {@code menvcfg} and {@code henvcfg} say about page tables is certain behind a fence alone. */
    private static List<String> fences(String csr) {
        return csr.equals("menvcfg") || csr.equals("henvcfg")
                ? List.of("sfence.vma zero, zero", "hfence.vvma zero, zero", "hfence.gvma zero, zero")
                : List.of();
    }

    private String destination() {
        return "x" + choice.of(List.of(0, 3, 4, 5, 6, 7, 10, 11, 12, 13, 14, 15, 16, 17, 18, 25));
    }

    private String source() {
        return "x" + choice.below(StatePage.MONITOR_REGISTERS);
    }
}
