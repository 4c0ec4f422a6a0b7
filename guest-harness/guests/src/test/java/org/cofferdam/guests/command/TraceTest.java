package org.cofferdam.guests.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.cofferdam.guests.command.MachineProcess.Result;
import org.cofferdam.machine.instructions.Rv64;
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

    private static final List<String> EXITS = List.of(
            "core   0: exception machine_ecall M->M epc 0x000000008000000c tval 0x0000000000000000",
            "core   0: return M->M pc 0x0000000080000010",
            "core   0: interrupt machine_software M->M epc 0x0000000080000024 tval 0x0000000000000000",
            "core   0: return M->M pc 0x0000000080000024");

    @TempDir
    private Path folder;

    private Result run(String... more) throws IOException, InterruptedException {
        ByteBuffer code = ByteBuffer.allocate(4 * CALL_AND_INTERRUPT.length).order(ByteOrder.LITTLE_ENDIAN);
        for (String line : CALL_AND_INTERRUPT) {
            code.putInt(Rv64.instructions().encode(line));
        }
        Path kernel = Files.write(folder.resolve("flat"), code.array());
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
}
