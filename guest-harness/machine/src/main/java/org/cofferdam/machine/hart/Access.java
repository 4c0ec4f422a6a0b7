package org.cofferdam.machine.hart;

/** Kinds of access to memory. */
enum Access {
    LOAD(Cause.LOAD_ACCESS, Cause.LOAD_PAGE, Cause.LOAD_GUEST_PAGE),
    /** HLVX: a load that needs execute permission instead of read permission, and reports as a load. */
    LOAD_EXECUTABLE(Cause.LOAD_ACCESS, Cause.LOAD_PAGE, Cause.LOAD_GUEST_PAGE),
    STORE(Cause.STORE_ACCESS, Cause.STORE_PAGE, Cause.STORE_GUEST_PAGE),
    /** Management of a cache block: permitted where a load is, and reports as a store (CMO extensions, "Traps"). */
    BLOCK_MANAGEMENT(Cause.STORE_ACCESS, Cause.STORE_PAGE, Cause.STORE_GUEST_PAGE),
    /** Somebody looks from outside, whom permissions do not concern. */
    INSPECTION(Cause.LOAD_ACCESS, Cause.LOAD_PAGE, Cause.LOAD_GUEST_PAGE),
    FETCH(Cause.INSTRUCTION_ACCESS, Cause.INSTRUCTION_PAGE, Cause.INSTRUCTION_GUEST_PAGE);

    final int accessFault;
    final int pageFault;
    final int guestPageFault;

    Access(int accessFault, int pageFault, int guestPageFault) {
        this.accessFault = accessFault;
        this.pageFault = pageFault;
        this.guestPageFault = guestPageFault;
    }
}
