package org.cofferdam.microkernel.hardware;

/**
 * One physical hart as software at HS-mode sees it. The core is not compiled to RISC-V, so each method stands for the
 * instruction that its text names. Any port may be used from the trap of any hart: harts take turns, none executes
 * while the core works, and an effect is complete when the method returns (a fence has drained, an interrupt is
 * pending). No method throws for an index or a number that its text allows.
 */
public interface HartPort {
    /** Operand of a fence that is left out (rs1 or rs2 is x0): every address, every VMID, every ASID. */
    int ALL = -1;

    /** Integer register {@code index} of 0..31; x0 reads 0. */
    long x(int index);

    /** Sets integer register {@code index} of 0..31; writing x0 does nothing. */
    void x(int index, long value);

    /** The raw 64 bits of floating-point register {@code index} of 0..31, whatever sstatus.FS says. */
    long f(int index);

    /** Sets the raw 64 bits of floating-point register {@code index} of 0..31, whatever sstatus.FS says. */
    void f(int index, long bits);

    /**
     * Reads a register named in {@link Csr} with HS-mode's right (Csr.FCSR whatever sstatus.FS says).
     * {@link Csr#TIME} is the hart's time in ticks of the timebase, without htimedelta. {@link Csr#INSTRET} counts what
     * guests retire on this hart: the core's own instructions, on a machine where it has any, are not in it.
     */
    long csr(int number);

    /** Writes a register named in {@link Csr} with HS-mode's right; WARL fields legalise the value. */
    void csr(int number, long value);

    /**
     * HFENCE.GVMA on this hart. {@code guestPhysicalAddress} in bytes (the instruction's operand is that shifted right
     * by 2) or {@link #ALL}; {@code vmid} or {@link #ALL}.
     */
    void hfenceGvma(long guestPhysicalAddress, int vmid);

    /**
     * HFENCE.VVMA on this hart, for the VMID in its hgatp. {@code guestVirtualAddress} in bytes or {@link #ALL};
     * {@code asid} or {@link #ALL}.
     */
    void hfenceVvma(long guestVirtualAddress, int asid);

    /** FENCE.I on this hart. */
    void fenceI();

    /** Gives up a reservation that LR left, as the dummy SC of a context switch does. */
    void dropReservation();

    /**
     * HLVX.HU: 16 bits of the guest's code at a guest-virtual address, by the translation and the privilege
     * (hstatus.SPVP) of the guest that just trapped. -1 if the access faults; then no register of the hart changes.
     */
    int fetchGuestCode(long guestVirtualAddress);
}
