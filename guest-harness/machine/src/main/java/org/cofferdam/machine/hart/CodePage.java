package org.cofferdam.machine.hart;

import java.util.Arrays;
import org.cofferdam.machine.memory.PhysicalMemory;

/** The decoded instructions of one page of RAM, by the offset at which a block begins. */
final class CodePage {
    private static final int HALFWORDS = (int) PhysicalMemory.PAGE / 2;

    private final PhysicalMemory memory;
    private final long address;
    private final Block[] blocks = new Block[HALFWORDS];
    /** Halfwords that blocks were decoded from. */
    private final boolean[] decoded = new boolean[HALFWORDS];

    private Operation straddling;
    private int straddlingBits;

    /**
     * @param address physical, of the page's first byte
     */
    CodePage(PhysicalMemory memory, long address) {
        this.memory = memory;
        this.address = address;
    }

    /** The block that begins at the offset of this address in its page, or null if none has been decoded. */
    Block block(long pc) {
        return blocks[index(pc)];
    }

    void put(long pc, Block block) {
        memory.watch(address);
        blocks[index(pc)] = block;
        Arrays.fill(decoded, index(pc), index(pc) + block.halfwords(), true);
    }

    /** Whether any block was decoded from these bytes of the page. */
    boolean covers(long from, long length) {
        for (int i = index(from); i <= index(from + length - 1); i++) {
            if (decoded[i]) {
                return true;
            }
        }
        return false;
    }

    /** The 16 bits at the offset of this address in its page, zero-extended. */
    int halfword(long pc) {
        return memory.loadHalf(address + 2L * index(pc)) & 0xffff;
    }

    /** The operation last kept for the instruction that begins in the last two bytes, if it has these bits; or null. */
    Operation straddling(int bits) {
        return bits == straddlingBits ? straddling : null;
    }

    void putStraddling(int bits, Operation operation) {
        straddlingBits = bits;
        straddling = operation;
    }

    /** Forgets all blocks. */
    void clear() {
        Arrays.fill(blocks, null);
        Arrays.fill(decoded, false);
    }

    private static int index(long pc) {
        return (int) (pc >>> 1) & (HALFWORDS - 1);
    }
}
