package org.cofferdam.microkernel;

/** What the health monitor counts as a fault of a partition. */
public enum FaultKind {
    /** A trap that no guest can cause while the walls hold. */
    UNEXPECTED_TRAP,
    /** An access to an address that is neither memory nor device; the guest takes an access fault. */
    ACCESS_OUTSIDE,
    /** An instruction that the guest's hart does not have; the guest takes an illegal instruction. */
    REFUSED_INSTRUCTION,
    /** DMA of an assigned device to where its partition has no memory. */
    DEVICE_DMA,
    /** The guest says that it has failed (SBI SRST, reason "system failure"). */
    SYSTEM_FAILURE
}
