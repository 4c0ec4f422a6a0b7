package org.cofferdam.machine.hart;

import org.cofferdam.machine.isa.InstructionSet;

/** Instructions that follow each other in one page; only the last may go elsewhere. */
final class Block {
    /** Stands where a 32-bit instruction begins in the last two bytes of a page: its end depends on the translation. */
    static final Block STRADDLING = new Block(new Operation[0], new int[0], true);

    /** The most instructions in a block. */
    static final int CAPACITY = 64;

    /** In order; none in {@link #STRADDLING}. */
    final Operation[] operations;

    /** The encoding of each instruction, for the trap that it may raise. */
    final int[] bits;

    /** Whether the one operation is executed by itself, with the hart's state complete before and after. */
    final boolean apart;

    Block(Operation[] operations, int[] bits, boolean apart) {
        this.operations = operations;
        this.bits = bits;
        this.apart = apart;
    }

    /** How many 16-bit parcels of its page it was decoded from; one where {@link #STRADDLING}. */
    int halfwords() {
        int count = this == STRADDLING ? 1 : 0;
        for (int encoding : bits) {
            count += InstructionSet.lengthOf(encoding) / 2;
        }
        return count;
    }
}
