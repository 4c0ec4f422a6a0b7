package org.cofferdam.manager.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls that cannot be carried out: exit code, message, and nothing has changed. */
@Timeout(300)
class BadControlCallsTest {
    @TempDir
    static Path folder;

    private static RunningProcess system;
    private static String states;

    @BeforeAll
    static void start() throws Exception {
        SmallGuest.IDLE.write(folder.resolve("idle.bin"));
        system = RunningProcess.start(folder, """
                machine: {memory: 64M}
                partitions:
                  - {name: runs, kernel: idle.bin, memory: 4M}
                  - {name: paused, kernel: idle.bin, memory: 4M}
                  - {name: stopped, kernel: idle.bin, memory: 4M}
                  - {name: ended, guest: tasks, memory: 8M, append: heartbeats=1 period=1000}
                  - {name: gone, kernel: idle.bin, memory: 4M}
                """, "--headless");
        for (String order : List.of("pause paused", "stop stopped", "destroy gone")) {
            assertEquals(0, system.command(order.split(" ")).code());
        }
        states = states();
        while (!states.contains("powered off")) {
            states = states();
        }
    }

    private static String states() {
        return system.command("ps").out().replaceAll(" +[0-9,]+\n", "\n");
    }

    @AfterAll
    static void stop() throws Exception {
        if (system != null) {
            system.close();
        }
    }

    @AfterEach
    void nothingHasChanged() {
        assertEquals(states, states());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "resume runs     | 1 | cannot resume runs: wrong state: it is running; possible now: pause, reset, stop, destroy",
                "start runs      | 1 | cannot start runs: wrong state: it is running; possible now: pause, reset, stop, destroy",
                "pause paused    | 1 | cannot pause paused: wrong state: it is paused; possible now: resume, reset, stop, destroy",
                "start paused    | 1 | cannot start paused: wrong state: it is paused; possible now: resume, reset, stop, destroy",
                "pause stopped   | 1 | cannot pause stopped: wrong state: it is stopped; possible now: reset, start, destroy",
                "resume stopped  | 1 | cannot resume stopped: wrong state: it is stopped; possible now: reset, start, destroy",
                "stop stopped    | 1 | cannot stop stopped: wrong state: it is stopped; possible now: reset, start, destroy",
                "pause ended     | 1 | cannot pause ended: wrong state: it is stopped (powered off); possible now: reset, start, destroy",
                "resume ended    | 1 | cannot resume ended: wrong state: it is stopped (powered off); possible now: reset, start, destroy",
                "stop ended      | 1 | cannot stop ended: wrong state: it is stopped (powered off); possible now: reset, start, destroy",
                "pause gone      | 1 | cannot pause gone: no partition: it is destroyed; possible now: start",
                "resume gone     | 1 | cannot resume gone: no partition: it is destroyed; possible now: start",
                "reset gone      | 1 | cannot reset gone: no partition: it is destroyed; possible now: start",
                "stop gone       | 1 | cannot stop gone: no partition: it is destroyed; possible now: start",
                "destroy gone    | 1 | cannot destroy gone: no partition: it is destroyed; possible now: start",
                "pause linux     | 2 | no partition 'linux' here; there are: runs, paused, stopped, ended, gone",
                "reset RUNS      | 2 | no partition 'RUNS' here; there are: runs, paused, stopped, ended, gone",
                "destroy ../runs | 2 | no partition '../runs' here; there are: runs, paused, stopped, ended, gone",
                "start 0         | 2 | no partition '0' here; there are: runs, paused, stopped, ended, gone",
                "balloon runs 1M | 1 | cannot ask runs for memory: it has no balloon: put virtio-balloon among its devices",
                "balloon gone 1M | 1 | cannot ask gone for memory: it is destroyed; possible now: start",
                "balloon runs 1G | 2 | cannot ask runs for more than its 4096 KiB of memory",
                "balloon linux 0 | 2 | no partition 'linux' here; there are: runs, paused, stopped, ended, gone",
                "stats linux     | 2 | no partition 'linux' here; there are: runs, paused, stopped, ended, gone",
                "audit linux     | 2 | no partition 'linux' here; there are: runs, paused, stopped, ended, gone",
                "console linux   | 2 | no partition 'linux' here; there are: runs, paused, stopped, ended, gone"
            })
    void aCallIsAnsweredWith(String call, int code, String message) {
        Terminal.Result result = system.command(call.split(" "));
        assertEquals("cofferdam: " + message + System.lineSeparator(), result.err());
        assertEquals(code, result.code());
        assertEquals("", result.out());
    }
}
