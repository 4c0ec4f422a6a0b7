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
    static final SbiReturn INVALID_ADDRESS = new SbiReturn(-5, 0);
    static final SbiReturn ALREADY_AVAILABLE = new SbiReturn(-6, 0);

    static SbiReturn success(long value) {
        return new SbiReturn(0, value);
    }
}
