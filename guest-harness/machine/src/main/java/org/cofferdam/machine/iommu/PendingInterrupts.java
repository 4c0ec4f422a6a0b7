package org.cofferdam.machine.iommu;

import org.cofferdam.machine.device.InterruptLine;
import org.cofferdam.machine.state.StateException;
import org.cofferdam.machine.state.StateReader;
import org.cofferdam.machine.state.StateWriter;
import org.cofferdam.machine.state.Stateful;

/** Registers {@code ipsr} and {@code icvec}: what is pending, and which wire each cause drives. */
final class PendingInterrupts implements Stateful {
    private static final int COMMANDS = 1;
    private static final int FAULTS = 1 << 1;
    private static final int CAUSES = 4;
    private static final int VECTOR_BITS = 4;
    private static final int MOST_WIRES = 1 << VECTOR_BITS;

    private final InterruptLine[] wires;
    private final long vectorMask;
    private int pending;
    private long vectors;

    PendingInterrupts(InterruptLine... wires) {
        if (Integer.bitCount(wires.length) != 1 || wires.length > MOST_WIRES) {
            throw new IllegalArgumentException("an IOMMU has 1, 2, 4, 8 or 16 wires, not " + wires.length);
        }
        this.wires = wires.clone();
        long mask = 0;
        for (int cause = 0; cause < CAUSES; cause++) {
            mask |= (wires.length - 1L) << (VECTOR_BITS * cause);
        }
        vectorMask = mask;
    }

    void reset() {
        pending = 0;
        vectors = 0;
        drive();
    }

    int pending() {
        return pending;
    }

    /** What is written as 1 is no longer pending, until its conditions are looked at again. */
    void acknowledge(int bits) {
        pending &= ~bits;
    }

    long vectors() {
        return vectors;
    }

    void vectors(long value) {
        vectors = value & vectorMask;
    }

    /** Adds what has become due and drives the wires. */
    void update(boolean commands, boolean faults) {
        pending |= (commands ? COMMANDS : 0) | (faults ? FAULTS : 0);
        drive();
    }

    private void drive() {
        int driven = 0;
        for (int bits = pending; bits != 0; bits &= bits - 1) {
            int cause = Integer.numberOfTrailingZeros(bits);
            driven |= 1 << (vectors >>> (VECTOR_BITS * cause) & (MOST_WIRES - 1));
        }
        for (int wire = 0; wire < wires.length; wire++) {
            wires[wire].set((driven >>> wire & 1) != 0);
        }
    }

    @Override
    public void save(StateWriter out) {
        out.word(pending);
        out.number(vectors);
    }

    @Override
    public void restore(StateReader in) throws StateException {
        pending = in.bits(COMMANDS | FAULTS);
        vectors = in.number();
        if ((vectors & ~vectorMask) != 0) {
            throw in.refuse("interrupt vectors 0x%x".formatted(vectors));
        }
    }
}
