package org.cofferdam.guests.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.cofferdam.guests.command.MachineProcess.Result;
import org.cofferdam.machine.instructions.Rv64;
import org.cofferdam.machine.isa.InstructionSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --trace}: what a program with a call and an interrupt, each handled, looks like. */
class TraceTest {
    /** Calls, then interrupts itself; ends with success. */
    private static final String[] CALL_AND_INTERRUPT = {
        "auipc t0, 0",
        "addi t0, t0, 44",
        "csrrw zero, mtvec, t0",
        "ecall", // + 12
        "lui t1, 0x2000",
        "addi t2, zero, 1",
        "sw t2, 0(t1)",
        "csrrwi zero, mie, 8",
        "csrrsi zero, mstatus, 8",
        "addi t2, zero, 2", // + 36
        "jal zero, 36",
        "csrrs t3, mcause, zero", // + 44
        "blt t3, zero, 20",
        "csrrs t3, mepc, zero",
        "addi t3, t3, 4",
        "csrrw zero, mepc, t3",
        "jal zero, 8",
        "sw zero, 0(t1)",
        "mret",
        "lui a0, 0x100", // + 76
        "lui a1, 5",
        "addi a1, a1, 0x555",
        "sw a1, 0(a0)"
    };

    /** Accesses of all kinds, and writes of CSRs that show others' bits. */
    private static final String[] EVERY_KIND = {
        "auipc s0, 1",
        "lui t0, 6",
        "csrrs zero, mstatus, t0",
        "addi a0, zero, -3",
        "sd a0, 8(s0)",
        "lb a1, 8(s0)",
        "lhu a2, 10(s0)",
        "addi t1, s0, 8",
        "amoadd.w a3, a0, (t1)",
        "amoswap.d zero, zero, (t1)",
        "lr.d a4, (t1)",
        "sc.d a5, a0, (t1)",
        "sc.d a5, a0, (t1)",
        "fcvt.d.l fa0, a0, rne",
        "fsd fa0, 16(s0)",
        "flw fa1, 20(s0)",
        "fcvt.s.d fa2, fa0, rne",
        "fdiv.d fa3, fa0, fa1, rne",
        "fcvt.w.d a6, fa3, rtz",
        "csrrwi a7, fcsr, 0",
        "csrrsi zero, sstatus, 2",
        "csrrw zero, sie, a0",
        "csrrc t2, mscratch, a0",
        "c.addi a0, 1",
        "addi sp, s0, 32",
        "c.sdsp a0, 0(sp)",
        "lui a0, 0x100",
        "lui a1, 5",
        "addi a1, a1, 0x555",
        "sw a1, 0(a0)"
    };

    /** What Spike says of it with {@code --log-commits}, but the last, which there ends nothing. */
    private static final List<String> COMMITS = List.of(
            "core   0: 3 0x0000000080000000 (0x00001417) x8  0x0000000080001000",
            "core   0: 3 0x0000000080000004 (0x000062b7) x5  0x0000000000006000",
            "core   0: 3 0x0000000080000008 (0x3002a073) c768_mstatus 0x8000000a00006000",
            "core   0: 3 0x000000008000000c (0xffd00513) x10 0xfffffffffffffffd",
            "core   0: 3 0x0000000080000010 (0x00a43423) mem 0x0000000080001008 0xfffffffffffffffd",
            "core   0: 3 0x0000000080000014 (0x00840583) x11 0xfffffffffffffffd mem 0x0000000080001008",
            "core   0: 3 0x0000000080000018 (0x00a45603) x12 0x000000000000ffff mem 0x000000008000100a",
            "core   0: 3 0x000000008000001c (0x00840313) x6  0x0000000080001008",
            "core   0: 3 0x0000000080000020 (0x00a326af) x13 0xfffffffffffffffd mem 0x0000000080001008 mem 0x0000000080001008 0xfffffffa",
            "core   0: 3 0x0000000080000024 (0x0803302f) mem 0x0000000080001008 mem 0x0000000080001008 0x0000000000000000",
            "core   0: 3 0x0000000080000028 (0x1003372f) x14 0x0000000000000000 mem 0x0000000080001008",
            "core   0: 3 0x000000008000002c (0x18a337af) x15 0x0000000000000000 mem 0x0000000080001008 0xfffffffffffffffd",
            "core   0: 3 0x0000000080000030 (0x18a337af) x15 0x0000000000000001",
            "core   0: 3 0x0000000080000034 (0xd2250553) f10 0xc008000000000000",
            "core   0: 3 0x0000000080000038 (0x00a43827) mem 0x0000000080001010 0xc008000000000000",
            "core   0: 3 0x000000008000003c (0x01442587) f11 0xffffffffc0080000 mem 0x0000000080001014",
            "core   0: 3 0x0000000080000040 (0x40150653) f12 0xffffffffc0400000",
            "core   0: 3 0x0000000080000044 (0x1ab506d3) f13 0x7ff8000000000000",
            "core   0: 3 0x0000000080000048 (0xc2069853) c1_fflags 0x0000000000000010 x16 0x000000007fffffff",
            "core   0: 3 0x000000008000004c (0x003058f3) c1_fflags 0x0000000000000000 c2_frm 0x0000000000000000 x17 0x0000000000000010",
            "core   0: 3 0x0000000080000050 (0x10016073) c768_mstatus 0x8000000a00006002",
            "core   0: 3 0x0000000080000054 (0x10451073) c260_sie 0x0000000000000000 c772_mie 0x0000000000000000",
            "core   0: 3 0x0000000080000058 (0x340533f3) x7  0x0000000000000000 c832_mscratch 0x0000000000000000",
            "core   0: 3 0x000000008000005c (0x0505) x10 0xfffffffffffffffe",
            "core   0: 3 0x000000008000005e (0x02040113) x2  0x0000000080001020",
            "core   0: 3 0x0000000080000062 (0xe02a) mem 0x0000000080001020 0xfffffffffffffffe",
            "core   0: 3 0x0000000080000064 (0x00100537) x10 0x0000000000100000",
            "core   0: 3 0x0000000080000068 (0x000055b7) x11 0x0000000000005000",
            "core   0: 3 0x000000008000006c (0x55558593) x11 0x0000000000005555");

    private static final List<String> EXITS = List.of(
            "core   0: exception machine_ecall M->M epc 0x000000008000000c tval 0x0000000000000000",
            "core   0: return M->M pc 0x0000000080000010",
            "core   0: interrupt machine_software M->M epc 0x0000000080000024 tval 0x0000000000000000",
            "core   0: return M->M pc 0x0000000080000024");

    @TempDir
    private Path folder;

    private Result run(String... more) throws IOException, InterruptedException {
        return run(CALL_AND_INTERRUPT, more);
    }

    private Result run(String[] program, String... more) throws IOException, InterruptedException {
        ByteBuffer code = ByteBuffer.allocate(4 * program.length).order(ByteOrder.LITTLE_ENDIAN);
        for (String line : program) {
            int bits = Rv64.instructions().encode(line);
            if (InstructionSet.lengthOf(bits) == Integer.BYTES) {
                code.putInt(bits);
            } else {
                code.putShort((short) bits);
            }
        }
        Path kernel = Files.write(folder.resolve("flat"), Arrays.copyOf(code.array(), code.position()));
        String[] machine = {"--bios", "none", "-m", "4M", "--hash", "--kernel", kernel.toString()};
        return MachineProcess.run(
                folder, List.of(), Stream.of(machine, more).flatMap(Stream::of).toArray(String[]::new));
    }

    /** Lines without the cycle at their ends. */
    private static List<String> events(String trace) {
        return trace.lines().map(line -> line.replaceFirst(" ; \\d+$", "")).toList();
    }

    @Test
    void exitsAreShownInOrderAndChangeNothing() throws IOException, InterruptedException {
        Result alone = run();
        assertEquals(0, alone.code(), alone.err());
        Result traced = run("--trace", "exits");
        assertEquals(EXITS, events(traced.err()));
        assertEquals(alone.out(), traced.out());

        Path file = folder.resolve("trace");
        assertEquals(alone, run("--trace", "exits", "--trace-file", file.toString()));
        assertEquals(traced.err(), Files.readString(file));
    }

    @Test
    void exitsCanBeLimited() throws IOException, InterruptedException {
        assertEquals(
                EXITS.subList(0, 3),
                events(run("--trace", "exits", "--trace-count", "3").err()));
        String third = run("--trace", "exits").err().lines().toList().get(2);
        String cycle = third.substring(third.lastIndexOf(' ') + 1);
        assertEquals(
                EXITS.subList(2, 4),
                events(run("--trace", "exits", "--trace-from", cycle).err()));
    }

    @Test
    void instructionsStandBetweenTheSameExits() throws IOException, InterruptedException {
        Result alone = run();
        Result traced = run("--trace", "instructions");
        assertEquals(alone.out(), traced.out());
        List<String> lines = traced.err().lines().toList();
        assertEquals(
                EXITS,
                events(String.join(
                        "\n",
                        lines.stream()
                                .filter(line -> line.matches("core   0: [a-z].*"))
                                .toList())));
        long instructions = lines.stream()
                .filter(line -> line.matches("core   0: \\d 0x.*"))
                .count();
        assertTrue(alone.out().startsWith(instructions + " instructions retired"), instructions + ", " + alone.out());
        assertEquals(lines.size(), instructions + EXITS.size());
    }

    @Test
    void eachInstructionSaysWhatSpikeSaysOfIt() throws IOException, InterruptedException {
        List<String> lines = run(EVERY_KIND, "--trace", "instructions")
                .err()
                .lines()
                .map(line -> line.substring(0, line.indexOf(" ; ")))
                .toList();
        assertEquals(COMMITS, lines.subList(0, lines.size() - 1));
    }
}
