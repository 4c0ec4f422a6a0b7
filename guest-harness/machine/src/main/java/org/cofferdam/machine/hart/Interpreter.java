package org.cofferdam.machine.hart;

import org.cofferdam.machine.memory.PhysicalMemory;

/**
 * The run loop of a hart. Whatever the shapes of blocks, an interrupt, a budget's end and the value of a counter fall on
 * the same instruction: what can observe or change more than registers and RAM is executed apart, by itself, with the
 * hart's state complete before and after.
 */
final class Interpreter {
    private final Hart hart;
    private final CodeCache code;
    private final Unsettled unsettled = new Unsettled();

    /** Whether pc and counters are complete: always, except while blocks are executing. */
    private boolean settled = true;

    private boolean stopping;

    Interpreter(Hart hart, CodeCache code) {
        this.hart = hart;
        this.code = code;
    }

    void stop() {
        stopping = true;
    }

    void settle() {
        if (!settled) {
            throw unsettled;
        }
    }

    long run(long untilCycle) {
        stopping = false;
        hart.memory.beginTurn();
        while (hart.cycle < untilCycle && !stopping) {
            if (hart.interrupts.sample()) {
                continue; // resident software may have done anything
            }
            if (hart.waiting()) {
                break;
            }
            // The next event lies ahead of a sampled hart; the maximum only keeps a stale one from stopping time.
            executeBlocks(Math.max(hart.cycle + 1, Math.min(untilCycle, hart.nextEventCycle)));
        }
        return hart.cycle;
    }

    /** Executes blocks until {@code limit}, and at most one instruction apart or one trap. */
    private void executeBlocks(long limit) {
        long budget = limit - hart.cycle;
        long left = budget;
        long pc = hart.pc;
        long pageAddress = 0;
        CodePage page = null;
        Block block = null;
        Operation[] operations = null;
        int done = 0;
        settled = false;
        try {
            while (left > 0) {
                if (page == null || ((pc ^ pageAddress) & -PhysicalMemory.PAGE) != 0) {
                    page = code.page(hart.memory.translateFetch(pc));
                    pageAddress = pc;
                }
                block = page.block(pc);
                if (block == null) {
                    block = code.decode(page, pc);
                }
                if (block.apart) {
                    break;
                }
                if (block.heats()) {
                    code.join(block);
                }
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
                block = null;
            }
            settle(pc, budget - left);
            if (block == Block.STRADDLING) {
                executeStraddling(page, pc);
            } else if (block != null) {
                executeApart(block, 0, pc);
            }
        } catch (Unsettled _) {
            if (block == null) {
                settle(pc, budget - left);
                translateApart(pc);
                return;
            }
            int instruction = block.instruction(operations, done);
            settle(pc, budget - left + instruction);
            executeApart(block, instruction, pc);
        } catch (Trap trap) {
            if (block == null) {
                settle(pc, budget - left);
                take(trap, 0);
            } else {
                int instruction = block.instruction(operations, done);
                settle(pc, budget - left + instruction);
                take(trap, block.bits[instruction]);
            }
        }
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
            hart.pc = operation.execute(hart, pc);
            hart.cycle++;
            hart.retired++;
        } catch (Trap trap) {
            hart.pc = pc;
            take(trap, bits);
        }
    }

    /** The second half lies in the next page, whose translation may fault by itself. */
    private void executeStraddling(CodePage page, long pc) {
        int bits;
        try {
            CodePage next = code.page(hart.memory.translateFetch(pc + 2));
            bits = next.halfword(pc + 2) << 16 | page.halfword(pc);
        } catch (Trap trap) {
            take(trap, 0);
            return;
        }
        Operation operation = page.straddling(bits);
        if (operation == null) {
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
