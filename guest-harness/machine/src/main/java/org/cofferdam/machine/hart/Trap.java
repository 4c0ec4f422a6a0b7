package org.cofferdam.machine.hart;

/**
 * A synchronous exception on its way to {@link Traps#enter}. Each hart has one, filled by {@code raise} and thrown at
 * once: it carries no stack trace and is overwritten by the next.
 */
public final class Trap extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** The exception's code, one of {@link Cause}. */
    public int cause;

    /** What goes into {@code mtval}, {@code stval} or {@code vstval}. */
    public long value;

    /**
     * Whether {@link #value} is a guest virtual address, which GVA reports of any trap: of cache-block instructions too, whose
     * faults report rs1 (privileged ISA, "Hypervisor Status", GVA; unprivileged ISA, "CMO", faults).
     */
    public boolean guestVirtual;

    /** The faulting guest-physical address of a guest-page fault, in bytes; else 0. */
    public long guestPhysical;

    /** A pseudoinstruction for {@code mtinst} or {@code htinst}, or 0 for the transformed instruction, where one fits. */
    public int pseudoInstruction;

    /** The address that the instruction computed, where {@link #value} may lie further into a misaligned access. */
    public long accessBase;

    Trap() {
        super(null, null, false, false);
    }

    @Override
    public String getMessage() {
        return "cause %d, tval 0x%x, gpa 0x%x".formatted(cause, value, guestPhysical);
    }
}
