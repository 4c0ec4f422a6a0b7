package org.cofferdam.microkernel;

/** The outcome of a call of {@link Control} or {@link Monitor}. Any but OK and AGAIN has changed nothing, save what the text of {@link Control#reset} says. */
public enum Status {
    OK,
    /** The call did a bounded part of its work: make it again. */
    AGAIN,
    /** An argument is outside what its text allows. */
    INVALID_ARGUMENT,
    /** An address, or a part of the range, is not the partition's memory, or not with the right that the call needs. */
    OUTSIDE_MEMORY,
    /** No partition has this number, or the one that this handle was for has been destroyed. */
    NO_PARTITION,
    /** The partition is in a state in which the call is not allowed. */
    WRONG_STATE,
    /** A virtual hart is still on a physical hart, which has been told to let go of it: call again when it has run. */
    BUSY,
    /** The quota is less than what the memory asked for can need. */
    OVER_QUOTA,
    /** The machine has not that many frames that are not set aside for others. */
    NO_MEMORY
}
