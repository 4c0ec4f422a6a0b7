package org.cofferdam.manager.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.cofferdam.guests.debian.DebianImages;
import org.cofferdam.machine.device.CharacterDevice;
import org.cofferdam.manager.configuration.ConfigurationReader;
import org.cofferdam.manager.configuration.SystemConfiguration;
import org.cofferdam.manager.console.Dialogue;
import org.cofferdam.manager.monitor.GuestCatalogue;
import org.cofferdam.platform.PartitionedMachine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Guests on several physical harts, two of them one partition's at the same time. */
class SeveralHartsTest {
    private static final long MINUTE = 6_000_000_000L;

    @TempDir
    Path folder;

    private final Map<String, CharacterDevice> consoles = new HashMap<>();

    private SystemReport run(String yaml) throws Exception {
        Path file = Files.writeString(folder.resolve("system.yaml"), yaml);
        SystemConfiguration configuration = ConfigurationReader.read(file, GuestCatalogue.names());
        PartitionedMachine machine = GuestSystem.machineFor(configuration);
        try (GuestSystem system =
                GuestSystem.start(configuration, machine, name -> consoles.getOrDefault(name, CharacterDevice.NONE))) {
            assertFalse(system.run(MINUTE), "everyone ends by itself");
            return system.report(true);
        }
    }

    @Test
    void bundledGuestsRunSideBySide() throws Exception {
        String yaml = """
                machine: {memory: 128M, harts: 3}
                partitions:
                  - {name: tasks, guest: tasks, memory: 16M}
                  - {name: attacker, guest: attacker, memory: 16M, harts: 2}
                  - {name: probe, guest: probe, memory: 16M}
                schedule:
                  frame: 3ms
                  windows:
                    - {partition: tasks, length: 1ms}
                    - {partition: attacker, length: 2ms}
                    - {partition: attacker, length: 1ms, hart: 1}
                    - {partition: probe, length: 1500us, hart: 1}
                    - {partition: tasks, start: 1ms, length: 1ms, hart: 2}
                """;
        SystemReport first = run(yaml);
        assertEquals(first, run(yaml));
        assertTrue(first.sound(), () -> ReportText.of(first));
        for (PartitionReport partition : first.partitions()) {
            assertEquals("powered off", partition.reason().orElse(""), partition.name());
            assertTrue(partition.windowsKept() > 0, partition.name());
        }
    }

    @Test
    void debianRunsOnTwoVirtualHartsAndTwoPhysicalOnes() throws Exception {
        assumeTrue(
                DebianImages.locate().isPresent(), "Debian's images are not there: run cofferdam guests fetch debian");
        String yaml = """
                machine: {memory: 512M, harts: 2, seed: 7}
                partitions:
                  - {name: debian, guest: debian, memory: 256M, harts: 2, append: "console=ttyS0 quiet %s"}
                  - {name: attacker, guest: attacker, memory: 16M}
                schedule:
                  windows:
                    - {partition: debian, length: 9ms}
                    - {partition: attacker, length: 1ms}
                    - {partition: debian, length: 10ms, hart: 1}
                """.formatted(DebianImages.QUICK_BOOT);
        SystemReport first = debian(yaml);
        assertEquals(first, debian(yaml));
    }

    private SystemReport debian(String yaml) throws Exception {
        Dialogue dialogue = Dialogue.lines(
                "~# ", "echo harts $(grep -c ^processor /proc/cpuinfo)", "grep -c . /proc/interrupts", "poweroff -f");
        consoles.put("debian", dialogue);
        SystemReport report = run(yaml);
        assertTrue(report.sound(), () -> ReportText.of(report) + dialogue.seen());
        assertTrue(dialogue.seen().contains("harts 2"), dialogue.seen());
        PartitionReport debian = report.partition("debian");
        assertEquals("powered off", debian.reason().orElse(""));
        return report;
    }
}
