package org.cofferdam.machine.hart;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.cofferdam.machine.state.StateException;
import org.cofferdam.machine.state.StateReader;
import org.cofferdam.machine.state.StateWriter;
import org.cofferdam.machine.state.Stateful;

/** The control and status registers: the table of their rows, and the rules by which instructions reach them. */
public final class Csrs implements Stateful {

    private static final int NUMBERS = 4096;
    private static final int SUPERVISOR_RANGE = 0x100;
    private static final int TO_GUEST = 0x100;

    final MachineCsrs machine;
    final SupervisorCsrs supervisor;
    final HypervisorCsrs hypervisor;
    final VirtualSupervisorCsrs guest;
    final CounterCsrs counters;
    final StateEnableCsrs stateEnables = new StateEnableCsrs();
    final Pmp pmp;

    private final Hart hart;
    private final Csr[] rows = new Csr[NUMBERS];
    private final List<CsrGroup> groups;

    Csrs(Hart hart) {
        this.hart = hart;
        machine = new MachineCsrs(hart);
        supervisor = new SupervisorCsrs(hart, machine);
        hypervisor = new HypervisorCsrs(hart, machine);
        guest = new VirtualSupervisorCsrs(hart);
        counters = new CounterCsrs(hart, hypervisor);
        pmp = new Pmp(hart);
        groups = List.of(machine, supervisor, hypervisor, guest, counters, stateEnables, pmp, new FloatCsrs(hart));
        groups.stream().flatMap(group -> group.rows().stream()).forEach(this::enter);
    }

    private void enter(Csr row) {
        if (rows[row.number()] != null) {
            throw new IllegalStateException("two rows for CSR 0x%x".formatted(row.number()));
        }
        rows[row.number()] = row;
    }

    /** All rows by increasing number. */
    public List<Csr> table() {
        return Arrays.stream(rows).filter(Objects::nonNull).toList();
    }

    /** Shows all registers by increasing number. */
    void forEach(Hart.RegisterVisitor visitor) {
        for (Csr row : rows) {
            if (row != null) {
                visitor.visit(row.name(), row.read());
            }
        }
    }

    /**
     * Reads a register under its own number, whatever the current mode; what does not exist reads zero. For resident
     * software, debuggers and tests.
     */
    public long read(int number) {
        return rows[number] == null ? 0 : rows[number].read();
    }

    /** Writes a register under its own number with its WARL behaviour, whatever the current mode. */
    public void write(int number, long value) {
        if (rows[number] != null && !rows[number].readOnly()) {
            rows[number].write(value);
        }
    }

    /**
     * CSRRW by the number in an instruction at the hart's current mode.
     *
     * @return what the register held
     * @throws Trap illegal or virtual instruction
     */
    public long exchange(int number, long value) {
        Csr row = access(number, true);
        long old = row.read();
        write(row, value);
        return old;
    }

    /**
     * CSRRS: sets bits.
     *
     * @param write false if the instruction names x0 or 0, and so does not write at all
     * @return what the register held
     * @throws Trap illegal or virtual instruction
     */
    public long set(int number, long bits, boolean write) {
        Csr row = access(number, write);
        long old = row.read();
        if (write) {
            write(row, row.readToModify() | bits);
        }
        return old;
    }

    /** CSRRC: clears bits; otherwise as {@link #set}. */
    public long clear(int number, long bits, boolean write) {
        Csr row = access(number, write);
        long old = row.read();
        if (write) {
            write(row, row.readToModify() & ~bits);
        }
        return old;
    }

    private void write(Csr row, long value) {
        row.writeByInstruction(value);
        if (hart.witness() != null) {
            hart.witness().wrote(row);
        }
    }

    private Csr access(int number, boolean write) {
        Csr row = rows[number];
        if (row == null || (write && row.readOnly())) {
            throw hart.raise(Cause.ILLEGAL_INSTRUCTION, 0);
        }
        switch (verdict(row)) {
            case ILLEGAL -> throw hart.raise(Cause.ILLEGAL_INSTRUCTION, 0);
            case VIRTUAL -> throw hart.raise(Cause.VIRTUAL_INSTRUCTION, 0);
            case ALLOWED -> {}
        }
        return hart.virtualized() ? substitute(row) : row;
    }

    private Gate.Verdict verdict(Csr row) {
        Privilege privilege = hart.privilege();
        boolean virtualized = hart.virtualized();
        int level = privilege == Privilege.SUPERVISOR && !virtualized ? 2 : privilege.level;
        if (level >= row.lowestLevel()) {
            return row.gate().check(hart, privilege, virtualized);
        }
        // An access that HS-mode could make is the hypervisor's to emulate (hypervisor chapter, "Trap Cause Codes").
        boolean hypervisorCould = virtualized
                && row.lowestLevel() < Privilege.MACHINE.level
                && row.gate().check(hart, Privilege.SUPERVISOR, false) == Gate.Verdict.ALLOWED;
        return hypervisorCould ? Gate.Verdict.VIRTUAL : Gate.Verdict.ILLEGAL;
    }

    /** With V=1, a supervisor register that has a VS twin is that twin. */
    private Csr substitute(Csr row) {
        Csr twin = (row.number() & 0xf00) == SUPERVISOR_RANGE ? rows[row.number() + TO_GUEST] : null;
        return twin == null ? row : twin;
    }

    @Override
    public void save(StateWriter out) {
        groups.forEach(group -> group.save(out));
    }

    @Override
    public void restore(StateReader in) throws StateException {
        for (CsrGroup group : groups) {
            group.restore(in);
        }
    }
}
