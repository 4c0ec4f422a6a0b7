package org.cofferdam.machine.firmware;

/**
 * {@code struct sbiret}: the error goes to a0, the value to a1 (SBI 2.0, "Binary Encoding").
 *
 * @param returns whether the caller goes on at all
 */
record SbiAnswer(long error, long value, boolean returns) {
    static final SbiAnswer SUCCESS = success(0);
    static final SbiAnswer NOT_SUPPORTED = failure(-2);
    static final SbiAnswer INVALID_PARAMETER = failure(-3);
    static final SbiAnswer INVALID_ADDRESS = failure(-5);
    static final SbiAnswer ALREADY_AVAILABLE = failure(-6);

    /** The caller does not come back from this call: its registers are not to be touched. */
    static final SbiAnswer NONE = new SbiAnswer(0, 0, false);

    static SbiAnswer success(long value) {
        return new SbiAnswer(0, value, true);
    }

    static SbiAnswer failure(long error) {
        return new SbiAnswer(error, 0, true);
    }
}
