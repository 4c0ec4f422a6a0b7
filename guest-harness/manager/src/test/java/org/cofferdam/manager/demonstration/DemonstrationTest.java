package org.cofferdam.manager.demonstration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.cofferdam.machine.device.CharacterDevice;
import org.cofferdam.manager.configuration.ConfigurationReader;
import org.cofferdam.manager.configuration.SystemConfiguration;
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

    @Test
    void theWallsHoldAgainstTheAttacker() throws Exception {
        Demonstration demonstration =
                Demonstration.of(configuration("attacker"), "attacker", _ -> CharacterDevice.NONE, () -> {});
        String text = DemonstrationText.of(demonstration);
        assertTrue(demonstration.held(), text);
        assertTrue(demonstration.attacks().attempts().size() >= 25, text);
        assertTrue(text.lines().toList().getLast().startsWith("HELD: "), text);
    }

    @Test
    void anAttackerThatReportsNothingIsNotHeld() throws Exception {
        Demonstration demonstration =
                Demonstration.of(configuration("probe"), "attacker", _ -> CharacterDevice.NONE, () -> {});
        assertFalse(demonstration.held());
        assertEquals(0, demonstration.attacks().attempts().size());
        assertTrue(
                DemonstrationText.of(demonstration).lines().toList().getLast().startsWith("ESCAPED: "));
    }
}
