package org.cofferdam.machine.hart;

import java.util.function.LongSupplier;
import org.cofferdam.machine.state.StateException;
import org.cofferdam.machine.state.StateReader;
import org.cofferdam.machine.state.StateWriter;

/** {@code mcycle} or {@code minstret}: a count that the hart keeps anyway, seen through an offset that software sets. */
final class Counter extends Csr {

    private final LongSupplier source;
    private long offset;
    private boolean inhibited;
    private long held;

    Counter(int number, String name, String meaning, LongSupplier source) {
        super(number, name, meaning, Gate.OPEN);
        this.source = source;
    }

    @Override
    public long writable() {
        return -1;
    }

    @Override
    long read() {
        return inhibited ? held : source.getAsLong() + offset;
    }

    @Override
    void write(long value) {
        held = value;
        offset = value - source.getAsLong();
    }

    /** The writing instruction counts in the source, but its write takes precedence: the next one reads the value. */
    @Override
    void writeByInstruction(long value) {
        write(value);
        offset--;
    }

    void inhibit(boolean inhibit) {
        if (inhibit && !inhibited) {
            held = read();
        } else if (!inhibit && inhibited) {
            offset = held - source.getAsLong();
        }
        inhibited = inhibit;
    }

    @Override
    public void save(StateWriter out) {
        out.numbers(new long[] {offset, held});
        out.flag(inhibited);
    }

    @Override
    public void restore(StateReader in) throws StateException {
        offset = in.number();
        held = in.number();
        inhibited = in.flag();
    }
}
