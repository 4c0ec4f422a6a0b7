package org.cofferdam.machine.hart;

import java.lang.invoke.VarHandle;
import org.cofferdam.machine.memory.ReservationSet;

/** What one hart has reserved by LR for its next SC (unprivileged ISA, "Zalrsc"). Addresses are host addresses of RAM. */
final class Reservation {
    private static final long NONE = -1;

    private final Hart hart;
    private final ReservationSet all;

    /**
     * Where other harts execute at the same time, the reservation and what it was made of: an SC succeeds if the value is there
     * still, or again, as in QEMU with several threads.
     */
    private long host = NONE;

    private long value;

    Reservation(Hart hart, ReservationSet all) {
        this.hart = hart;
        this.all = all;
        all.add(hart.id);
    }

    /** LR reserves. */
    void make(long address) {
        if (hart.accompanied()) {
            host = address;
        } else {
            all.reserve(hart.id, address);
        }
    }

    /** What LR has loaded, which an SC beside other harts compares with what is there. */
    long made(long loaded) {
        if (hart.accompanied()) {
            VarHandle.acquireFence();
        }
        value = loaded;
        return loaded;
    }

    /** The value that was reserved. */
    long value() {
        return value;
    }

    /** Whether a conditional store of so many bytes may be made; one that may not leaves the reservations of others alone. */
    boolean take(long address, int size) {
        boolean holds = hart.accompanied() ? host == address : all.holds(hart.id, address);
        drop();
        if (hart.witness() != null) {
            hart.witness().conditional(holds);
        }
        if (holds) {
            all.written(hart.id, address, size);
        }
        return holds;
    }

    /** Gives it up, as a failing SC does. */
    void drop() {
        host = NONE;
        if (!hart.accompanied()) {
            all.drop(hart.id);
        }
    }

    /** The address, or -1; -1 as well where other harts execute at the same time. */
    long address() {
        return all.of(hart.id);
    }
}
