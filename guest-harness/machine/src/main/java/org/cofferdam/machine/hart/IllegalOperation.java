package org.cofferdam.machine.hart;

/** What stands in memory where no instruction of the table does. */
final class IllegalOperation extends Operation {
    private final int bits;

    /**
     * @param bits 32 bits, or 16 zero-extended
     */
    IllegalOperation(int bits) {
        this.bits = bits;
    }

    @Override
    public long execute(Hart hart, long pc) {
        throw hart.raise(Cause.ILLEGAL_INSTRUCTION, Integer.toUnsignedLong(bits));
    }
}
