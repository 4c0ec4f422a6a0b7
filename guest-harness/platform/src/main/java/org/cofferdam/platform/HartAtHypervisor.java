package org.cofferdam.platform;

import org.cofferdam.machine.hart.Hart;
import org.cofferdam.machine.hart.Trap;
import org.cofferdam.microkernel.hardware.HartPort;

/** An emulated hart as the core sees it: each method does what the instruction that it stands for does. */
record HartAtHypervisor(Hart hart, CoreEffort effort) implements HartPort {
    @Override
    public long x(int index) {
        effort.one();
        return hart.x[index];
    }

    @Override
    public void x(int index, long value) {
        effort.one();
        if (index != 0) {
            hart.x[index] = value;
        }
    }

    @Override
    public long f(int index) {
        effort.one();
        return hart.f[index];
    }

    @Override
    public void f(int index, long bits) {
        effort.one();
        hart.f[index] = bits;
    }

    @Override
    public long csr(int number) {
        effort.one();
        return hart.csrs.read(number);
    }

    @Override
    public void csr(int number, long value) {
        effort.one();
        hart.csrs.write(number, value);
    }

    @Override
    public void hfenceGvma(long guestPhysicalAddress, int vmid) {
        effort.one();
        hart.memory.fenceGuestPhysical(guestPhysicalAddress != ALL, guestPhysicalAddress, vmid != ALL, vmid);
    }

    @Override
    public void hfenceVvma(long guestVirtualAddress, int asid) {
        effort.one();
        hart.memory.fenceGuest(guestVirtualAddress != ALL, guestVirtualAddress, asid != ALL, asid);
    }

    /** Predecoded code is dropped when its page is written, so there is nothing left to do. */
    @Override
    public void fenceI() {
        effort.one();
    }

    @Override
    public void dropReservation() {
        effort.one();
        hart.memory.dropReservation();
    }

    @Override
    public int fetchGuestCode(long guestVirtualAddress) {
        effort.one();
        try {
            return (int) hart.memory.guestLoad(guestVirtualAddress, 2, true) & 0xffff;
        } catch (Trap _) {
            return -1;
        }
    }
}
