package org.cofferdam.machine.isa;

/**
 * An instruction found in memory.
 *
 * @param encoding its row of the table
 * @param bits 32 bits, or 16 zero-extended
 */
public record Decoded(Encoding encoding, int bits) {
    /** Size in bytes, 2 or 4. */
    public int length() {
        return encoding.pattern().length();
    }

    /**
     * A register's number or an immediate.
     *
     * @param name as in the pattern of the 32-bit encoding
     */
    public long operand(String name) {
        return encoding.operand(name, bits);
    }

    /** Its assembly text, with branch offsets relative to its own address and registers by number where names are not ABI. */
    @Override
    public String toString() {
        return encoding.format(bits, CsrNames.NONE);
    }
}
