package org.cofferdam.microkernel;

/** Errors that SBI calls and hypercalls return in a0 (RISC-V SBI, "Binary Encoding"), each declared once. */
public enum SbiError {
    FAILED(-1, "the other end cannot take part now, or no slot is free"),
    NOT_SUPPORTED(-2, "there is no such call"),
    INVALID_PARAMETER(-3, "a number that names nothing of the caller's, or a size that cannot be"),
    DENIED(-4, "the policy does not allow it"),
    INVALID_ADDRESS(-5, "not memory that the caller may use so"),
    ALREADY_AVAILABLE(-6, "it runs already"),
    ALREADY_STARTED(-7, "a counter runs already"),
    ALREADY_STOPPED(-8, "a counter does not run"),
    NO_SHARED_MEMORY(-9, "there is no snapshot of counters"),
    /** Of SBI 3.0. */
    INVALID_STATE(-10, "nothing waits in a port, or it is full"),
    /** SBI has no number for it. */
    NO_MEMORY(-64, "the quota has no room for page tables, or all slots are taken");

    private final int number;
    private final String summary;

    SbiError(int number, String summary) {
        this.number = number;
        this.summary = summary;
    }

    /** Negative. */
    public int number() {
        return number;
    }

    /** What it means. */
    public String summary() {
        return summary;
    }
}
