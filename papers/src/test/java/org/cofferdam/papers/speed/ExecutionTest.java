package org.cofferdam.papers.speed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExecutionTest {
    @Test
    void reportsTimesAndWhatAnEngineSays() throws Exception {
        Execution execution = Execution.of(
                List.of("bash", "-c", "sleep 0.2; echo '57 instructions retired, 10000 cycles, state 8e6b00'"));
        assertTrue(execution.wall() >= 0.19, "it slept for " + execution.wall());
        assertEquals(Optional.of(57L), execution.retired());
        assertEquals(Optional.of("8e6b00"), execution.state());
    }

    @Test
    void readsThePartitionsReport() throws Exception {
        String hash = "51fe3fdf39574bba4ebaed2452ebb12e7d78d2214d57d7bea0923b23f43db578";
        Execution execution = Execution.of(List.of("echo", """
                partition  state    why           instructions  exits  windows kept  late  strays
                program    stopped  powered off  1,181,219,878  1,730         1,182     0       0

                program     %s""".formatted(hash)));
        assertEquals(Optional.of(1_181_219_878L), execution.retired());
        assertEquals(Optional.of(hash), execution.state());
    }

    @Test
    void eachResultIsMarkedWithItsTimes() throws Exception {
        // Half a second of work, then half a second of sleep.
        Execution execution = Execution.of(List.of("bash", "-c", """
                end=$(($(date +%s%N) + 500000000))
                while [ $(date +%s%N) -lt $end ]; do for i in {1..1000}; do :; done; done
                echo 000000000000002a; sleep 0.5; echo 00000000000000ff; echo nothing more"""));
        List<Execution.Mark> marks = execution.marks();
        assertEquals(
                List.of("000000000000002a", "00000000000000ff"),
                marks.stream().map(Execution.Mark::result).toList());
        double between = marks.get(1).wall() - marks.get(0).wall();
        assertTrue(between > 0.45, "half a second of sleep, not " + between);
        assertTrue(marks.get(0).wall() > 0.45, "half a second of work, not " + marks.get(0));
        assertTrue(marks.get(0).thread() > 0.01, "work takes processor time: " + marks.get(0));
        double idle = marks.get(1).thread() - marks.get(0).thread();
        assertTrue(idle < 0.1, "sleep takes none, but " + idle);
        assertTrue(execution.thread() <= execution.processor() + 0.05, execution.toString());
    }

    @Test
    void aBootIsMarkedToo() throws Exception {
        Execution execution = Execution.of(List.of(
                "bash", "-c", "echo 'cofferdam-guest ready after 2.31 s'; sleep 0.5; echo 'reboot: Power down'"));
        assertEquals(1, execution.marks().size());
        assertTrue(execution.marks().getFirst().wall() + 0.45 < execution.wall(), execution.toString());
    }

    @Test
    void aCommandThatFailsIsNoMeasurement() {
        IOException failure =
                assertThrows(IOException.class, () -> Execution.of(List.of("bash", "-c", "echo out of paper; exit 3")));
        assertTrue(failure.getMessage().contains("3: out of paper"), failure.getMessage());
    }
}
