package org.cofferdam.machine.hart;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.cofferdam.machine.state.StateException;
import org.cofferdam.machine.state.StateReader;
import org.cofferdam.machine.state.StateWriter;
import org.cofferdam.machine.state.Stateful;

/** Rows of the CSR table that belong together; a row is declared where its field is. */
abstract class CsrGroup implements Stateful {

    /** Every bit is writable. */
    static final long ALL = -1;

    private final List<Csr> rows = new ArrayList<>();

    final List<Csr> rows() {
        return rows;
    }

    /** A register of which software may write some bits, without further effect. */
    final Register register(int number, String name, String meaning, long writable) {
        return register(number, name, meaning, Gate.OPEN, 0, writable, Register.Warl.ANY, () -> {});
    }

    /** A register whose change matters to other rooms. */
    final Register register(int number, String name, String meaning, long writable, Runnable changed) {
        return register(number, name, meaning, Gate.OPEN, 0, writable, Register.Warl.ANY, changed);
    }

    final Register register(
            int number,
            String name,
            String meaning,
            Gate gate,
            long reset,
            long writable,
            Register.Warl warl,
            Runnable changed) {
        return add(new Register(number, name, meaning, gate, reset, writable, warl, changed));
    }

    /** A register that is a constant. */
    final void constant(int number, String name, String meaning, long value) {
        view(number, name, meaning, Gate.OPEN, () -> value);
    }

    /** A register that shows bits kept elsewhere; writes do nothing (or are illegal, if the number says so). */
    final Csr view(int number, String name, String meaning, Gate gate, LongSupplier reader) {
        return view(number, name, meaning, gate, 0, reader, _ -> {});
    }

    /** A register that shows and changes bits kept elsewhere. */
    final Csr view(
            int number,
            String name,
            String meaning,
            Gate gate,
            long writable,
            LongSupplier reader,
            LongConsumer writer) {
        return add(new View(number, name, meaning, gate, writable, reader, writer));
    }

    final <C extends Csr> C add(C row) {
        rows.add(row);
        return row;
    }

    @Override
    public void save(StateWriter out) {
        rows.forEach(row -> row.save(out));
    }

    @Override
    public void restore(StateReader in) throws StateException {
        for (Csr row : rows) {
            row.restore(in);
        }
    }
}
