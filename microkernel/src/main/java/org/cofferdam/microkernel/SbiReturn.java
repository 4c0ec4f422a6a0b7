package org.cofferdam.microkernel;

/**
 * What an SBI call returns in a0 and a1 (SBI, "Binary Encoding").
 *
 * @param error 0 or a negative error code
 * @param value 0 with an error
 */
record SbiReturn(long error, long value) {
    static final SbiReturn SUCCESS = new SbiReturn(0, 0);
    static final SbiReturn FAILED = error(SbiError.FAILED);
    static final SbiReturn NOT_SUPPORTED = error(SbiError.NOT_SUPPORTED);
    static final SbiReturn INVALID_PARAMETER = error(SbiError.INVALID_PARAMETER);
    static final SbiReturn DENIED = error(SbiError.DENIED);
    static final SbiReturn INVALID_ADDRESS = error(SbiError.INVALID_ADDRESS);
    static final SbiReturn ALREADY_AVAILABLE = error(SbiError.ALREADY_AVAILABLE);
    static final SbiReturn ALREADY_STARTED = error(SbiError.ALREADY_STARTED);
    static final SbiReturn ALREADY_STOPPED = error(SbiError.ALREADY_STOPPED);
    static final SbiReturn NO_SHARED_MEMORY = error(SbiError.NO_SHARED_MEMORY);
    static final SbiReturn INVALID_STATE = error(SbiError.INVALID_STATE);
    static final SbiReturn NO_MEMORY = error(SbiError.NO_MEMORY);

    /**
     * A part of the work is done, and the guest gets no result yet: it executes its call again, once interrupts and windows
     * have had their turn.
     */
    static final SbiReturn UNFINISHED = new SbiReturn(1, 0);

    private static SbiReturn error(SbiError error) {
        return new SbiReturn(error.number(), 0);
    }

    static SbiReturn success(long value) {
        return new SbiReturn(0, value);
    }
}
