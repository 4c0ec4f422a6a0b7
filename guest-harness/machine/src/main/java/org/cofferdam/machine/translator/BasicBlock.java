package org.cofferdam.machine.translator;

import java.util.List;
import org.cofferdam.machine.isa.Decoded;

/**
 * Instructions of one page that are executed one after the other.
 *
 * @param offset of the first, from the region's anchor, in bytes
 * @param physical address of the first
 * @param instructions at least one
 * @param ending where control goes
 */
record BasicBlock(long offset, long physical, List<Decoded> instructions, Ending ending) {

    BasicBlock {
        instructions = List.copyOf(instructions);
    }

    /** Whether the last instruction is what {@link #ending} speaks of. */
    boolean transfersControl() {
        return !(ending instanceof Ending.Falls);
    }
}
