package org.cofferdam.machine.iommu;

/** The end of a transaction that is not carried out ("Fault/Event-Queue"). The other codes are those of a hart's exceptions. */
final class Fault extends Exception {
    static final int ALL_DISALLOWED = 256;
    static final int DIRECTORY_ACCESS = 257;
    static final int DIRECTORY_NOT_VALID = 258;
    static final int DIRECTORY_MISCONFIGURED = 259;
    static final int TYPE_DISALLOWED = 260;

    private static final long serialVersionUID = 1;

    final int cause;

    /** Where the second stage refused: a guest-physical address, whose bit 0 says that a table of the first stage was to be read; else 0. */
    final long secondValue;

    Fault(int cause) {
        this(cause, 0);
    }

    Fault(int cause, long secondValue) {
        super("cause " + cause, null, false, false);
        this.cause = cause;
        this.secondValue = secondValue;
    }
}
