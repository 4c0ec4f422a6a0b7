package org.cofferdam.machine.hart;

/** Kinds of access to memory. */
public enum Access {
    LOAD(Cause.LOAD_ACCESS, Cause.LOAD_PAGE, Cause.LOAD_GUEST_PAGE),
    /** HLVX: a load that needs execute permission instead of read permission, and reports as a load. */
    LOAD_EXECUTABLE(Cause.LOAD_ACCESS, Cause.LOAD_PAGE, Cause.LOAD_GUEST_PAGE),
    STORE(Cause.STORE_ACCESS, Cause.STORE_PAGE, Cause.STORE_GUEST_PAGE),
    /** Management of a cache block: permitted where a load is, and reports as a store (CMO extensions, "Traps"). */
    BLOCK_MANAGEMENT(Cause.STORE_ACCESS, Cause.STORE_PAGE, Cause.STORE_GUEST_PAGE),
    /** Somebody looks from outside, whom permissions do not concern. */
    INSPECTION(Cause.LOAD_ACCESS, Cause.LOAD_PAGE, Cause.LOAD_GUEST_PAGE),
    FETCH(Cause.INSTRUCTION_ACCESS, Cause.INSTRUCTION_PAGE, Cause.INSTRUCTION_GUEST_PAGE);

    /** The exception code if memory, or a table on the way to it, cannot be reached. */
    public final int accessFault;

    /** The exception code if the first stage has no such page, or not for this access. */
    public final int pageFault;

    /** The exception code if the second stage has no such page, or not for this access. */
    public final int guestPageFault;

    Access(int accessFault, int pageFault, int guestPageFault) {
        this.accessFault = accessFault;
        this.pageFault = pageFault;
        this.guestPageFault = guestPageFault;
    }
}
