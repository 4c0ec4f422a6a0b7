package org.cofferdam.machine.hart;

import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** A CSR that shows or changes bits kept elsewhere. */
class View extends Csr {

    private final long writable;
    private final LongSupplier reader;
    private final LongConsumer writer;

    View(int number, String name, String meaning, Gate gate, long writable, LongSupplier reader, LongConsumer writer) {
        super(number, name, meaning, gate);
        this.writable = writable;
        this.reader = reader;
        this.writer = writer;
    }

    @Override
    public final long writable() {
        return writable;
    }

    @Override
    final long read() {
        return reader.getAsLong();
    }

    @Override
    final void write(long value) {
        writer.accept(value);
    }
}
