package org.cofferdam.manager.demonstration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cofferdam.machine.device.CharacterDevice;
import org.cofferdam.manager.command.DemoCommand;
import org.cofferdam.manager.configuration.ConfigurationReader;
import org.cofferdam.manager.configuration.SystemConfiguration;
import org.cofferdam.manager.lifecycle.Checking;
import org.cofferdam.manager.monitor.GuestCatalogue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemonstrationTest {
    @TempDir
    Path folder;

    private SystemConfiguration configuration(String attacker) throws Exception {
        Path file = Files.writeString(folder.resolve("demo.yaml"), """
            machine: {memory: 64M}
            partitions:
              - {name: tasks, guest: tasks, memory: 8M}
              - {name: attacker, guest: %s, memory: 8M}
            schedule:
              frame: 4ms
              windows:
                - {partition: tasks, length: 1ms}
                - {partition: attacker, length: 2ms}
            """.formatted(attacker));
        return ConfigurationReader.read(file, GuestCatalogue.names());
    }

    /** What {@code ./cofferdam demo} runs. */
    private SystemConfiguration shipped() throws Exception {
        Files.write(folder.resolve("attacker.img"), new byte[1 << 20]);
        Path file = folder.resolve("shipped.yaml");
        try (InputStream resource = DemoCommand.class.getResourceAsStream("demo.yaml")) {
            Files.copy(resource, file);
        }
        return ConfigurationReader.read(file, GuestCatalogue.names());
    }

    @Test
    void theWallsHoldAgainstTheAttacker() throws Exception {
        Demonstration demonstration = Demonstration.of(
                shipped(), "attacker", "accomplice", Checking.NONE, _ -> CharacterDevice.NONE, () -> {});
        String text = DemonstrationText.of(demonstration);
        assertTrue(demonstration.held(), text);
        assertTrue(demonstration.attacks().attempts().size() >= 110, text);
        assertTrue(text.lines().toList().getLast().startsWith("HELD: "), text);
        // Attempts that found nothing to attack hold anywhere.
        assertEquals(
                List.of(),
                demonstration.attacks().attempts().stream()
                        .filter(attempt -> attempt.happened().contains("there is no ")
                                || attempt.happened().contains("one hart alone"))
                        .toList());
        for (String mechanism :
                List.of("queuing", "sampling", "region", "doorbells", "sharing", "lending", "donating", "one way")) {
            assertTrue(
                    demonstration.outside().stream()
                            .anyMatch(evidence -> evidence.subject().equals("ping's own checks")
                                    && evidence.observed().contains(mechanism)),
                    mechanism);
        }
        assertTrue(demonstration.outside().stream()
                .map(Evidence::subject)
                .toList()
                .containsAll(List.of("tasks unmoved", "ping unmoved", "pong unmoved")));
    }

    @Test
    void anAttackerThatReportsNothingIsNotHeld() throws Exception {
        Demonstration demonstration = Demonstration.of(
                configuration("probe"), "attacker", "nobody", Checking.NONE, _ -> CharacterDevice.NONE, () -> {});
        assertFalse(demonstration.held());
        assertEquals(0, demonstration.attacks().attempts().size());
        assertTrue(
                DemonstrationText.of(demonstration).lines().toList().getLast().startsWith("ESCAPED: "));
    }
}
