package org.cofferdam.machine.firmware;

/** {@code struct sbiret}: the error goes to a0, the value to a1 (SBI 2.0, "Binary Encoding"). */
record SbiAnswer(long error, long value) {
    static final SbiAnswer SUCCESS = success(0);
    static final SbiAnswer FAILED = new SbiAnswer(-1, 0);
    static final SbiAnswer NOT_SUPPORTED = new SbiAnswer(-2, 0);
    static final SbiAnswer INVALID_PARAMETER = new SbiAnswer(-3, 0);
    static final SbiAnswer INVALID_ADDRESS = new SbiAnswer(-5, 0);
    static final SbiAnswer ALREADY_AVAILABLE = new SbiAnswer(-6, 0);

    /** The caller does not come back from this call: its registers are not to be touched. */
    static final SbiAnswer NONE = new SbiAnswer(0, 0);

    static SbiAnswer success(long value) {
        return new SbiAnswer(0, value);
    }
}
