package org.cofferdam.machine.hart;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.cofferdam.machine.memory.PhysicalMemory;

/** The decoded instructions of one page of RAM, by the offset at which a block begins. */
final class CodePage {
    private static final int HALFWORDS = (int) PhysicalMemory.PAGE / 2;

    /** What an untouched page shares with all others: most of RAM is never executed. */
    private static final Block[] NOTHING = new Block[HALFWORDS];

    private final PhysicalMemory memory;
    private final long address;
    private Block[] blocks = NOTHING;

    /** Halfwords that blocks were decoded from. */
    private final BitSet decoded = new BitSet();

    /** Translations made from this page. */
    private final List<TranslatedRegion> regions = new ArrayList<>();

    /** Read by threads that make translations: what they read of blocks after it is no older. */
    private volatile int generation;

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

    /** The same for a thread that looks on; it may see an earlier or later state than another block's. */
    Block glimpse(long pc) {
        Block[] seen = blocks;
        return seen == null ? null : seen[index(pc)];
    }

    boolean isEmpty() {
        return blocks == NOTHING;
    }

    void put(long pc, Block block) {
        memory.watch(address);
        if (blocks == NOTHING) {
            blocks = new Block[HALFWORDS];
        }
        blocks[index(pc)] = block;
        decoded.set(index(pc), index(pc) + block.halfwords());
    }

    /** Has no block go past an address where a better translation is entered: else control would pass by. */
    void cut(long pc) {
        int at = index(pc);
        for (int begin = Math.max(0, at - 2 * Block.CAPACITY + 1); begin < at; begin++) {
            Block block = blocks[begin];
            if (block != null && begin + block.halfwords() > at) {
                blocks[begin] = block.cut(at - begin);
            }
        }
    }

    /** The physical address with the offset of this address in its page. */
    long physical(long pc) {
        return address + 2L * index(pc);
    }

    /** Whether any block was decoded from these bytes of the page. */
    boolean covers(long from, long length) {
        int used = decoded.nextSetBit(index(from));
        return used >= 0 && used <= index(from + length - 1);
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

    /** How often it has forgotten its blocks. */
    int generation() {
        return generation;
    }

    /** The translations made from this page. */
    List<TranslatedRegion> regions() {
        return regions;
    }

    /** Forgets all blocks; the translations made from them must have been removed. */
    void clear() {
        blocks = NOTHING;
        decoded.clear();
        int before = generation;
        generation = before + 1;
    }

    private static int index(long pc) {
        return (int) (pc >>> 1) & (HALFWORDS - 1);
    }
}
