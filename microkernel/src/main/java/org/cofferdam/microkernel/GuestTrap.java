package org.cofferdam.microkernel;

import org.cofferdam.microkernel.hardware.Csr;
import org.cofferdam.microkernel.hardware.HartPort;

/** An exception that the core raises in a guest. */
final class GuestTrap {
    static final long INSTRUCTION_ACCESS_FAULT = 1;
    static final long ILLEGAL_INSTRUCTION = 2;
    static final long LOAD_ACCESS_FAULT = 5;
    static final long STORE_ACCESS_FAULT = 7;

    /** Where sstatus and vsstatus alike have their bits (Privileged Architecture, "Supervisor Status Register"). */
    private static final long SIE = 1 << 1;

    private static final long SPIE = 1 << 5;
    private static final long SPP = 1 << 8;

    private GuestTrap() {}

    /** The hart that just trapped from a guest goes on at the guest's trap vector, as if VS-mode had taken the trap. */
    static void raise(HartPort port, long cause, long value) {
        long from = port.csr(Csr.SSTATUS) & SPP;
        long status = port.csr(Csr.VSSTATUS);
        long interrupts = (status & SIE) != 0 ? SPIE : 0;
        port.csr(Csr.VSSTATUS, (status & ~(SPIE | SPP)) | interrupts | from);
        port.csr(Csr.VSEPC, port.csr(Csr.SEPC));
        port.csr(Csr.VSCAUSE, cause);
        port.csr(Csr.VSTVAL, value);
        // The low two bits are the mode; exceptions go to the base in either mode.
        enter(port, port.csr(Csr.VSTVEC) & ~0b11L);
    }

    /** The hart goes on at an address at VS-mode, with its interrupts off. */
    static void enter(HartPort port, long address) {
        port.csr(Csr.VSSTATUS, port.csr(Csr.VSSTATUS) & ~SIE);
        port.csr(Csr.SEPC, address);
        port.csr(Csr.SSTATUS, port.csr(Csr.SSTATUS) | SPP);
    }
}
