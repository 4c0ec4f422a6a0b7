package org.cofferdam.machine.hart;

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

    Register(int number, String name, Gate gate, long reset, long writable, Warl warl, Runnable changed) {
        super(number, name, gate);
        this.value = reset;
        this.writable = writable;
        this.warl = warl;
        this.changed = changed;
    }

    @Override
    long read() {
        return value;
    }

    /** The bits that software may write now. */
    long writable() {
        return writable;
    }

    @Override
    final void write(long wanted) {
        long open = writable();
        value = (value & ~open) | (warl.legal(value, wanted) & open);
        changed.run();
    }
}
