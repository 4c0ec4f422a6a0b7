package org.cofferdam.machine.hart;

import java.util.Arrays;
import java.util.List;
import org.cofferdam.machine.isa.InstructionSet;

/** Instructions that follow each other in one page; only the last may go elsewhere. */
final class Block {
    /** Stands where a 32-bit instruction begins in the last two bytes of a page: its end depends on the translation. */
    static final Block STRADDLING = new Block(new Operation[0], new int[0], true, false);

    /** The most instructions in a block. */
    static final int CAPACITY = 64;

    /** How often a block is executed before its operations are joined: new classes cost the host milliseconds each. */
    static final int COLDNESS = 20_000;

    /** So many interruptions are told together: some million instructions where turns are long. */
    private static final int LASTING = 256;

    /** Stands for a block's heat where not an execution is told but interruptions. */
    static final int INTERRUPTED = 0;

    /** The most targets of an indirect jump that are kept. */
    private static final int TARGETS = 16;

    /** One operation for each instruction, in order; none in {@link #STRADDLING}. */
    final Operation[] single;

    /** The encoding of each instruction. */
    final int[] bits;

    /** Whether the one operation is executed by itself, with the hart's state complete before and after. */
    final boolean apart;

    /** The same effect as {@link #single}, perhaps by fewer operations of several instructions each. */
    Operation[] operations;

    /** What executes the block instead, if enough instructions are left, or null. */
    Translation translation;

    /** Which of {@link #translation}'s entries it is. */
    int entry;

    /** Its distance from the address that {@link #translation} takes for its base. */
    long offset;

    /** How many instructions must be left for {@link #translation} to be entered here. */
    int needed;

    private int[] firstInstruction;
    private int heat;
    private int interruptions;
    private long[] targets = {};

    /** Whether the last instruction goes where a register says, and where is to be noted. */
    private final boolean indirect;

    Block(Operation[] operations, int[] bits, boolean apart, boolean indirect) {
        single = operations;
        this.operations = operations;
        this.bits = bits;
        this.apart = apart;
        this.indirect = indirect;
    }

    /** Counts an interruption of a translation here; whether it is worth telling. */
    boolean lasts() {
        return ++interruptions % LASTING == 0;
    }

    /** Counts an execution. */
    int heats() {
        return ++heat;
    }

    /** Executions that were counted. */
    int heat() {
        return heat;
    }

    /** Has it executed by a region's translation, if enough instructions are left. */
    void enterRegion(TranslatedRegion from, int number, TranslatedRegion.Entry place) {
        translation = from.translation;
        entry = number;
        offset = place.offset();
        needed = place.needed();
    }

    /** Takes it out of its region. */
    void leaveRegion() {
        translation = null;
        heat = 0;
    }

    /**
     * The same up to a place inside of it, where another block is to begin.
     *
     * @param halfwords from its begin; no other if no instruction begins there
     */
    Block cut(int halfwords) {
        int count = 0;
        int length = 0;
        while (length < halfwords) {
            length += InstructionSet.lengthOf(bits[count]) / 2;
            count++;
        }
        if (length != halfwords) {
            return this;
        }
        Block shorter = new Block(Arrays.copyOf(single, count), Arrays.copyOf(bits, count), false, false);
        shorter.translation = translation;
        shorter.entry = entry;
        shorter.offset = offset;
        shorter.needed = needed;
        shorter.heat = heat;
        shorter.interruptions = interruptions;
        return shorter;
    }

    /** Whether it pays to note where the last instruction goes. */
    boolean isIndirect() {
        return indirect;
    }

    /** Notes where the last instruction has gone. */
    void arrives(long pc) {
        if (targets.length == TARGETS) {
            return;
        }
        for (long target : targets) {
            if (target == pc) {
                return;
            }
        }
        targets = Arrays.copyOf(targets, targets.length + 1);
        targets[targets.length - 1] = pc;
    }

    /** Where the last instruction has been seen to go, if {@link #isIndirect}. */
    List<Long> targets() {
        return Arrays.stream(targets).boxed().toList();
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
