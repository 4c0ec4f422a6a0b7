package org.cofferdam.papers.speed;

import java.util.concurrent.TimeUnit;
import org.cofferdam.machine.hart.CodeCache;
import org.cofferdam.machine.hart.Hart;
import org.cofferdam.machine.hart.Privilege;
import org.cofferdam.machine.instructions.Rv64;
import org.cofferdam.machine.isa.InstructionSet;
import org.cofferdam.machine.memory.Bus;
import org.cofferdam.machine.memory.PhysicalMemory;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Guest instructions a second of the interpreter on two endless loops, without translation, under Sv39, and under Sv39
 * over Sv39x4 as in a partition. The unit "ops/us" is MIPS.
 *
 * <p>{@code java -cp 'papers/target/classes:papers/target/libraries/*' org.openjdk.jmh.Main InterpreterBenchmark}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 4, time = 2)
public class InterpreterBenchmark {
    private static final int INSTRUCTIONS = 1_000_000;
    private static final long RAM = 0x8000_0000L;

    private static final int SATP = 0x180;
    private static final int VSATP = 0x280;
    private static final int HGATP = 0x680;
    private static final int PMPCFG0 = 0x3A0;
    private static final int PMPADDR0 = 0x3B0;

    private static final long SV39 = 8L << 60;
    /** V, R, W, X, A and D of a leaf; U as well where the G-stage asks for it. */
    private static final long KERNEL_LEAF = 0xCF;

    private static final long GUEST_LEAF = 0xDF;

    /** How the loop's addresses are translated. */
    public enum Translation {
        BARE,
        SV39,
        SV39_OVER_SV39X4
    }

    /** What the loop does. */
    public enum Loop {
        INTEGER(
                "add a0, a0, a1",
                "xor a2, a2, a0",
                "slli a3, a0, 13",
                "srli a4, a0, 7",
                "sub a1, a3, a4",
                "mul a5, a2, a1",
                "addi a6, a6, 1",
                "bltu zero, a6, -28"),
        /** Loads and stores that walk over 64 KiB. */
        MEMORY(
                "and a3, a6, s1",
                "add a3, a3, s0",
                "ld a0, 0(a3)",
                "addi a0, a0, 3",
                "sd a0, 0(a3)",
                "lw a1, 4(a3)",
                "addi a6, a6, 72",
                "jal zero, -28");

        private final String program;

        Loop(String... lines) {
            program = String.join("\n", lines);
        }
    }

    @Param
    Translation translation;

    @Param
    Loop loop;

    private Hart hart;

    /** A machine about to execute the loop, in the mode that the translation belongs to. */
    @Setup
    public void boot() {
        PhysicalMemory memory = new PhysicalMemory(RAM, 1 << 20);
        Bus bus = new Bus();
        bus.attach(memory);
        hart = new Hart(0, bus, new CodeCache(bus, Rv64.instructions()));
        long at = RAM;
        for (String line : loop.program.lines().toList()) {
            int bits = Rv64.instructions().encode(line);
            memory.storeWord(at, bits);
            at += InstructionSet.lengthOf(bits);
        }
        hart.pc = RAM;
        hart.x[8] = RAM + 0x2_0000;
        hart.x[9] = 0xFFF8;
        // All memory for S and U: one region over the whole address space.
        hart.csrs.write(PMPADDR0, -1);
        hart.csrs.write(PMPCFG0, 0x1F);
        long firstStage = RAM + 0x1_0000;
        long secondStage = RAM + 0x1_4000;
        switch (translation) {
            case BARE -> {}
            case SV39 -> {
                memory.storeDouble(firstStage + 2 * 8, leaf(KERNEL_LEAF));
                hart.csrs.write(SATP, SV39 | firstStage >>> 12);
                hart.enter(Privilege.SUPERVISOR, false);
            }
            case SV39_OVER_SV39X4 -> {
                memory.storeDouble(firstStage + 2 * 8, leaf(KERNEL_LEAF));
                memory.storeDouble(secondStage + 2 * 8, leaf(GUEST_LEAF));
                hart.csrs.write(VSATP, SV39 | firstStage >>> 12);
                hart.csrs.write(HGATP, SV39 | 1L << 44 | secondStage >>> 12);
                hart.enter(Privilege.SUPERVISOR, true);
            }
        }
    }

    /** The gigapage at RAM, mapped to itself. */
    private static long leaf(long flags) {
        return RAM >>> 12 << 10 | flags;
    }

    /** One operation is one guest instruction. */
    @Benchmark
    @OperationsPerInvocation(INSTRUCTIONS)
    public long instructions() {
        return hart.run(hart.cycle + INSTRUCTIONS);
    }
}
