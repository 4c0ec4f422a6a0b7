package org.cofferdam.machine.hart;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.cofferdam.machine.isa.Decoded;
import org.cofferdam.machine.isa.InstructionDefinition.Flow;
import org.cofferdam.machine.isa.InstructionSet;
import org.cofferdam.machine.memory.Bus;
import org.cofferdam.machine.memory.PageWatcher;
import org.cofferdam.machine.memory.PhysicalMemory;

/**
 * Decoded instructions of all RAM of a bus, by physical address; the harts of a board share one. Decoded code is dropped
 * when its page is written, by whomever.
 */
public final class CodeCache implements PageWatcher {
    /** Decoded instructions kept at most. A hostile guest could otherwise fill the host's memory by jumping about. */
    private static final int CAPACITY = 4_000_000;

    /** The table of a page's blocks takes as much memory as so many instructions. */
    private static final int PAGE_COST = 300;

    private final InstructionSet instructions;
    private final OperationFactory factory = new OperationFactory();
    private final Region[] regions;
    private Translator translator;
    private int size;

    /** Translations that were taken out of use. */
    private long removed;

    private final KnownOperations known = new KnownOperations();

    /** The block that is being decoded. */
    private final Operation[] building = new Operation[Block.CAPACITY];

    private final int[] buildingBits = new int[Block.CAPACITY];

    /** The pages of one run of RAM. */
    private static final class Region {
        private final PhysicalMemory memory;
        private final long base;
        private final long size;
        private final CodePage[] pages;

        Region(PhysicalMemory memory) {
            this.memory = memory;
            base = memory.base();
            size = memory.size();
            pages = new CodePage[Math.toIntExact(size / PhysicalMemory.PAGE)];
        }

        boolean contains(long address) {
            return Long.compareUnsigned(address - base, size) < 0;
        }

        CodePage page(long address) {
            int index = (int) ((address - base) / PhysicalMemory.PAGE);
            CodePage page = pages[index];
            if (page == null) {
                page = new CodePage(memory, address & -PhysicalMemory.PAGE);
                pages[index] = page;
            }
            return page;
        }

        CodePage glimpse(long address) {
            return pages[(int) ((address - base) / PhysicalMemory.PAGE)];
        }

        List<CodePage> present() {
            return Arrays.stream(pages).filter(Objects::nonNull).toList();
        }
    }

    /** An empty cache for what is on the bus now. */
    public CodeCache(Bus bus, InstructionSet instructions) {
        this.instructions = instructions;
        regions = Stream.concat(bus.memories().stream(), bus.arrays().stream())
                .map(Region::new)
                .toArray(Region[]::new);
        for (Region region : regions) {
            region.memory.addWatcher(this);
        }
    }

    /** Has code that is executed often translated. Before anything is executed. */
    public void translateBy(Translator chosen) {
        translator = chosen;
    }

    /** What has been translated. */
    public TranslationCounts translations() {
        return translator == null ? TranslationCounts.NONE : translator.counts();
    }

    /** How many translations were taken out of use, because their code was written or there were too many. */
    public long removedTranslations() {
        return removed;
    }

    /** What translates, or null. */
    Translator translator() {
        return translator;
    }

    /** Puts the translations in place that have become ready. */
    public void installTranslations() {
        if (translator != null) {
            translator.install();
        }
    }

    /**
     * Whether {@link #heated} does anything about a block that has been executed so often. A translator is told again each time that it is
     * twice as often, in case nothing came of it.
     */
    boolean attendsTo(int heat) {
        if (translator == null) {
            return heat == Block.COLDNESS;
        }
        int times = heat / translator.threshold();
        return times * translator.threshold() == heat && (times & (times - 1)) == 0;
    }

    /** A block has been executed as often as is {@link #attendsTo attended to}, or interrupted, if that is {@link Block#INTERRUPTED}. */
    void heated(Block block, int heat, Hart hart, long pc) {
        if (translator == null) {
            join(block);
        } else if (heat == Block.INTERRUPTED) {
            translator.lasts(new ExecutedCode(hart, this), pc);
        } else {
            translator.hot(new ExecutedCode(hart, this), pc);
        }
    }

    /** A translation was left for a slow path. */
    void missed(TranslatedRegion region, Hart hart) {
        if (region.misses()) {
            translator.misses(new ExecutedCode(hart, this), region);
        }
    }

    /**
     * Puts a translation in the place of the blocks that begin where it can be entered.
     *
     * @return false if its pages have been written since it was made
     */
    boolean install(TranslatedRegion region) {
        for (TranslatedRegion.Page from : region.pages()) {
            if (page(from.physical()).generation() != from.generation()) {
                return false;
            }
        }
        region.codePages =
                region.pages().stream().map(from -> page(from.physical())).toArray(CodePage[]::new);
        for (CodePage page : region.codePages) {
            page.regions().add(region);
        }
        enter(region);
        for (CodePage page : region.codePages) {
            for (TranslatedRegion other : page.regions()) {
                if (region.provisional && !other.provisional) {
                    giveWay(region, other);
                } else if (!region.provisional && other.provisional) {
                    giveWay(other, region);
                }
            }
        }
        return true;
    }

    private static void enter(TranslatedRegion region) {
        List<TranslatedRegion.Entry> entries = region.entries();
        for (int i = 0; i < entries.size(); i++) {
            TranslatedRegion.Entry entry = entries.get(i);
            CodePage page = region.codePages[entry.page()];
            Block block = page.block(entry.offset());
            if (block != null && block != Block.STRADDLING && isBetter(region, block.translation)) {
                block.enterRegion(region, i, entry);
                if (!region.provisional) {
                    page.cut(entry.offset());
                }
            }
        }
    }

    private static boolean isBetter(TranslatedRegion region, Translation present) {
        return present == null || (present.region.provisional && !region.provisional);
    }

    /**
     * Keeps a provisional translation from executing loops that a better one has inside: it is not entered amid them, and left at their
     * heads, though the better one may be entered only after some more blocks. What leads from one such loop to the next it executes as
     * before: the better one may have that inside too, as part of a larger loop, but cannot be entered there. And where the better one is
     * left and cannot be entered, in a loop that may go on for long, the provisional one goes on.
     */
    private static void giveWay(TranslatedRegion provisional, TranslatedRegion better) {
        for (TranslatedRegion.Entry entry : provisional.entries()) {
            CodePage page = provisional.codePages[entry.page()];
            if (entry.looping() && takesOver(better, page.physical(entry.offset()))) {
                leave(provisional, page.block(entry.offset()));
            }
        }
        provisional.heads().stream().filter(head -> takesOver(better, head)).forEach(provisional::bar);
    }

    private static boolean takesOver(TranslatedRegion better, long physical) {
        return better.contains(physical) && !better.isExit(physical);
    }

    private static void leave(TranslatedRegion region, Block block) {
        if (block != null && block.translation != null && region.equals(block.translation.region)) {
            block.leaveRegion();
        }
    }

    /** Gives the blocks of a translation back to the interpreter. */
    void remove(TranslatedRegion region) {
        for (TranslatedRegion.Entry entry : region.entries()) {
            leave(region, region.codePages[entry.page()].block(entry.offset()));
        }
        for (CodePage page : region.codePages) {
            page.regions().remove(region);
        }
    }

    /** Gives all blocks back to the interpreter. */
    void removeAll() {
        Stream.of(regions).forEach(region -> region.present().forEach(this::removeRegions));
    }

    private void removeRegions(CodePage page) {
        List.copyOf(page.regions()).forEach(region -> {
            remove(region);
            removed++;
        });
    }

    private void forget(CodePage page) {
        removeRegions(page);
        page.clear();
    }

    /** The page of a physical address in RAM. */
    CodePage page(long address) {
        for (Region region : regions) {
            if (region.contains(address)) {
                return region.page(address);
            }
        }
        throw new IllegalArgumentException("0x%x is not in RAM".formatted(address));
    }

    /** The page of a physical address in RAM as another thread sees it; null if there is none yet. */
    CodePage glimpse(long address) {
        for (Region region : regions) {
            if (region.contains(address)) {
                return region.glimpse(address);
            }
        }
        return null;
    }

    /** Decodes the block that begins at this address of a page. */
    Block decode(CodePage page, long pc) {
        if (size >= CAPACITY) {
            clear();
        }
        Block block = build(page, pc);
        size += block.single.length + (page.isEmpty() ? PAGE_COST : 0);
        page.put(pc, block);
        return block;
    }

    private Block build(CodePage page, long pc) {
        int count = 0;
        long at = pc;
        boolean more = true;
        boolean apart = false;
        boolean indirect = false;
        while (more && count < Block.CAPACITY && samePage(at, pc) && (count == 0 || !isEntered(page, at))) {
            int word = page.halfword(at);
            int length = InstructionSet.lengthOf(word);
            if (length == 4) {
                if (!samePage(at + 2, pc)) {
                    break;
                }
                word |= page.halfword(at + 2) << 16;
            }
            KnownOperations.Known found = known(word);
            if (found.apart() && count > 0) {
                break;
            }
            apart = found.apart();
            more = found.flow() == Flow.NEXT;
            indirect = found.flow() == Flow.JUMP && translator != null;
            building[count] = found.operation();
            buildingBits[count] = word;
            count++;
            at += length;
        }
        if (count == 0) {
            return Block.STRADDLING;
        }
        return new Block(Arrays.copyOf(building, count), Arrays.copyOf(buildingBits, count), apart, indirect);
    }

    /** Whether a translation that is not provisional is entered at an address. */
    private static boolean isEntered(CodePage page, long pc) {
        Block block = page.block(pc);
        return block != null && block.translation != null && !block.translation.region.provisional;
    }

    /** Lets operations of a block that is executed often do several instructions each. */
    void join(Block block) {
        List<Decoded> decoded = Arrays.stream(block.bits)
                .mapToObj(instructions::decode)
                .flatMap(Optional::stream)
                .toList();
        if (decoded.size() < block.bits.length) {
            return; // ends in an illegal instruction: hardly worth while
        }
        List<List<Decoded>> sequences = factory.sequences(decoded);
        int[] firstInstruction = new int[sequences.size()];
        for (int i = 1; i < sequences.size(); i++) {
            firstInstruction[i] = firstInstruction[i - 1] + sequences.get(i - 1).size();
        }
        block.join(sequences.stream().map(factory::make).toArray(Operation[]::new), firstInstruction);
    }

    /** The operation of an instruction that is in no block. */
    Operation operation(int bits) {
        return known(bits).operation();
    }

    private KnownOperations.Known known(int bits) {
        KnownOperations.Known found = known.find(bits);
        if (found == null) {
            found = decode(bits);
            known.add(found);
        }
        return found;
    }

    private KnownOperations.Known decode(int bits) {
        Optional<Decoded> decoded = instructions.decode(bits);
        if (decoded.isEmpty()) {
            return new KnownOperations.Known(bits, new IllegalOperation(bits), Flow.END, false);
        }
        Flow flow = decoded.get().encoding().definition().flow();
        return new KnownOperations.Known(bits, factory.make(decoded.get()), flow, flow == Flow.END);
    }

    private static boolean samePage(long address, long other) {
        return ((address ^ other) & -PhysicalMemory.PAGE) == 0;
    }

    private void clear() {
        size = 0;
        known.clear();
        Stream.of(regions).forEach(region -> region.present().forEach(this::forget));
    }

    @Override
    public void watched(long page) {}

    @Override
    public boolean uses(long address, long length) {
        return page(address).covers(address, length);
    }

    @Override
    public void written(long page) {
        forget(page(page));
    }
}
