package org.cofferdam.machine.translator;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.cofferdam.machine.instructions.Rv64;
import org.cofferdam.machine.isa.InstructionSet;
import org.cofferdam.machine.memory.PhysicalMemory;

/**
 * A program of nested loops, calls and accesses to memory that does everything at which a translation could differ: its pointers
 * run out of mapped memory, it writes over its own instructions, it reads counters. It runs in S-mode under Sv39; a handler
 * in M-mode counts traps, disturbs a register and goes on behind the instruction.
 */
final class RandomProgram {
    static final long BASE = 0x8000_0000L;
    static final long SIZE = 0x10_0000;

    /** Where code begins, of some pages; a body may cross from one to the next. */
    private static final long CODE = BASE + 0x1_0F80;

    private static final long HANDLER = BASE + 0x8000;
    private static final long ROOT = BASE + 0x1000;
    private static final long DATA = BASE + 0x2_0000;

    /** Data pages; those whose number is divisible by 5 are not mapped. */
    private static final int PAGES = 32;

    private static final List<String> SIMPLE = List.of(
            "add %s, %s, %s",
            "sub %s, %s, %s",
            "xor %s, %s, %s",
            "mul %s, %s, %s",
            "sltu %s, %s, %s",
            "sraw %s, %s, %s",
            "divu %s, %s, %s",
            "remw %s, %s, %s",
            "sh2add %s, %s, %s",
            "andn %s, %s, %s",
            "rol %s, %s, %s",
            "c.add %1$s, a1");
    private static final List<String> LOADS = List.of("ld", "lw", "lwu", "lh", "lhu", "lb", "lbu");
    private static final List<String> STORES = List.of("sd", "sw", "sh", "sb");
    private static final List<String> ATOMICS = List.of("amoadd.d", "amoswap.w", "amomaxu.d", "amoxor.w");
    private static final List<String> FLOATS =
            List.of("fadd.d", "fmul.d", "fsub.d", "fdiv.d", "fadd.s", "fmul.s", "fmin.d", "fsgnjx.d");
    private static final List<String> BRANCHES = List.of("beq", "bne", "blt", "bge", "bltu", "bgeu");

    /** Free for computations; s0 and s1 point to data, s2 to s4 count loops, t6 is the handler's. */
    private static final List<String> REGISTERS = List.of("a0", "a1", "a2", "a3", "a4", "a5", "t0", "t1", "t2", "zero");

    private final Random random;
    private final List<String> lines = new ArrayList<>();
    private final boolean selfModifying;

    private RandomProgram(long seed, boolean selfModifying) {
        random = new Random(seed);
        this.selfModifying = selfModifying;
    }

    /** Writes the program, its tables and its handler; execution begins at {@link #BASE} in M-mode. */
    static void write(PhysicalMemory memory, long seed, boolean selfModifying) {
        RandomProgram program = new RandomProgram(seed, selfModifying);
        program.body();
        assemble(memory, CODE, program.lines);
        assemble(
                memory,
                HANDLER,
                List.of(
                        "csrrw t6, mscratch, t6",
                        "addi t6, t6, 1",
                        "csrrw t6, mscratch, t6", // traps are counted
                        "csrr t6, mepc",
                        "lhu t5, 0(t6)",
                        "andi t5, t5, 3",
                        "addi t5, t5, -3",
                        "seqz t5, t5",
                        "slli t5, t5, 1",
                        "add t6, t6, t5",
                        "addi t6, t6, 2",
                        "csrw mepc, t6",
                        "csrr t6, mcause",
                        "add a0, a0, t6",
                        "mret"));
        tables(memory);
        List<String> start = new ArrayList<>(List.of("li t0, -1"));
        start.clear();
        start.addAll(List.of(
                "addi t0, zero, -1",
                "srli t0, t0, 10",
                "csrw pmpaddr0, t0",
                "addi t0, zero, 31",
                "csrw pmpcfg0, t0",
                "addi t0, zero, 7",
                "csrw mcounteren, t0"));
        constant(start, "t0", HANDLER);
        start.add("csrw mtvec, t0");
        constant(start, "t0", ROOT >>> 12);
        start.addAll(List.of("addi t1, zero, 8", "slli t1, t1, 60", "or t0, t0, t1", "csrw satp, t0"));
        start.addAll(List.of("lui t0, 7", "addiw t0, t0, -2048", "csrw mstatus, t0"));
        constant(start, "t0", CODE);
        start.add("csrw mepc, t0");
        constant(start, "s0", DATA);
        constant(start, "s1", DATA + 0x3000);
        constant(start, "sp", DATA + 0x1F000);
        start.add("mret");
        assemble(memory, BASE, start);
    }

    /** Loads a positive number of at most 32 bits that begins with a one. */
    private static void constant(List<String> to, String register, long value) {
        to.add("addi %s, zero, %d".formatted(register, value >>> 22));
        to.add("slli %s, %s, 11".formatted(register, register));
        to.add("addi %s, %s, %d".formatted(register, register, value >>> 11 & 0x7ff));
        to.add("slli %s, %s, 11".formatted(register, register));
        to.add("addi %s, %s, %d".formatted(register, register, value & 0x7ff));
    }

    private static void tables(PhysicalMemory memory) {
        memory.storeDouble(ROOT + 2 * 8, (ROOT + 0x1000) >>> 12 << 10 | 1);
        memory.storeDouble(ROOT + 0x1000, (ROOT + 0x2000) >>> 12 << 10 | 1);
        for (long page = 0; page < SIZE >>> 12; page++) {
            long number = page - (DATA - BASE >>> 12);
            boolean mapped = number < 0 || number >= PAGES || number % 5 != 0 || number == 0;
            memory.storeDouble(ROOT + 0x2000 + 8 * page, (BASE >>> 12) + page << 10 | (mapped ? 0xCF : 0));
        }
    }

    static void assemble(PhysicalMemory memory, long address, List<String> lines) {
        long at = address;
        for (String line : lines) {
            int bits = Rv64.instructions().encode(line);
            memory.storeHalf(at, (short) bits);
            if (InstructionSet.lengthOf(bits) == 4) {
                memory.storeHalf(at + 2, (short) (bits >>> 16));
            }
            at += InstructionSet.lengthOf(bits);
        }
    }

    /** An endless loop of some inner ones, and a function that they call. */
    private void body() {
        List<String> function = new ArrayList<>();
        straight(function, 3 + random.nextInt(12));
        function.add("c.jr ra");
        int functionSize = size(function);
        lines.add("jal zero, " + (functionSize + 4));
        lines.addAll(function);
        long functionAt = 4;
        int loopAt = size(lines);
        for (int loop = 0; loop < 1 + random.nextInt(3); loop++) {
            String counter = "s" + (2 + loop);
            lines.add("addi %s, zero, %d".formatted(counter, 1 + random.nextInt(60)));
            int top = size(lines);
            straight(lines, 1 + random.nextInt(8));
            if (random.nextBoolean()) {
                lines.add("jal ra, " + (functionAt - size(lines)));
            }
            straight(lines, random.nextInt(10));
            lines.add("addi %s, %s, -1".formatted(counter, counter));
            lines.add("bne %s, zero, %d".formatted(counter, top - size(lines)));
        }
        if (selfModifying) {
            modify(loopAt);
        }
        lines.add("jal zero, " + (loopAt - size(lines)));
    }

    /** Copies an instruction of the program, whole words apart, over another, with or without a fence. */
    private void modify(int loopAt) {
        int words = (loopAt - 8) / 4;
        if (words < 3) {
            return;
        }
        lines.add("auipc t4, 0");
        int here = size(lines) - 4;
        lines.add("addi t5, t4, " + (4 + 4 * random.nextInt(words) - here));
        lines.add("addi t4, t4, " + (4 + 4 * random.nextInt(words) - here));
        lines.add("lw t5, 0(t5)");
        lines.add((random.nextBoolean() ? "sw" : "sh") + " t5, 0(t4)");
        if (random.nextBoolean()) {
            lines.add("fence.i");
        }
    }

    private void straight(List<String> to, int count) {
        for (int i = 0; i < count; i++) {
            to.addAll(one());
        }
    }

    private List<String> one() {
        String pointer = random.nextBoolean() ? "s0" : "s1";
        int offset = random.nextInt(2048);
        return switch (random.nextInt(selfModifying ? 12 : 16)) {
            case 0, 1, 2 -> List.of(pick(SIMPLE).formatted(register(), register(), pick(REGISTERS)));
            case 3, 4 -> List.of("%s %s, %d(%s)".formatted(pick(LOADS), pick(REGISTERS), offset, pointer));
            case 5, 6 -> List.of("%s %s, %d(%s)".formatted(pick(STORES), pick(REGISTERS), offset, pointer));
            case 7 -> List.of("%s %s, %s, (%s)".formatted(pick(ATOMICS), pick(REGISTERS), pick(REGISTERS), pointer));
            case 8 ->
                List.of("%s ft%d, ft%d, ft%d"
                        .formatted(pick(FLOATS), random.nextInt(4), random.nextInt(4), random.nextInt(4)));
            case 9 ->
                List.of(
                        "fcvt.d.l ft%d, %s".formatted(random.nextInt(4), pick(REGISTERS)),
                        "fmv.x.d %s, ft%d".formatted(register(), random.nextInt(4)));
            case 10 -> List.of("fld ft%d, %d(%s)".formatted(random.nextInt(4), offset, pointer));
            case 11 -> List.of("csrr %s, %s".formatted(register(), random.nextBoolean() ? "instret" : "cycle"));
            case 12 ->
                List.of(
                        "addi %s, %s, %d"
                                .formatted(pointer, pointer, 8 * (1 + random.nextInt(200))), // until it comes back
                        "srli t5, %s, 17".formatted(pointer),
                        "slli t5, t5, 17",
                        "sub t5, %s, t5".formatted(pointer),
                        "slli t3, t5, 0",
                        "addi t4, zero, 1",
                        "slli t4, t4, 31",
                        "addi t5, zero, 1",
                        "slli t5, t5, 17",
                        "add t4, t4, t5",
                        "add %s, t4, t3".formatted(pointer));
            case 13 ->
                List.of("%s %s, %s, 8".formatted(pick(BRANCHES), pick(REGISTERS), pick(REGISTERS)), "addi a0, a0, 1");
            case 14 -> List.of("lr.d %s, (s0)".formatted(register()), "sc.d %s, a1, (s0)".formatted(register()));
            default -> List.of("auipc t4, 0", "jalr t4, 8(t4)");
        };
    }

    private String register() {
        return REGISTERS.get(random.nextInt(REGISTERS.size() - 1));
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }

    private static int size(List<String> lines) {
        return lines.stream()
                .mapToInt(line -> InstructionSet.lengthOf(Rv64.instructions().encode(line)))
                .sum();
    }
}
