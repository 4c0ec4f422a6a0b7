package org.cofferdam.machine.hart;

import java.util.function.LongSupplier;

/** A register of which other registers make some bits read-only zero; what it holds there comes back with them. */
final class DependentRegister extends Register {

    private final LongSupplier open;

    /** @param open the bits that are there now */
    DependentRegister(int number, String name, Gate gate, LongSupplier open, Warl warl, Runnable changed) {
        super(number, name, gate, 0, 0, warl, changed);
        this.open = open;
    }

    @Override
    long read() {
        return value & open.getAsLong();
    }

    @Override
    long writable() {
        return open.getAsLong();
    }
}
