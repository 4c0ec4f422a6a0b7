package org.cofferdam.machine.hart;

import org.cofferdam.machine.isa.InstructionDefinition.Flow;

/**
 * What has been decoded, by its bits: one operation serves wherever they stand. A kernel's boot decodes three quarters of a million
 * instructions, so this is a bare table: open addressing, at most half full.
 */
final class KnownOperations {

    private static final int SMALLEST = 1 << 12;

    /** An instruction as it is executed; {@code apart} if by itself. */
    record Known(int bits, Operation operation, Flow flow, boolean apart) {}

    private Known[] table = new Known[SMALLEST];
    private int count;

    /** What was decoded from these bits, or null. */
    Known find(int bits) {
        return table[place(bits)];
    }

    /** Adds what was not found. */
    void add(Known known) {
        if (2 * count >= table.length) {
            Known[] before = table;
            table = new Known[2 * before.length];
            for (Known moved : before) {
                if (moved != null) {
                    table[place(moved.bits)] = moved;
                }
            }
        }
        table[place(known.bits)] = known;
        count++;
    }

    void clear() {
        table = new Known[SMALLEST];
        count = 0;
    }

    /** Where these bits are or would be. */
    private int place(int bits) {
        int mask = table.length - 1;
        int at = ((bits * 0x9E3779B9) >>> 12) & mask;
        while (table[at] != null && table[at].bits != bits) {
            at = (at + 1) & mask;
        }
        return at;
    }
}
