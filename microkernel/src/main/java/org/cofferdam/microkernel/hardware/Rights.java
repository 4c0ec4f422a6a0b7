package org.cofferdam.microkernel.hardware;

/** What a guest may do to a page: the combinations of R, W and X that a page-table entry can express. */
public enum Rights {
    READ(0b001),
    READ_WRITE(0b011),
    EXECUTE(0b100),
    READ_EXECUTE(0b101),
    READ_WRITE_EXECUTE(0b111);

    private final int bits;

    Rights(int bits) {
        this.bits = bits;
    }

    /** R, W and X as bits 0, 1 and 2. */
    public int bits() {
        return bits;
    }

    /** Whether everything that {@code wanted} allows is allowed here. */
    public boolean include(Rights wanted) {
        return (wanted.bits & ~bits) == 0;
    }
}
