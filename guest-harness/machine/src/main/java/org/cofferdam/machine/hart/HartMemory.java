package org.cofferdam.machine.hart;

import org.cofferdam.machine.isa.FastPaths;
import org.cofferdam.machine.memory.Bus;
import org.cofferdam.machine.memory.HostMemory;

/**
 * The explicit loads and stores of one hart, by virtual address. A hit in the current {@link Regime}'s table costs a
 * compare and an add; everything else is {@link SlowMemory}'s.
 */
@FastPaths
public final class HartMemory extends SlowMemory {

    HartMemory(Hart hart, Bus bus) {
        super(hart, bus);
    }

    /** Loads 1 byte, sign-extended. */
    public long loadByte(long address) {
        long pair = DirectPages.pair(loads, address);
        return DirectPages.page(pair) == address >>> 12
                ? HostMemory.loadByte(address + DirectPages.distance(pair))
                : (byte) slowLoad(address, 1);
    }

    /** Loads 1 byte, zero-extended. */
    public long loadByteUnsigned(long address) {
        return loadByte(address) & 0xff;
    }

    /** Stores the low 1 byte of {@code value}. */
    public void storeByte(long address, long value) {
        long pair = DirectPages.pair(stores, address);
        if (DirectPages.page(pair) == address >>> 12) {
            HostMemory.storeByte(address + DirectPages.distance(pair), (byte) value);
        } else {
            slowStore(address, 1, value);
        }
    }

    /** Loads 2 bytes, sign-extended. */
    public long loadHalf(long address) {
        long pair = DirectPages.pair(loads, address);
        return DirectPages.page(pair) == (address + 1) >>> 12
                ? HostMemory.loadHalf(address + DirectPages.distance(pair))
                : (short) slowLoad(address, 2);
    }

    /** Loads 2 bytes, zero-extended. */
    public long loadHalfUnsigned(long address) {
        return loadHalf(address) & 0xffff;
    }

    /** Stores the low 2 bytes of {@code value}. */
    public void storeHalf(long address, long value) {
        long pair = DirectPages.pair(stores, address);
        if (DirectPages.page(pair) == (address + 1) >>> 12) {
            HostMemory.storeHalf(address + DirectPages.distance(pair), (short) value);
        } else {
            slowStore(address, 2, value);
        }
    }

    /** Loads 4 bytes, sign-extended. */
    public long loadWord(long address) {
        long pair = DirectPages.pair(loads, address);
        return DirectPages.page(pair) == (address + 3) >>> 12
                ? HostMemory.loadWord(address + DirectPages.distance(pair))
                : (int) slowLoad(address, 4);
    }

    /** Loads 4 bytes, zero-extended. */
    public long loadWordUnsigned(long address) {
        return loadWord(address) & 0xffff_ffffL;
    }

    /** Stores the low 4 bytes of {@code value}. */
    public void storeWord(long address, long value) {
        long pair = DirectPages.pair(stores, address);
        if (DirectPages.page(pair) == (address + 3) >>> 12) {
            HostMemory.storeWord(address + DirectPages.distance(pair), (int) value);
        } else {
            slowStore(address, 4, value);
        }
    }

    /** Loads 8 bytes. */
    public long loadDouble(long address) {
        long pair = DirectPages.pair(loads, address);
        return DirectPages.page(pair) == (address + 7) >>> 12
                ? HostMemory.loadDouble(address + DirectPages.distance(pair))
                : slowLoad(address, 8);
    }

    /** Stores 8 bytes. */
    public void storeDouble(long address, long value) {
        long pair = DirectPages.pair(stores, address);
        if (DirectPages.page(pair) == (address + 7) >>> 12) {
            HostMemory.storeDouble(address + DirectPages.distance(pair), value);
        } else {
            slowStore(address, 8, value);
        }
    }

    /** Host address of an aligned atomic access that may read and write; atomics reach RAM only. */
    private long hostForAtomic(long address, int size) {
        long pair = DirectPages.pair(stores, address);
        return isWhole(pair, address, size) ? address + DirectPages.distance(pair) : slowAtomic(address, size);
    }

    /** Whether an access is aligned, as atomics must be, and in the page that a pair stands for. */
    private static boolean isWhole(long pair, long address, int size) {
        return (address & (size - 1)) == 0 && DirectPages.page(pair) == address >>> 12;
    }

    /** Host address of a load-reserved. */
    private long hostToReserve(long address, int size) {
        long pair = DirectPages.pair(loads, address);
        return isWhole(pair, address, size) ? address + DirectPages.distance(pair) : slowReserve(address, size);
    }

    /** An atomic read-modify-write of 4 bytes, returns what was there, sign-extended. */
    public long updateWord(long address, long operand, AtomicOperation operation) {
        long host = hostForAtomic(address, 4);
        breakReservations(host, 4);
        int old = HostMemory.loadWord(host);
        long extended = operand << 32 >> 32;
        if (!accompanied()) {
            HostMemory.storeWord(host, (int) operation.apply(old, extended));
            return old;
        }
        while (!HostMemory.exchangeWord(host, old, (int) operation.apply(old, extended))) {
            old = HostMemory.loadWord(host);
        }
        return old;
    }

    /** LR: loads and reserves 4 bytes, sign-extended. */
    public long loadReservedWord(long address) {
        long host = hostToReserve(address, 4);
        reservation.make(host);
        return reservation.made(HostMemory.loadWord(host));
    }

    /** SC: stores 4 bytes if the reservation holds, and drops it; whether it stored. */
    public boolean storeConditionalWord(long address, long value) {
        long host = hostForAtomic(address, 4);
        boolean holds = reservation.take(host, 4);
        if (holds && accompanied()) {
            return HostMemory.exchangeWord(host, (int) reservation.value(), (int) value);
        }
        if (holds) {
            HostMemory.storeWord(host, (int) value);
        }
        return holds;
    }

    /** An atomic read-modify-write of 8 bytes, returns what was there. */
    public long updateDouble(long address, long operand, AtomicOperation operation) {
        long host = hostForAtomic(address, 8);
        breakReservations(host, 8);
        long old = HostMemory.loadDouble(host);
        if (!accompanied()) {
            HostMemory.storeDouble(host, operation.apply(old, operand));
            return old;
        }
        while (!HostMemory.exchangeDouble(host, old, operation.apply(old, operand))) {
            old = HostMemory.loadDouble(host);
        }
        return old;
    }

    /** LR: loads and reserves 8 bytes. */
    public long loadReservedDouble(long address) {
        long host = hostToReserve(address, 8);
        reservation.make(host);
        return reservation.made(HostMemory.loadDouble(host));
    }

    /** SC: stores 8 bytes if the reservation holds, and drops it; whether it stored. */
    public boolean storeConditionalDouble(long address, long value) {
        long host = hostForAtomic(address, 8);
        boolean holds = reservation.take(host, 8);
        if (holds && accompanied()) {
            return HostMemory.exchangeDouble(host, reservation.value(), value);
        }
        if (holds) {
            HostMemory.storeDouble(host, value);
        }
        return holds;
    }
}
