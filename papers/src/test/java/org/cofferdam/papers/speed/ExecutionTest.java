package org.cofferdam.papers.speed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExecutionTest {
    @Test
    void reportsTimesAndWhatAnEngineSays() throws Exception {
        Execution execution = Execution.of(
                List.of("bash", "-c", "sleep 0.2; echo '57 instructions retired, 10000 cycles, state 8e6b00'"));
        assertTrue(execution.wall() >= 0.19, "it slept for " + execution.wall());
        assertEquals(57, execution.retired());
        assertEquals("8e6b00", execution.state());
    }

    @Test
    void aCommandThatFailsIsNoMeasurement() {
        IOException failure =
                assertThrows(IOException.class, () -> Execution.of(List.of("bash", "-c", "echo out of paper; exit 3")));
        assertTrue(failure.getMessage().contains("3: out of paper"), failure.getMessage());
    }
}
