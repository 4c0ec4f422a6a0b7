package org.cofferdam.properties.tworuns;

import java.util.Arrays;
import org.cofferdam.microkernel.hardware.HartPort;

/** A hart whose registers are arrays: it executes nothing and remembers no translations. */
final class ArrayHart implements HartPort {
    private final long[] x = new long[32];
    private final long[] f = new long[32];
    private final long[] csrs = new long[0x1000];

    void reset() {
        Arrays.fill(x, 0);
        Arrays.fill(f, 0);
        Arrays.fill(csrs, 0);
    }

    @Override
    public long x(int index) {
        return x[index];
    }

    @Override
    public void x(int index, long value) {
        x[index] = index == 0 ? 0 : value;
    }

    @Override
    public long f(int index) {
        return f[index];
    }

    @Override
    public void f(int index, long bits) {
        f[index] = bits;
    }

    @Override
    public long csr(int number) {
        return csrs[number];
    }

    @Override
    public void csr(int number, long value) {
        csrs[number] = value;
    }

    @Override
    public void hfenceGvma(long guestPhysicalAddress, int vmid) {}

    @Override
    public void hfenceVvma(long guestVirtualAddress, int asid) {}

    @Override
    public void fenceI() {}

    @Override
    public void dropReservation() {}

    @Override
    public int fetchGuestCode(long guestVirtualAddress) {
        return -1;
    }
}
