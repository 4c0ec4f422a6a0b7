package org.cofferdam.machine.memory;

import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * The reservations of all harts (unprivileged ISA, "Zalrsc"): at most one a hart, of one address, broken by any write
 * of somebody else within the same 64 bytes. Addresses are host addresses of RAM.
 */
public final class ReservationSet {

    private static final long LINE = 64;
    private static final long NONE = -1;

    private long[] reserved = {};
    private int held;

    /** No reservations. */
    public ReservationSet() {}

    /** Makes room for the reservation of a hart. */
    public void add(int hart) {
        if (hart >= reserved.length) {
            int before = reserved.length;
            reserved = Arrays.copyOf(reserved, hart + 1);
            Arrays.fill(reserved, before, reserved.length, NONE);
        }
    }

    /** Makes the reservation of a hart that has been added, in place of an older one. */
    public void reserve(int hart, long address) {
        if (reserved[hart] == NONE) {
            held++;
        }
        reserved[hart] = address;
    }

    /** Whether the hart has reserved exactly this address and nobody has broken it. */
    public boolean holds(int hart, long address) {
        return hart < reserved.length && reserved[hart] == address;
    }

    /** What the hart has reserved, or -1. */
    public long of(int hart) {
        return hart < reserved.length ? reserved[hart] : NONE;
    }

    /** Ends the reservation of a hart, if it has one. */
    public void drop(int hart) {
        if (hart < reserved.length && reserved[hart] != NONE) {
            reserved[hart] = NONE;
            held--;
        }
    }

    /** Whether anybody has a reservation within these bytes, other than the given hart. */
    public boolean othersIn(int hart, long address, long length) {
        if (held == 0) {
            return false;
        }
        for (int i = 0; i < reserved.length; i++) {
            if (i != hart && reserved[i] != NONE && overlaps(reserved[i], address, length)) {
                return true;
            }
        }
        return false;
    }

    /** Bytes are written by a hart, or by a device if {@code hart} is -1. */
    public void written(int hart, long address, long length) {
        if (held != 0) {
            breakOthers(hart, address, length);
        }
    }

    private void breakOthers(int hart, long address, long length) {
        for (int i = 0; i < reserved.length; i++) {
            if (i != hart && reserved[i] != NONE && overlaps(reserved[i], address, length)) {
                drop(i);
            }
        }
    }

    /** Calls with each host address that somebody other than this hart has reserved. */
    public void forEachOther(int hart, LongConsumer action) {
        for (int i = 0; held > 0 && i < reserved.length; i++) {
            if (i != hart && reserved[i] != NONE) {
                action.accept(reserved[i]);
            }
        }
    }

    private static boolean overlaps(long reservedAddress, long address, long length) {
        long line = reservedAddress & -LINE;
        return line < address + length && address < line + LINE;
    }
}
