package org.cofferdam.microkernel;

import org.cofferdam.microkernel.hardware.Csr;

/**
 * The registers beside x, f and pc that belong to a virtual hart: the one list that the switch saves, loads and starts
 * from. hie is switched through its alias vsie (all VS interrupts are delegated, and the rest of hie stays zero), and
 * hvip is read back because the guest clears VSSIP through its sip.
 */
enum SwitchedCsr {
    VSSTATUS(Csr.VSSTATUS, SwitchedCsr.UXL_64),
    VSIE(Csr.VSIE, 0),
    VSTVEC(Csr.VSTVEC, 0),
    VSSCRATCH(Csr.VSSCRATCH, 0),
    VSEPC(Csr.VSEPC, 0),
    VSCAUSE(Csr.VSCAUSE, 0),
    VSTVAL(Csr.VSTVAL, 0),
    VSATP(Csr.VSATP, 0),
    // All ones never fires; zero would be a timer interrupt at once.
    VSTIMECMP(Csr.VSTIMECMP, -1),
    HVIP(Csr.HVIP, 0),
    FCSR(Csr.FCSR, 0),
    // A guest's vDSO reads time in user mode; what hcounteren withholds stays withheld.
    SCOUNTEREN(Csr.SCOUNTEREN, 0b111),
    SENVCFG(Csr.SENVCFG, 0),
    HTIMEDELTA(Csr.HTIMEDELTA, 0);

    static final long UXL_64 = 2L << 32;
    static final SwitchedCsr[] ALL = values();

    final int number;
    final long initial;

    SwitchedCsr(int number, long initial) {
        this.number = number;
        this.initial = initial;
    }
}
