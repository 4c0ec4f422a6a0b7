package org.cofferdam.manager.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class RunCommandTest {
    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String yaml, String... options) throws Exception {
        Path file = Files.writeString(folder.resolve("system.yaml"), yaml);
        String[] arguments = new String[options.length + 1];
        arguments[0] = file.toString();
        System.arraycopy(options, 0, arguments, 1, options.length);
        return new CommandLine(new RunCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private static final String TWO = """
            machine: {memory: 64M}
            partitions:
              - {name: probe, guest: probe, memory: 8M}
              - {name: tasks, guest: tasks, memory: 8M}
            schedule:
              windows:
                - {partition: probe, length: 1ms}
                - {partition: tasks, length: 1ms}
            """;

    @Test
    void theReportSaysWhatBecameOfEachPartition() throws Exception {
        assertEquals(0, run(TWO, "--headless", "--hash"), err.toString());
        assertTrue(
                out.toString().matches("(?s).*probe +stopped +powered off.*tasks +stopped +powered off.*"),
                out.toString());
    }

    @Test
    void twoRunsReportTheSame() throws Exception {
        run(TWO, "--headless", "--hash", "--json", "--stop-after", "100ms");
        String first = out.toString();
        out.getBuffer().setLength(0);
        run(TWO, "--headless", "--hash", "--json", "--stop-after", "100ms");
        assertEquals(first, out.toString());
        assertTrue(first.matches("(?s).*\"hash\" : \"[0-9a-f]{64}\".*\"hash\" : \"[0-9a-f]{64}\".*"), first);
        assertTrue(first.contains("\"state\" : \"running\""), first);
    }

    @Test
    void aBadConfigurationEndsWithTwoBeforeAnythingStarts() throws Exception {
        assertEquals(2, run("partitions: [{name: a, guest: probe, memory: 1}]", "--headless"));
        assertEquals("", out.toString());
        assertTrue(
                err.toString().contains("system.yaml:1:46: partitions[0].memory: '1' is not accepted"), err.toString());
    }

    @Test
    void memoryTooSmallForTheGuestIsNamed() throws Exception {
        assertEquals(2, run("partitions: [{name: a, guest: probe, memory: 1M}]", "--headless"));
        assertTrue(
                err.toString().contains("system.yaml:1:31: partitions[0].guest: probe is an ELF file"), err.toString());
    }

    @Test
    void anUnknownConsoleIsRefused() throws Exception {
        assertEquals(2, run(TWO, "--headless", "--console", "linux"));
        assertTrue(err.toString().contains("its partitions are probe, tasks"), err.toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "5s               | '5s' is not TIME:VERB:NAME, such as 5s:reset:debian-a",
                "soon:reset:probe | 'soon' is not a time such as 500ms, 10s or 1000000 (cycles)",
                "5s:reset         | 'reset' is not VERB:NAME, such as reset:debian-a, type:NAME:TEXT, such as type:debian-a:ls\\n, or balloon:NAME:SIZE, such as balloon:debian-a:64M",
                "5s:type:probe    | 'type:probe' is not VERB:NAME, such as reset:debian-a, type:NAME:TEXT, such as type:debian-a:ls\\n, or balloon:NAME:SIZE, such as balloon:debian-a:64M",
                "5s:kill:probe    | 'kill' is no verb; write one of pause, resume, reset, stop, start, destroy, type, balloon",
                "5s:balloon:probe:1000 | '1000' is not a size in whole pages of 4 KiB such as 64M, or 0",
                "5s:reset:linux   | system.yaml has no partition 'linux'; its partitions are probe, tasks"
            })
    void anOrderThatCannotBeIsRefusedBeforeAnythingStarts(String order, String message) throws Exception {
        assertEquals(2, run(TWO, "--headless", "--at", order));
        assertTrue(err.toString().contains(message), err.toString());
        assertEquals("", out.toString());
    }

    @Test
    void anOrderThatIsRefusedShowsInTheExitCode() throws Exception {
        assertEquals(1, run(TWO, "--headless", "--stop-after", "10ms", "--at", "1ms:resume:tasks"));
        assertEquals(
                "cofferdam: --at 100000:resume:tasks: cannot resume tasks: wrong state: it is running; possible now: pause,"
                        + " reset, stop, destroy" + System.lineSeparator(),
                err.toString());
    }

    @Test
    void aRecordThatCannotBeWrittenIsRefused() throws Exception {
        String nowhere = folder.resolve("none/record").toString();
        assertEquals(2, run(TWO, "--headless", "--record", nowhere));
        assertTrue(err.toString().contains("--record " + nowhere + ": cannot be written"), err.toString());
    }
}
