package org.cofferdam.machine.hart;

import java.util.ArrayList;
import java.util.List;
import org.cofferdam.machine.memory.PhysicalMemory;

/** The code that a hart's run loop has come by, as a {@link Translator} may see it: at an instant, without any effect on it. */
public final class ExecutedCode {

    private final Hart hart;
    private final CodeCache code;

    ExecutedCode(Hart hart, CodeCache code) {
        this.hart = hart;
        this.code = code;
    }

    /**
     * Instructions that follow each other in one page; only the last may go elsewhere.
     *
     * @param pc virtual address
     * @param physical address
     * @param bits the encoding of each instruction
     * @param apart whether it is one that only the run loop executes
     * @param heat how often it was interpreted
     * @param targets where its last instruction was seen to go, if a register decides that; virtual addresses
     */
    public record Stretch(long pc, long physical, List<Integer> bits, boolean apart, int heat, List<Long> targets) {

        public Stretch {
            bits = List.copyOf(bits);
            targets = List.copyOf(targets);
        }
    }

    /** What was executed from an address on; null if nothing was, or if the page is not one that is fetched from at present. */
    public Stretch at(long pc) {
        long physical = hart.memory.fetchedFrom(pc);
        if (physical == -1) {
            return null;
        }
        Block block = code.page(physical).block(pc);
        if (block == null || block == Block.STRADDLING) {
            return null;
        }
        List<Integer> bits = new ArrayList<>();
        for (int encoding : block.bits) {
            bits.add(encoding);
        }
        return new Stretch(pc, physical, bits, block.apart, block.heat(), block.targets());
    }

    /** How often the page of a physical address has been written since it was first executed. */
    public int generation(long physical) {
        return code.page(physical & -PhysicalMemory.PAGE).generation();
    }

    /** Whether a translation has the instruction at a physical address inside, so that few executions are left to others. */
    public boolean isInside(long physical) {
        return code.page(physical).regions().stream().anyMatch(region -> region.contains(physical));
    }

    /** Has a region executed by its translation wherever the run loop comes by one of its entries. */
    public void install(TranslatedRegion region) {
        code.install(region);
    }

    /** Takes a region out of use. */
    public void remove(TranslatedRegion region) {
        code.remove(region);
    }
}
