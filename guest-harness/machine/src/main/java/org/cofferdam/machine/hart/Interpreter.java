package org.cofferdam.machine.hart;

import java.lang.reflect.Method;
import org.cofferdam.machine.isa.InstructionSet;
import org.cofferdam.machine.memory.PhysicalMemory;

/**
 * The run loop of a hart. Whatever the shapes of blocks, an interrupt, a budget's end and the value of a counter fall on
 * the same instruction: what can observe or change more than registers and RAM is executed apart, by itself, with the
 * hart's state complete before and after.
 */
final class Interpreter {
    /** Blocks are looked at each time that they have been executed so often: a power of two. */
    private static final int HEATED = 16;

    /** With fewer instructions left, blocks are executed that otherwise a translation executes: they do not heat. */
    private static final int TAIL = 512;

    /** With other harts executing at the same time, so many instructions at most before they are let act, if some did a while ago. */
    private static final int SHORTEST_STRIDE = 16_384;

    /** The same if none did for long: about a turn. */
    private static final int LONGEST_STRIDE = 131_072;

    /** Offset in a page; an instruction of four bytes that begins there ends in the next page. */
    private static final long LAST_HALFWORD = PhysicalMemory.PAGE - 2;

    private final Hart hart;
    private final CodeCache code;
    private final Unsettled unsettled = new Unsettled();
    private final Passage passage = new Passage();

    /** Whether pc and counters are complete: always, except while blocks are executing. */
    private boolean settled = true;

    private boolean stopping;

    /** The next block is one that an earlier run may have stopped amid: no place where blocks usually begin. */
    private boolean resuming;

    /** A translation was left since the next instruction wants a slow path: that is interpreted. */
    private boolean missed;

    private long uncounted;

    /** Whether a run ends after each path through a translation. */
    private boolean pausing;

    /** Order among harts that execute at the same time, or null: then they take turns. */
    private Standstill companions;

    /** How many instructions to execute before others are let act: twice as many each time that none wanted to. */
    private int stride = SHORTEST_STRIDE;

    /** The next instruction is to be executed while other harts stand still. */
    private boolean wantsStandstill;

    /** A block that has become hot while others executed, or null, how often it had been executed, and its address. */
    private Block heated;

    private int heatedTimes;

    private long heatedPc;

    Interpreter(Hart hart, CodeCache code) {
        this.hart = hart;
        this.code = code;
    }

    /** What passed between the loop and translations, and how often. */
    Passage passage() {
        return passage;
    }

    void stop() {
        stopping = true;
    }

    void pauseAfterTranslations() {
        pausing = true;
    }

    void accompany(Standstill order) {
        companions = order;
    }

    Standstill companions() {
        return companions;
    }

    /** Whether no other hart executes now. */
    private boolean alone() {
        return companions == null || companions.heldBy(hart);
    }

    void settle() {
        if (!settled || !alone()) {
            throw unsettled;
        }
    }

    /** What leaves, when thrown, the instruction that is executed by itself as though it had not begun. */
    RuntimeException abandoned() {
        return unsettled;
    }

    long run(long untilCycle) {
        stopping = false;
        resuming = true;
        hart.memory.beginTurn();
        if (companions == null) {
            code.installTranslations();
        }
        while (hart.cycle < untilCycle && !stopping) {
            if (companions != null) {
                stride = companions.breathe(hart) ? SHORTEST_STRIDE : Math.min(2 * stride, LONGEST_STRIDE);
            }
            if (hart.interrupts.sample()) {
                stopping |= hart.probe != null && hart.probe.stopsAfter();
                continue; // resident software may have done anything
            }
            if (hart.waiting()) {
                break;
            }
            // The next event lies ahead of a sampled hart; the maximum only keeps a stale one from stopping time.
            long limit = Math.max(hart.cycle + 1, Math.min(untilCycle, hart.nextEventCycle));
            if (companions != null) {
                executeAccompanied(limit);
            } else if (hart.probe == null) {
                executeBlocks(limit);
            } else {
                executeProbed(hart.probe, limit);
            }
        }
        return hart.cycle;
    }

    /** The same while other harts execute, up to where they are to be let act. */
    private void executeAccompanied(long limit) {
        executeBlocks(Math.min(limit, hart.cycle + stride));
        if (wantsStandstill) {
            wantsStandstill = false;
            companions.act(hart, () -> {
                if (!hart.interrupts.sample() && !hart.waiting()) {
                    executeBlocks(hart.cycle + 1);
                }
            });
        }
        if (heated != null) {
            Block block = heated;
            heated = null;
            companions.act(hart, () -> code.heated(block, heatedTimes, hart, heatedPc));
        }
    }

    /** The same where somebody looks, who may stop the hart or be shown an instruction. */
    private void executeProbed(Probe probe, long limit) {
        if (probe.stopsBefore(hart.pc)) {
            stopping = true;
            return;
        }
        if (probe.traces()) {
            Witness witness = probe.witness();
            long retired = hart.retired;
            witness.begins(hart, encoding(hart.pc));
            executeBlocks(hart.cycle + 1);
            if (hart.retired != retired) {
                witness.retires(hart);
            }
        } else {
            executeBlocks(probe.undisturbed(limit));
        }
        stopping |= probe.stopsAfter();
    }

    /** What is about to be executed; 0 if it cannot be fetched. */
    private int encoding(long pc) {
        try {
            int low = code.page(hart.memory.translateFetch(pc)).halfword(pc);
            if (InstructionSet.lengthOf(low) == 2) {
                return low;
            }
            return code.page(hart.memory.translateFetch(pc + 2)).halfword(pc + 2) << 16 | low;
        } catch (Trap _) {
            return 0;
        }
    }

    /** The method below. */
    static Method loop() {
        try {
            return Interpreter.class.getDeclaredMethod("executeBlocks", long.class);
        } catch (NoSuchMethodException failure) {
            throw new LinkageError("the run loop", failure);
        }
    }

    /** Executes blocks until {@code limit}, and at most one instruction apart or one trap. */
    private void executeBlocks(long limit) {
        long budget = limit - hart.cycle;
        long left = budget;
        long withheld = 0;
        long pc = hart.pc;
        long pageAddress = 0;
        CodePage page = null;
        Block block = null;
        Operation[] operations = null;
        Translation translation = null;
        int done = 0;
        settled = false;
        try {
            while (left > 0) {
                if (page == null || ((pc ^ pageAddress) & -PhysicalMemory.PAGE) != 0) {
                    if (page != null && hart.probe != null && hart.probe.guards(pc)) {
                        break;
                    }
                    page = page(hart.memory.translateFetch(pc));
                    pageAddress = pc;
                    if (!hart.memory.fetchesWholePage(pc)) {
                        // Each instruction is asked for, with all its bytes, and executed apart from what stands beside
                        // it.
                        if (InstructionSet.lengthOf(page.halfword(pc)) == 4 && (pc & LAST_HALFWORD) != LAST_HALFWORD) {
                            hart.memory.translateFetch(pc + 2);
                        }
                        block = block(page, pc);
                        break;
                    }
                }
                block = block(page, pc);
                if (block.apart) {
                    break;
                }
                if (block.translation != null && left >= block.needed && hart.probe == null && !missed) {
                    translation = block.translation;
                    withheld = pausing ? left - block.needed : 0;
                    left -= withheld;
                    passage.left = left;
                    passage.fetches = hart.memory.fetches();
                    pc = translation.run(hart, passage, pc - block.offset, block.entry);
                    missed = passage.jumped == Passage.MISSED;
                    if (missed) {
                        pc = miss(translation.region);
                        page = null;
                    } else if (passage.jumped != Passage.DIRECT && passage.isToBeNoted()) {
                        translation.region.arrives(passage, pc);
                    }
                    passage.jumped = Passage.DIRECT;
                    passage.entered++;
                    passage.translated += left - passage.left;
                    translation.executed += left - passage.left;
                    left = passage.left + withheld;
                    if (translation.severalPages && !missed) {
                        page = translation.region.codePages[passage.page];
                        pageAddress = passage.base + translation.region.distance(passage.page);
                    }
                    translation = null;
                    block = null;
                    if (pausing) {
                        stopping = true;
                        break;
                    }
                    continue;
                }
                if (missed) {
                    missed = false;
                } else if (block.translation != null) {
                    if (block.translation.region.provisional
                            && hart.probe == null
                            && block.lasts()
                            && !tell(block, Block.INTERRUPTED, pc)) {
                        block = null;
                        break;
                    }
                } else if (left >= TAIL && !resuming) {
                    int heat = block.heats();
                    if (heat % HEATED == 0 && code.attendsTo(heat) && !tell(block, heat, pc)) {
                        block = null;
                        break;
                    }
                }
                resuming = false;
                int instructions = block.single.length;
                int end;
                if (instructions <= left) {
                    operations = block.operations;
                    end = operations.length;
                } else {
                    operations = block.single;
                    end = (int) left;
                    instructions = end;
                }
                while (done < end) {
                    pc = operations[done].execute(hart, pc);
                    done++;
                }
                left -= instructions;
                done = 0;
                if (left > 0 && block.isIndirect()) {
                    // With none left the run may have ended amid the block.
                    block.arrives(pc);
                }
                block = null;
            }
            settle(pc, budget - left);
            if (block == Block.STRADDLING) {
                executeStraddling(page, pc);
            } else if (block != null) {
                executeApart(block, 0, pc);
            }
        } catch (Unsettled _) {
            if (translation != null) {
                TranslatedRegion.Site site = leave(translation.region, budget - withheld);
                if (attended()) {
                    executeApart(code.operation(site.bits()), site.bits(), hart.pc);
                }
            } else if (block == null) {
                settle(pc, budget - left);
                if (attended()) {
                    translateApart(pc);
                }
            } else {
                int instruction = block.instruction(operations, done);
                settle(pc, budget - left + instruction);
                if (attended()) {
                    executeApart(block, instruction, pc);
                }
            }
        } catch (Trap trap) {
            if (translation != null) {
                take(trap, leave(translation.region, budget - withheld).bits());
            } else if (block == null) {
                settle(pc, budget - left);
                take(trap, 0);
            } else {
                int instruction = block.instruction(operations, done);
                settle(pc, budget - left + instruction);
                take(trap, block.bits[instruction]);
            }
        }
    }

    /** Tells how hot a block is, or keeps it to be told in a standstill: then false. */
    private boolean tell(Block block, int heat, long pc) {
        if (alone()) {
            code.heated(block, heat, hart, pc);
            return true;
        }
        heated = block;
        heatedTimes = heat;
        heatedPc = pc;
        return false;
    }

    /** The page of a physical address in RAM, which must be known already while other harts execute. */
    private CodePage page(long physical) {
        if (alone()) {
            return code.page(physical);
        }
        CodePage known = code.glimpse(physical);
        if (known == null) {
            throw unsettled;
        }
        return known;
    }

    /** The block that begins at an address of a page, which must be decoded already while other harts execute. */
    private Block block(CodePage page, long pc) {
        Block known = page.block(pc);
        if (known != null) {
            return known;
        }
        if (!alone()) {
            throw unsettled;
        }
        return code.decode(page, pc);
    }

    /** Whether an instruction that was abandoned may be executed by itself now; if not, it will be in a standstill. */
    private boolean attended() {
        wantsStandstill = !alone();
        return !wantsStandstill;
    }

    /** After an exception in a translation: completes pc and counters, and says which instruction it was. */
    private TranslatedRegion.Site leave(TranslatedRegion region, long budget) {
        stopping |= pausing;
        TranslatedRegion.Site site = region.site(passage.site);
        settle(passage.base + site.offset(), budget - passage.left + site.done());
        return site;
    }

    /** After a translation was left for a slow path: the address of the instruction, before which the rest is complete. */
    private long miss(TranslatedRegion region) {
        TranslatedRegion.Site site = region.site(passage.site);
        passage.left -= site.done();
        passage.missed++;
        code.missed(region, hart);
        return passage.base + site.offset();
    }

    private void settle(long pc, long executed) {
        hart.pc = pc;
        hart.cycle += executed;
        hart.retired += executed;
        settled = true;
    }

    /** A fetch whose translation has effects of its own, which are now complete before the instruction. */
    private void translateApart(long pc) {
        try {
            hart.memory.translateFetch(pc);
        } catch (Trap trap) {
            take(trap, 0);
        }
    }

    private void executeApart(Block block, int instruction, long pc) {
        executeApart(block.single[instruction], block.bits[instruction], pc);
    }

    private void executeApart(Operation operation, int bits, long pc) {
        try {
            executeCounted(operation, pc);
        } catch (Trap trap) {
            abandon(pc);
            take(trap, bits);
        } catch (Unsettled reason) {
            abandon(pc);
            if (hart.wasClean(reason)) {
                executeDirtying(operation, bits, pc);
            } else {
                wantsStandstill = !alone();
            }
        }
    }

    /** The same for the first instruction that changes floating-point state, which it does unless it traps. */
    private void executeDirtying(Operation operation, int bits, long pc) {
        try {
            hart.permitFloatingPoint();
            executeCounted(operation, pc);
            hart.dirtyFloatingPoint();
        } catch (Trap trap) {
            abandon(pc);
            take(trap, bits); // and looks at the state anew
        } catch (Unsettled _) {
            abandon(pc);
            hart.stateChanged();
            wantsStandstill = !alone();
        }
    }

    private void executeCounted(Operation operation, long pc) {
        uncounted = 1;
        hart.pc = operation.execute(hart, pc);
        uncounted = 0;
        hart.cycle++;
        hart.retired++;
    }

    private void abandon(long pc) {
        uncounted = 0;
        hart.pc = pc;
    }

    /** 1 amid an instruction that is executed by itself and will be counted when it has retired; else 0. */
    long uncounted() {
        return uncounted;
    }

    /** The second half lies in the next page, whose translation may fault by itself. */
    private void executeStraddling(CodePage page, long pc) {
        int bits;
        try {
            CodePage next = page(hart.memory.translateFetch(pc + 2));
            bits = next.halfword(pc + 2) << 16 | page.halfword(pc);
        } catch (Trap trap) {
            take(trap, 0);
            return;
        } catch (Unsettled _) {
            wantsStandstill = true;
            return;
        }
        Operation operation = page.straddling(bits);
        if (operation == null) {
            if (!attended()) {
                return;
            }
            operation = code.operation(bits);
            page.putStraddling(bits, operation);
        }
        executeApart(operation, bits, pc);
    }

    private void take(Trap trap, int bits) {
        // A trap costs a cycle, lest a handler that faults at its first instruction keep the hart here for ever.
        hart.cycle++;
        hart.traps.enter(trap, bits);
    }
}
