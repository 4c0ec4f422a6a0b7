package org.cofferdam.machine.hart;

import org.cofferdam.machine.state.StateException;
import org.cofferdam.machine.state.StateReader;
import org.cofferdam.machine.state.StateWriter;

/** A CSR that holds its own bits. */
class Register extends Csr {

    /** The stored bits; rooms of the hart set fields of it directly, past the rules for software. */
    long value;

    private final long writable;
    private final Warl warl;
    private final Runnable changed;

    /** What a register makes of a value that software wants to write. */
    @FunctionalInterface
    interface Warl {
        Warl ANY = (_, wanted) -> wanted;

        long legal(long old, long wanted);
    }

    Register(
            int number,
            String name,
            String meaning,
            Gate gate,
            long reset,
            long writable,
            Warl warl,
            Runnable changed) {
        super(number, name, meaning, gate);
        this.value = reset;
        this.writable = writable;
        this.warl = warl;
        this.changed = changed;
    }

    @Override
    long read() {
        return value;
    }

    @Override
    public final long writable() {
        return writable;
    }

    /** The bits that software may write now. */
    long open() {
        return writable;
    }

    @Override
    final void write(long wanted) {
        long open = open();
        long before = value;
        value = (value & ~open) | (warl.legal(value, wanted) & open);
        if (value != before) { // a hypervisor writes most of them again at each switch
            changed.run();
        }
    }

    @Override
    public final void save(StateWriter out) {
        out.number(value);
    }

    @Override
    public final void restore(StateReader in) throws StateException {
        value = in.number();
    }
}
