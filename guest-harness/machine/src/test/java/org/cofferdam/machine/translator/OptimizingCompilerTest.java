package org.cofferdam.machine.translator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What Linux says of the compiler's threads, of which this process has at least one. */
@EnabledOnOs(OS.LINUX)
class OptimizingCompilerTest {

    /** Where the policy stands in {@code /proc/…/stat}, counted from behind the name; see proc_pid_stat(5). */
    private static final int POLICY = 38;

    /** Linux's scheduling policies, see sched(7). */
    private static final long OTHER = 0;

    private static final long IDLE = 5;

    /** The translating threads of other tests give the same orders until they end. */
    @BeforeEach
    void waitForOthers() throws InterruptedException {
        while (Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("translation"))) {
            Thread.sleep(10);
        }
    }

    @Test
    @Timeout(60)
    void itStepsBackAndComesForwardAgain() throws IOException {
        OptimizingCompiler compiler = new OptimizingCompiler();
        compiler.stepBack(true);
        assertTrue(compiler.isBack());
        assertEquals(Map.of(true, Set.of(IDLE), false, Set.of(OTHER)), policies());
        compiler.stepBack(false);
        assertFalse(compiler.isBack());
        assertEquals(Map.of(true, Set.of(OTHER), false, Set.of(OTHER)), policies());
    }

    /** The scheduling policies of the compiler's threads, and those of all others. */
    private static Map<Boolean, Set<Long>> policies() throws IOException {
        Map<Boolean, Set<Long>> policies = new TreeMap<>();
        try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
            for (Path task : tasks.toList()) {
                String stat;
                try {
                    stat = Files.readString(task.resolve("stat"));
                } catch (IOException _) {
                    continue; // has ended meanwhile
                }
                String behindName = stat.substring(stat.lastIndexOf(')') + 2);
                policies.computeIfAbsent(stat.contains("(C2 Compiler"), _ -> new TreeSet<>())
                        .add(Long.parseLong(behindName.split(" ", -1)[POLICY]));
            }
        }
        return policies;
    }
}
