package org.cofferdam.manager.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A system in one process, managed from another over its socket. */
@Timeout(300)
class ManagedSystemTest {
    private static final String SYSTEM = """
            machine: {memory: 64M}
            partitions:
              - {name: echo, kernel: echo.bin, memory: 4M}
              - {name: idle, kernel: idle.bin, memory: 4M}
            """;

    @TempDir
    Path folder;

    private RunningProcess start(String... options) throws Exception {
        SmallGuest.ECHO.write(folder.resolve("echo.bin"));
        SmallGuest.IDLE.write(folder.resolve("idle.bin"));
        return RunningProcess.start(folder, SYSTEM, options);
    }

    private static void done(Terminal.Result result, String pattern) {
        assertEquals("", result.err());
        assertEquals(0, result.code());
        assertTrue(result.out().matches("(?s)" + pattern + "\\R"), result.out());
    }

    private static String retired(RunningProcess system) {
        return system.command("stats", "echo", "--json").out().replaceAll("(?s).*\"retired\":([0-9]+).*", "$1");
    }

    @Test
    void everyCommandDoesWhatItSays() throws Exception {
        try (RunningProcess system = start("--headless")) {
            done(
                    system.command("ps"),
                    "NAME +STATE +WHY +MEMORY +HARTS +SHARE +EXITS\n"
                            + "echo +running +4M +1 +50.0% +[0-9,]+\nidle +running +4M +1 +50.0% +[0-9,]+");
            done(system.command("pause", "echo"), "echo is paused at [0-9,]+ ms of the machine's time");
            String retired = retired(system);
            Thread.sleep(100);
            assertEquals(retired, retired(system));
            done(system.command("resume", "echo"), "echo goes on at .*");
            Person.await(() -> !retired(system).equals(retired));
            done(system.command("reset", "echo"), "echo has been reset at .*");
            done(system.command("stats", "echo"), ".*started, times +2\n.*memory used, KiB +[0-9,]+\n.*");
            done(system.command("stop", "echo"), "echo is stopped at .*");
            done(system.command("destroy", "echo"), "echo is destroyed at .*");
            done(system.command("ps"), ".*echo +destroyed +stopped .*");
            done(system.command("start", "echo"), "echo has been started at .*");
            done(
                    system.command("audit", "echo"),
                    "EVENT +MS +PARTITION +WHAT\n.*echo +create: ok\n.*echo +pause: ok\n"
                            + ".*echo +resume: ok\n.*echo +has stopped: stopped\n.*echo +destroy: ok\n.*echo +start: ok");
            assertFalse(system.command("audit", "echo").out().contains("idle"));
            done(system.command("ps", "--json"), "\\{.*\"framesUsed\" : [0-9]+.*}");
            done(system.command("stop", "idle"), "idle is stopped at .*");
            done(system.command("stop", "echo"), "echo is stopped at .*");
            assertEquals(0, system.await());
            assertTrue(system.output().contains("ms of the machine's time"), system.output());
            assertFalse(Files.exists(system.socket()), "the socket goes with the run");
        }
    }

    @Test
    void anyNumberWatchAConsoleAndOneTypes() throws Exception {
        try (RunningProcess system = start("--headless");
                Person first = new Person(system, "echo", false);
                Person second = new Person(system, "echo", false);
                Person watcher = new Person(system, "echo", true)) {
            first.awaitScreen(">");
            first.type("hello");
            second.awaitScreen(">hello");
            watcher.awaitScreen(">hello");
            second.type("x");
            second.awaitScreen("[cofferdam] somebody else types at echo\n");
            watcher.type("y");
            watcher.awaitScreen("[cofferdam] you only watch echo\n");
            first.type("\001\001\001x");
            assertTrue(first.hasLeft());
            watcher.awaitScreen("\001");
            second.type("z");
            watcher.awaitScreen("\001z");
            assertFalse(watcher.screen().contains("x"), watcher.screen());
            second.type("r");
            watcher.awaitScreen("z>");
            assertEquals(0, system.command("stop", "idle").code());
            second.type("q");
            assertFalse(watcher.hasLeft(), "the run ends before the watcher leaves");
            assertEquals(0, system.await());
        }
    }

    @Test
    void aRecordedRunIsTheSameAgain() throws Exception {
        Path record = folder.resolve("record");
        String first;
        try (RunningProcess system = start("--headless", "--hash", "--json", "--record=" + record);
                Person person = new Person(system, "echo", false)) {
            person.awaitScreen(">");
            person.type("some keys");
            person.awaitScreen(">some keys");
            assertEquals(0, system.command("reset", "echo").code());
            person.awaitScreen(">");
            person.type("again");
            person.awaitScreen(">again");
            assertEquals(0, system.command("pause", "idle").code());
            assertEquals(0, system.command("stop", "idle").code());
            assertEquals(0, system.command("stop", "echo").code());
            assertEquals(0, system.await());
            first = system.output();
        }
        assertTrue(first.matches("(?s).*\"starts\" : 2,.*\"hash\" : \"[0-9a-f]{64}\".*"), first);
        StringWriter again = new StringWriter();
        int code = new CommandLine(new RunCommand())
                .setOut(new PrintWriter(again, true))
                .execute(folder.resolve("system.yaml").toString(), "--headless", "--hash", "--json", "@" + record);
        assertEquals(0, code);
        assertEquals(first, again.toString());
    }
}
