package org.cofferdam.machine.hart;

import java.util.ArrayList;
import java.util.List;
import org.cofferdam.machine.memory.PhysicalMemory;

/**
 * The code that a hart's run loop has come by, as a {@link Translator} may see it, without any effect on it. Made on the hart's
 * thread between instructions; another thread may read what was {@link #kept} while the hart goes on. What it finds then may be of different
 * instants, so a region is installed only if the {@link #generation} of its pages, read before all else, is still the same.
 */
public final class ExecutedCode {

    private final CodeCache code;

    /** Where virtual pages lead to: {@link Regime}'s table of pairs, or those of its pairs that were in use. */
    private final long[] fetches;

    private final boolean whole;

    /** What is there now, up to the next instruction. */
    ExecutedCode(Hart hart, CodeCache code) {
        this(code, hart.memory.fetches(), true);
    }

    private ExecutedCode(CodeCache code, long[] fetches, boolean whole) {
        this.code = code;
        this.fetches = fetches;
        this.whole = whole;
    }

    /** The same, with pages that lead where they do now. Those are few, and many of these objects wait for the translating thread. */
    public ExecutedCode kept() {
        return whole ? new ExecutedCode(code, used(fetches), false) : this;
    }

    private static long[] used(long[] table) {
        int count = 0;
        for (int slot = 0; slot < table.length; slot += 2) {
            count += table[slot] == -1 ? 0 : 2;
        }
        long[] pairs = new long[count];
        int filled = 0;
        for (int slot = 0; slot < table.length; slot += 2) {
            if (table[slot] != -1) {
                pairs[filled++] = table[slot];
                pairs[filled++] = table[slot + 1];
            }
        }
        return pairs;
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

    /** The physical address of a page that was fetched from, by an address in it; or -1. */
    public long physicalPage(long pc) {
        int first = whole ? Regime.slot(pc) : 0;
        int end = whole ? first + 2 : fetches.length;
        for (int pair = first; pair < end; pair += 2) {
            if (fetches[pair] == pc >>> 12) {
                return (pc + fetches[pair + 1]) & -PhysicalMemory.PAGE;
            }
        }
        return -1;
    }

    /** What was executed from an address on; null if nothing was, or if the page was not one that could be fetched from. */
    public Stretch at(long pc) {
        long page = physicalPage(pc);
        if (page == -1) {
            return null;
        }
        CodePage found = code.glimpse(page);
        Block block = found == null ? null : found.glimpse(pc);
        if (block == null || block == Block.STRADDLING) {
            return null;
        }
        List<Integer> bits = new ArrayList<>();
        for (int encoding : block.bits) {
            bits.add(encoding);
        }
        long physical = page | (pc & (PhysicalMemory.PAGE - 1));
        return new Stretch(pc, physical, bits, block.apart, block.heat(), block.targets());
    }

    /** How often the page of a physical address has been written since it was first executed. */
    public int generation(long physical) {
        CodePage found = code.glimpse(physical);
        return found == null ? -1 : found.generation();
    }

    /**
     * Whether a translation has the instruction at a physical address inside, so that few executions are left to others. On the
     * hart's thread.
     *
     * @param provisional whether a provisional one counts
     */
    public boolean isInside(long physical, boolean provisional) {
        return code.page(physical).regions().stream()
                .anyMatch(region -> (provisional || !region.provisional) && region.contains(physical));
    }

    /** Whether a translation that is not provisional is left at a physical address but cannot be entered. On the hart's thread. */
    public boolean isExit(long physical) {
        return code.page(physical).regions().stream()
                .anyMatch(region -> !region.provisional && region.isExit(physical));
    }

    /**
     * Has a region executed by its translation wherever the run loop comes by one of its entries. On the hart's thread.
     *
     * @return false if its pages have been written since it was made
     */
    public boolean install(TranslatedRegion region) {
        return code.install(region);
    }

    /** Takes all regions out of use. On the hart's thread. */
    public void removeAll() {
        code.removeAll();
    }
}
