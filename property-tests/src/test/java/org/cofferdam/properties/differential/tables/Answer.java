package org.cofferdam.properties.differential.tables;

/**
 * What became of an access.
 *
 * @param value what was read, or {@link #NOTHING}
 * @param cause of the trap, or 0
 * @param guest mtval2 of the trap: its guest-physical address without the low two bits
 */
record Answer(long value, long cause, long guest) {
    static final long NOTHING = -1;
    private static final int LOAD_GUEST_PAGE_FAULT = 21;
    private static final int STORE_GUEST_PAGE_FAULT = 23;

    /** A guest-page fault of this access; a store reads first. */
    static Answer refused(Question question, boolean reads) {
        boolean store = question.kind() == Question.Kind.STORE && reads;
        return new Answer(
                NOTHING, store ? STORE_GUEST_PAGE_FAULT : LOAD_GUEST_PAGE_FAULT, question.address() >>> 2);
    }

    @Override
    public String toString() {
        return cause == 0 ? "0x%x".formatted(value) : "cause %d at 0x%x".formatted(cause, guest << 2);
    }
}
