package org.cofferdam.machine.hart;

import org.cofferdam.machine.state.StateException;
import org.cofferdam.machine.state.StateReader;
import org.cofferdam.machine.state.StateWriter;
import org.cofferdam.machine.state.Stateful;

/**
 * A row of the CSR table. Whether it may be written at all and from which privilege on follow from its number
 * (privileged ISA, "CSR Address Mapping Conventions"); {@link Gate} adds what other registers forbid.
 */
public abstract class Csr implements Stateful {

    private final int number;
    private final String name;
    private final String meaning;
    private final Gate gate;

    Csr(int number, String name, String meaning, Gate gate) {
        this.number = number;
        this.name = name;
        this.meaning = meaning;
        this.gate = gate;
    }

    /** The 12-bit number. */
    public final int number() {
        return number;
    }

    /** The name that assembly uses. */
    public final String name() {
        return name;
    }

    /** What it holds, and how it treats what software writes, in a few words. */
    public final String meaning() {
        return meaning;
    }

    /** The bits that a write by software can change, if other registers let it. */
    public abstract long writable();

    /** Whether writes raise an illegal-instruction exception. */
    public final boolean readOnly() {
        return number >>> 10 == 3;
    }

    /** The least level that may access it: 0 user, 1 supervisor, 2 hypervisor, 3 machine. */
    public final int lowestLevel() {
        return number >>> 8 & 3;
    }

    final Gate gate() {
        return gate;
    }

    abstract long read();

    /** Writes with the WARL behaviour of the register. */
    abstract void write(long value);

    /** What {@code csrrs} and {@code csrrc} modify, where that differs from what they return. */
    long readToModify() {
        return read();
    }

    /** A write by an instruction that retires after it, where that matters. */
    void writeByInstruction(long value) {
        write(value);
    }

    /** {@inheritDoc} A row that shows what is kept elsewhere has nothing to save. */
    @Override
    public void save(StateWriter out) {}

    @Override
    public void restore(StateReader in) throws StateException {}
}
