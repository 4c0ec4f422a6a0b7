package org.cofferdam.microkernel;

/** Why a virtual hart came back to the core. */
public enum ExitCause {
    TIMER,
    /** Another hart or a control call asked this hart to look again. */
    KICK,
    /** A device that is assigned to the partition asked for service. */
    DEVICE_INTERRUPT,
    SBI_CALL,
    WAIT,
    DEVICE_ACCESS,
    /** A guest-page fault that is no device access: the guest gets an access fault. */
    ACCESS_OUTSIDE,
    /** A read of instret, which the virtual hart has asked the SBI for. */
    COUNTER_READ,
    /** Any other virtual-instruction exception: the guest gets an illegal instruction. */
    REFUSED_INSTRUCTION,
    UNEXPECTED
}
