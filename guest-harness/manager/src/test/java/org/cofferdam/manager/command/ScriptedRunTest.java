package org.cofferdam.manager.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptedRunTest {
    private static final long LONGEST = 50_000_000;

    private static final String BESIDE = """
            machine: {memory: 64M}
            partitions:
              - {name: a, guest: tasks, memory: 8M, append: heartbeats=1000 period=50000}
              - {name: b, guest: tasks, memory: 8M, append: heartbeats=3 period=500000}
              - {name: c, kernel: echo.bin, memory: 4M}
            schedule:
              windows:
                - {partition: a, length: 700us}
                - {partition: b, length: 300us}
                - {partition: c, length: 210us}
            """;

    private static final String ECHO = """
            machine: {memory: 64M}
            partitions:
              - {name: echo, kernel: echo.bin, memory: 4M, on-reboot: %s}
            """;

    @TempDir
    Path folder;

    private ScriptedRun run(String yaml, long until, String... orders) throws Exception {
        SmallGuest.ECHO.write(folder.resolve("echo.bin"));
        return ScriptedRun.of(Files.writeString(folder.resolve("system.yaml"), yaml), until, orders);
    }

    @Test
    void whatIsDoneToOnePartitionIsNotSeenByOthers() throws Exception {
        List<String> keys = List.of("3ms:type:c:hello", "17ms:type:c:r", "33ms:type:c:again", "170ms:type:c:.");
        // Between c's reboot and the instant that serves it; in windows of a and of others; in the middle of a tick; a
        // cycle before the instants at which input is taken.
        List<String> orders = List.of(
                "1850000:pause:a",
                "1900000:resume:a",
                "2012345:pause:a",
                "2999999:resume:a",
                "5055555:reset:a",
                "9999999:reset:a",
                "12077777:stop:a",
                "12088888:start:a",
                "15000000:destroy:a");
        ScriptedRun alone = run(BESIDE, LONGEST, keys.toArray(String[]::new));
        ScriptedRun disturbed = run(
                BESIDE, LONGEST, Stream.concat(keys.stream(), orders.stream()).toArray(String[]::new));
        assertEquals(List.of(), disturbed.failures());
        assertEquals("destroyed", disturbed.report().partition("a").state());
        assertEquals(4, disturbed.report().partition("a").starts());
        assertNotEquals(alone.consoles().get("a"), disturbed.consoles().get("a"));
        assertTrue(alone.consoles().get("b").contains("| ok"), alone.consoles().get("b"));
        assertEquals(">hello>again.", alone.consoles().get("c"));
        for (String other : List.of("b", "c")) {
            assertEquals(alone.consoles().get(other), disturbed.consoles().get(other));
            assertEquals(alone.report().partition(other), disturbed.report().partition(other));
        }
    }

    @Test
    void aPartitionThatIsResetRunsAsItDidAtFirst() throws Exception {
        ScriptedRun run = run(BESIDE, LONGEST / 2, "10000000:reset:a");
        String text = run.consoles().get("a");
        int second = text.indexOf("tasks: hart 0", 1);
        assertTrue(second > 0, text);
        String first = text.substring(0, second);
        assertTrue(first.length() > 100, first);
        assertTrue(text.substring(second).startsWith(first.substring(0, first.lastIndexOf('\n') + 1)), text);
        assertEquals(2, run.report().partition("a").starts());
    }

    @Test
    void aGuestThatAsksForARebootStartsAgain() throws Exception {
        ScriptedRun run =
                run(ECHO.formatted("restart"), LONGEST, "1ms:type:echo:ab", "20ms:type:echo:r", "50ms:type:echo:cq");
        assertEquals(">ab>c", run.consoles().get("echo"));
        assertEquals(2, run.report().partition("echo").starts());
        assertEquals("powered off", run.report().partition("echo").reason().orElseThrow());
    }

    @Test
    void aGuestThatMayNotRebootStops() throws Exception {
        ScriptedRun run = run(ECHO.formatted("stop"), LONGEST, "1ms:type:echo:abr");
        assertEquals(">ab", run.consoles().get("echo"));
        assertEquals("stopped", run.report().partition("echo").state());
        assertEquals(
                "asked for a reboot", run.report().partition("echo").reason().orElseThrow());
    }

    @Test
    void timeGoesOnWhileEverythingIsPausedAndAnOrderIsToCome() throws Exception {
        ScriptedRun run = run(
                ECHO.formatted("stop"),
                LONGEST,
                "5ms:pause:echo",
                "10ms:type:echo:x",
                "300ms:resume:echo",
                "310ms:type:echo:q");
        assertEquals(">x", run.consoles().get("echo"));
        assertTrue(
                run.report().cycles() > 31_000_000, "ended at " + run.report().cycles());
    }

    @Test
    void aPartitionThatHasEndedCanBeStartedAgain() throws Exception {
        ScriptedRun run = run(
                ECHO.formatted("restart"),
                LONGEST,
                "1ms:type:echo:q",
                "40ms:start:echo",
                "50ms:destroy:echo",
                "60ms:start:echo",
                "70ms:type:echo:zq");
        assertEquals(">>>z", run.consoles().get("echo"));
        assertEquals(List.of(), run.failures());
    }

    @Test
    void aJournalRepeatsTheRun() throws Exception {
        ScriptedRun first = run(
                ECHO.formatted("restart"),
                LONGEST,
                "3333us:type:echo:a b\\n\\x00\\\\#'",
                "5ms:pause:echo",
                "7777us:resume:echo",
                "15ms:type:echo:r",
                "40ms:type:echo:q");
        String[] orders = first.journal()
                .lines()
                .map(line -> line.substring("--at=".length()))
                .toArray(String[]::new);
        ScriptedRun second = run(ECHO.formatted("restart"), LONGEST, orders);
        assertEquals(">a b\n\0\\#'>", first.consoles().get("echo"));
        assertEquals(first, second);
    }

    @Test
    void anOrderThatIsRefusedIsReported() throws Exception {
        ScriptedRun run = run(ECHO.formatted("restart"), LONGEST, "1ms:resume:echo", "2ms:type:echo:q");
        assertEquals(
                List.of(
                        "100000:resume:echo: cannot resume echo: wrong state: it is running; possible now: pause, reset,"
                                + " stop, destroy"),
                run.failures());
    }
}
