package org.cofferdam.microkernel.translation;

import java.util.BitSet;
import org.cofferdam.microkernel.hardware.Csr;
import org.cofferdam.microkernel.hardware.HartPort;

/** The VMIDs in use: one live table has one. 0 is nobody's, so that hgatp = 0 names no guest. */
public final class Vmids {
    /** hgatp.VMID, bits 57:44 on RV64 (Privileged Architecture, "Hypervisor Guest Address Translation and Protection"). */
    static final int SHIFT = 44;

    private static final long MASK = 0x3FFF;

    private final BitSet used = new BitSet();
    private final int most;

    /** Asks a hart how many bits it has, by the probe that the architecture describes: write ones, read back. */
    public Vmids(HartPort hart) {
        hart.csr(Csr.HGATP, MASK << SHIFT);
        most = (int) (hart.csr(Csr.HGATP) >>> SHIFT & MASK);
        hart.csr(Csr.HGATP, 0);
        used.set(0);
    }

    /** Takes the lowest VMID that is free, or -1. */
    public int take() {
        int vmid = used.nextClearBit(0);
        if (vmid > most) {
            return -1;
        }
        used.set(vmid);
        return vmid;
    }

    /** Gives a VMID back; every hart has been fenced for it. */
    public void free(int vmid) {
        used.clear(vmid);
    }
}
