package org.cofferdam.microkernel;

/**
 * What an SBI call returns in a0 and a1 (SBI, "Binary Encoding").
 *
 * @param error 0 or a negative error code
 * @param value 0 with an error
 */
record SbiReturn(long error, long value) {
    static final SbiReturn SUCCESS = new SbiReturn(0, 0);
    static final SbiReturn FAILED = new SbiReturn(-1, 0);
    static final SbiReturn NOT_SUPPORTED = new SbiReturn(-2, 0);
    static final SbiReturn INVALID_PARAMETER = new SbiReturn(-3, 0);
    static final SbiReturn DENIED = new SbiReturn(-4, 0);
    static final SbiReturn INVALID_ADDRESS = new SbiReturn(-5, 0);
    static final SbiReturn ALREADY_AVAILABLE = new SbiReturn(-6, 0);

    /** SBI 3.0's INVALID_STATE: nothing waits in a port, or it is full. */
    static final SbiReturn INVALID_STATE = new SbiReturn(-10, 0);
    /** The quota has no room for the page tables, or all slots are taken: an error that SBI has no number for. */
    static final SbiReturn NO_MEMORY = new SbiReturn(-64, 0);

    /**
     * A part of the work is done, and the guest gets no result yet: it executes its call again, once interrupts and windows
     * have had their turn.
     */
    static final SbiReturn UNFINISHED = new SbiReturn(1, 0);

    static SbiReturn success(long value) {
        return new SbiReturn(0, value);
    }
}
