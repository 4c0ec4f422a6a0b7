package org.cofferdam.guests.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.cofferdam.guests.command.MachineProcess.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Debian's gdb-multiarch against a machine with two harts. */
class GdbTest {
    private static final String COMPILER = "riscv64-unknown-elf-gcc";
    private static final String DEBUGGER = "gdb-multiarch";

    @TempDir
    private Path folder;

    private Path program;
    private int port;

    @BeforeEach
    void compile() throws IOException, InterruptedException {
        assumeTrue(installed(COMPILER), COMPILER + " is not installed");
        assumeTrue(installed(DEBUGGER), DEBUGGER + " is not installed");
        Path source = folder.resolve("debugged.S");
        try (InputStream in = Objects.requireNonNull(GdbTest.class.getResourceAsStream("debugged.S"))) {
            Files.copy(in, source);
        }
        program = folder.resolve("debugged.elf");
        Process compiler = new ProcessBuilder(
                        COMPILER,
                        "-g",
                        "-nostdlib",
                        "-nostartfiles",
                        "-static",
                        "-march=rv64gc",
                        "-mabi=lp64d",
                        "-mcmodel=medany",
                        "-Wl,-n",
                        "-Wl,--no-warn-rwx-segments",
                        "-Wl,-Ttext=0x80000000",
                        "-o",
                        program.toString(),
                        source.toString())
                .redirectErrorStream(true)
                .start();
        String words = new String(compiler.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, compiler.waitFor(), words);
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
    }

    private static boolean installed(String tool) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(tool, "--version")
                    .redirectErrorStream(true)
                    .start();
            process.getInputStream().readAllBytes();
            return process.waitFor() == 0;
        } catch (IOException absent) {
            return false;
        }
    }

    private Result machine(String... more) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(
                List.of("--bios", "none", "--kernel", program.toString(), "--harts", "2", "-m", "4M", "--hash"));
        arguments.addAll(List.of(more));
        return MachineProcess.run(folder, List.of(), arguments.toArray(String[]::new));
    }

    private record Conversation(Result machine, String gdb) {
        /** What gdb said contains this, white space aside. */
        void says(String words) {
            String plain = gdb.replaceAll("\\s+", " ");
            assertTrue(plain.contains(words), () -> "\"" + words + "\" is not in:\n" + gdb);
        }
    }

    /** Gdb tries to connect until the machine listens. */
    private Conversation converse(String... commands) throws IOException, InterruptedException {
        Path said = folder.resolve("said");
        List<String> line = new ArrayList<>(List.of(DEBUGGER, "-nx", "-batch"));
        for (String command : List.of("set confirm off", "set pagination off", "target remote localhost:" + port)) {
            line.addAll(List.of("-ex", command));
        }
        for (String command : commands) {
            line.addAll(List.of("-ex", command));
        }
        line.add(program.toString());
        Process gdb = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            Result result = machine("--gdb", Integer.toString(port), "--freeze");
            assertTrue(gdb.waitFor(1, TimeUnit.MINUTES), "gdb does not end");
            return new Conversation(result, Files.readString(said));
        } finally {
            gdb.destroyForcibly();
        }
    }

    @Test
    void lookingDoesNotChangeTheRun() throws IOException, InterruptedException {
        Result alone = machine();
        Conversation talk = converse(
                "break counted",
                "continue",
                "continue",
                "stepi",
                "info registers",
                "info all-registers",
                "delete",
                "watch *(long *) &counter",
                "continue",
                "continue",
                "delete",
                "rwatch *(long *) &other",
                "continue",
                "thread 2",
                "stepi",
                "stepi",
                "delete",
                "hbreak again if *(long *) &other == 1000",
                "continue",
                "print *(long *) &other",
                "x/8gx &counter",
                "detach");
        talk.says("Thread 1 hit Breakpoint 1, counted ()");
        talk.says("Old value = 2 New value = 3");
        talk.says("Thread 2 hit Hardware read watchpoint 3");
        talk.says("Thread 2 hit Breakpoint 4, again ()");
        talk.says("= 1000");
        talk.says("[Inferior 1 (Remote target) detached]");
        assertEquals(0, talk.machine.code(), talk.machine.err());
        assertEquals(alone, talk.machine);
    }

    @Test
    void everythingCanBeSeenAndChanged() throws IOException, InterruptedException {
        Conversation talk = converse(
                "stepi",
                "stepi",
                "print/x $mhartid",
                "info threads",
                "break loop",
                "continue",
                "print/x $pc",
                "info registers fp pc priv mstatus",
                "print/x $misa >> 62",
                "x/2i $pc",
                "delete",
                "set $s0 = 2",
                "set var *(long *) &counter = 41",
                "set $mscratch = 0x123",
                "print $mscratch",
                "monitor info harts",
                "monitor translate 80000000",
                "monitor csr mscratch",
                "thread 2",
                "print/x $mhartid",
                "continue");
        talk.says("$1 = 0x0");
        talk.says("* 1 Thread 1 (hart 0 [M])");
        talk.says("2 Thread 2 (hart 1 [M])");
        talk.says("fp 0x1388");
        talk.says("priv 0x3 prv:3 [Machine]");
        talk.says("mstatus 0xa00000000");
        talk.says("= 0x2");
        talk.says("<loop>: jal");
        talk.says("= 291");
        talk.says("* hart 0 M pc 0x00000000800000");
        talk.says("0x80000000 in M is physical 0x80000000.");
        talk.says("mscratch 0x0000000000000123");
        talk.says("= 0x1");
        // two more rounds from 41, and the machine ends
        talk.says("exited normally");
        assertEquals(0, talk.machine.code(), talk.machine.err());
    }

    @Test
    void killEndsTheMachine() throws IOException, InterruptedException {
        Conversation talk = converse("break count", "continue", "kill");
        talk.says("Breakpoint 1, count ()");
        assertEquals(0, talk.machine.code(), talk.machine.err());
        assertTrue(Long.parseLong(talk.machine.out().split(" ", 2)[0]) < 30_000, talk.machine.out());
    }

    @Test
    void aPortInUseIsOneLine() throws IOException, InterruptedException {
        try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            Result result = machine("--gdb", Integer.toString(taken.getLocalPort()));
            assertEquals(2, result.code());
            assertEquals(1, result.err().lines().count(), result.err());
            assertTrue(result.err().contains("cannot listen at localhost:" + port), result.err());
        }
    }

    @Test
    void aTraceChangesNothing() throws IOException, InterruptedException {
        Result alone = machine();
        Path file = folder.resolve("trace");
        Result traced = machine("--trace", "instructions", "--trace-file", file.toString());
        assertEquals(alone, traced);
        List<String> lines = Files.readAllLines(file);
        assertEquals(alone.out().split(" ", 2)[0], Integer.toString(lines.size()));
        Result again = machine("--trace", "instructions", "--trace-from", "8", "--trace-count", "3");
        assertEquals(
                lines.stream().skip(8).limit(3).toList(), again.err().lines().toList());
    }
}
