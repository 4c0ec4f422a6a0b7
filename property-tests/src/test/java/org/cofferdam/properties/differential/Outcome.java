package org.cofferdam.properties.differential;

import java.nio.ByteBuffer;
import org.cofferdam.machine.isa.RegisterNames;

/**
 * Registers, traps and data that one program left in a machine's RAM.
 *
 * @param memory all RAM
 * @param block where the program's block begins
 */
record Outcome(ByteBuffer memory, int block) {

    /** Offsets in a block, in bytes: integer registers come first. */
    static final int F = 256;

    static final int FCSR = 512;
    /** Causes and values of all traps, folded into one word. */
    static final int TRAPS = 520;
    /** What the trap handler puts aside. */
    static final int SAVED = 528;

    static final int DATA = 2048;
    static final int DATA_BYTES = 8192;
    static final int BYTES = DATA + DATA_BYTES;

    /** Where pointers point to, or a little behind: all immediates of 12 bits lead into the data. */
    static final int MIDDLE = DATA + DATA_BYTES / 2;

    /** The name and the two values of the first thing in which the outcomes differ; empty if in none. */
    String differenceTo(Outcome other) {
        for (int offset = 0; offset < BYTES; offset += 8) {
            boolean isSignificant = offset < SAVED || offset >= DATA;
            if (isSignificant && word(offset) != other.word(offset)) {
                return "%s is 0x%016x here, 0x%016x there".formatted(name(offset), word(offset), other.word(offset));
            }
        }
        return "";
    }

    boolean hasTrapped() {
        return word(TRAPS) != 0;
    }

    private long word(int offset) {
        return memory.getLong(block + offset);
    }

    private static String name(int offset) {
        if (offset < F) {
            return RegisterNames.integer(offset / 8);
        }
        if (offset < FCSR) {
            return RegisterNames.floatingPoint((offset - F) / 8);
        }
        return switch (offset) {
            case FCSR -> "fcsr";
            case TRAPS -> "the digest of traps";
            default -> "memory at %+d from the middle".formatted(offset - MIDDLE);
        };
    }
}
