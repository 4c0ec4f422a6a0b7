package org.cofferdam.guests.bundled;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SelfCheckTest {
    @Test
    void theVerdictIsRead() {
        assertEquals(
                Optional.of(new SelfCheck("tasks", "6295 rounds, 210 preemptions", true)),
                SelfCheck.read("tasks: heartbeat 5\r\n@self-check tasks | 6295 rounds, 210 preemptions | ok\r\n"));
    }

    @Test
    void aFailureIsRead() {
        String line = "@self-check tasks | 3 rounds, first complaint: primes | failed";
        assertEquals(
                Optional.of(new SelfCheck("tasks", "3 rounds, first complaint: primes", false)), SelfCheck.read(line));
    }

    @Test
    void aGuestThatDiedHasNoVerdict() {
        assertEquals(Optional.empty(), SelfCheck.read("tasks: heartbeat 5\n@self-check tasks | cut o"));
    }
}
