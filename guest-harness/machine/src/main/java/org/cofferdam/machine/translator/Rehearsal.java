package org.cofferdam.machine.translator;

import org.cofferdam.machine.hart.CodeCache;
import org.cofferdam.machine.hart.Hart;
import org.cofferdam.machine.hart.TranslationCounts;
import org.cofferdam.machine.isa.InstructionSet;
import org.cofferdam.machine.isa.RegisterNames;
import org.cofferdam.machine.memory.Bus;
import org.cofferdam.machine.memory.PhysicalMemory;

/**
 * Has a run loop come by all that it may come by, on a hart of its own, before a guest does. The JVM's optimizing compiler leaves out what has
 * never happened; when that happens first, the JVM interprets the loop until it has been compiled anew, which takes longest while there is
 * much else to compile. In the boot of a kernel every way out of a translation was such a first time, seconds apart.
 */
final class Rehearsal {

    private static final long RAM = 0x8000_0000L;
    private static final long FUNCTION_PAGE = RAM + PhysicalMemory.PAGE;
    private static final long DATA = FUNCTION_PAGE + PhysicalMemory.PAGE;

    /** Of all data, in bytes: a power of two, more than a hart finds directly at the same time. */
    private static final long SIZE = 16 << 20;

    /** From one word to the next that is found directly, or to one that takes the place of the last. */
    private static final long NEAR = 16;

    private static final long FAR = SIZE / 2;

    private static final String[] BEGIN = {"csrrw zero, mtvec, s5"};

    /** Walks through the data, calls a function in another page each time, and then goes round a small loop as often. */
    private static final String[] WALK = {
        "addi a0, a0, 1",
        "ld a1, 0(s0)",
        "sd a1, 8(s0)",
        "add s0, s0, s1",
        "and s0, s0, s2",
        "or s0, s0, s3",
        "jalr ra, 0(s4)",
        "bne a0, a2, -28",
        "addi a0, a0, -1",
        "bne a0, zero, -4",
        "csrrs a1, mscratch, zero",
    };

    /** Faults, and begins again. */
    private static final String[] END = {"ld a1, 0(zero)", "jal zero, -48"};

    private static final String[] FUNCTION = {"addi a3, a3, 1", "jalr zero, 0(ra)"};

    /** Goes on behind what has trapped. */
    private static final String[] HANDLER = {
        "csrrs a1, mepc, zero", "addi a1, a1, 4", "csrrw zero, mepc, a1", "mret",
    };

    /** How often a block is executed before it is translated. */
    private static final int THRESHOLD = 16;

    /** Instructions in which all blocks become hot. */
    private static final int LONG = 20_000;

    /** Short runs after that. They end anywhere in translations, or have no time to enter one. */
    private static final int RUNS = 3_000;

    private static final int SHORTEST = 8;
    private static final int LONGEST = 488;

    /** Of so many runs one is FAR. */
    private static final int FEW = 10;

    private final InstructionSet instructions;
    private final PhysicalMemory memory = new PhysicalMemory(RAM, SIZE + PhysicalMemory.PAGE);
    private final CodeCache code;
    private final Hart hart;

    Rehearsal(InstructionSet instructions) {
        this.instructions = instructions;
        Bus bus = new Bus();
        bus.attach(memory);
        code = new CodeCache(bus, instructions);
        code.translateBy(JvmTranslator.atOnce(instructions, THRESHOLD));
        hart = new Hart(0, bus, code);
    }

    /** Executes the program. */
    void perform() {
        write(write(write(RAM, BEGIN), WALK), END);
        long handler = write(FUNCTION_PAGE, FUNCTION);
        write(handler, HANDLER);
        hart.pc = RAM;
        set("s0", DATA);
        set("s1", NEAR);
        set("s2", SIZE - NEAR);
        set("s3", DATA);
        set("s4", FUNCTION_PAGE);
        set("s5", handler);
        set("a2", 50);
        hart.run(LONG);
        for (int i = 0; i < RUNS; i++) {
            set("s1", i % FEW == 0 ? FAR : NEAR);
            int more = 7 * i % (LONGEST - SHORTEST);
            hart.run(hart.cycle + SHORTEST + more);
        }
    }

    /** Returns the address behind. */
    private long write(long address, String[] lines) {
        long at = address;
        for (String line : lines) {
            memory.storeWord(at, instructions.encode(line));
            at += Integer.BYTES;
        }
        return at;
    }

    private void set(String register, long value) {
        hart.x[RegisterNames.parseInteger(register)] = value;
    }

    /** The hart that has come by it. */
    Hart hart() {
        return hart;
    }

    /** What was translated. */
    TranslationCounts translations() {
        return code.translations();
    }
}
