package org.cofferdam.machine.hart;

import java.util.function.LongSupplier;

/** A register of which other registers make some bits read-only zero; what it holds there comes back with them. */
final class DependentRegister extends Register {

    private final LongSupplier granted;

    /** @param granted the bits that are there now */
    DependentRegister(
            int number,
            String name,
            String meaning,
            Gate gate,
            long writable,
            LongSupplier granted,
            Warl warl,
            Runnable changed) {
        super(number, name, meaning, gate, 0, writable, warl, changed);
        this.granted = granted;
    }

    @Override
    long read() {
        return value & open();
    }

    @Override
    long open() {
        return writable() & granted.getAsLong();
    }
}
