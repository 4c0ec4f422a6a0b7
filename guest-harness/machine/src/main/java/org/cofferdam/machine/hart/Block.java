package org.cofferdam.machine.hart;

import org.cofferdam.machine.isa.InstructionSet;

/** Instructions that follow each other in one page; only the last may go elsewhere. */
final class Block {
    /** Stands where a 32-bit instruction begins in the last two bytes of a page: its end depends on the translation. */
    static final Block STRADDLING = new Block(new Operation[0], new int[0], true);

    /** The most instructions in a block. */
    static final int CAPACITY = 64;

    /** How often a block is executed before its operations are joined: new classes cost the host milliseconds each. */
    private static final int COLDNESS = 20_000;

    /** One operation for each instruction, in order; none in {@link #STRADDLING}. */
    final Operation[] single;

    /** The encoding of each instruction. */
    final int[] bits;

    /** Whether the one operation is executed by itself, with the hart's state complete before and after. */
    final boolean apart;

    /** The same effect as {@link #single}, perhaps by fewer operations of several instructions each. */
    Operation[] operations;

    private int[] firstInstruction;
    private int coldness = COLDNESS;

    Block(Operation[] operations, int[] bits, boolean apart) {
        single = operations;
        this.operations = operations;
        this.bits = bits;
        this.apart = apart;
    }

    /** Counts an execution; whether it is time to {@link #join}. */
    boolean heats() {
        return --coldness == 0;
    }

    /**
     * Replaces {@link #operations}.
     *
     * @param firstInstruction for each operation the index of its first instruction, which alone may trap
     */
    void join(Operation[] joined, int[] firstInstruction) {
        operations = joined;
        this.firstInstruction = firstInstruction;
    }

    /** The instruction that an operation of {@link #single} or {@link #operations} begins with. */
    int instruction(Operation[] executing, int index) {
        return executing == single ? index : firstInstruction[index];
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
