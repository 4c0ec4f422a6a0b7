package org.cofferdam.manager.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cofferdam.machine.device.CharacterDevice;
import org.cofferdam.manager.command.DemoCommand;
import org.cofferdam.manager.configuration.ConfigurationReader;
import org.cofferdam.manager.configuration.SystemConfiguration;
import org.cofferdam.manager.monitor.GuestCatalogue;
import org.cofferdam.manager.monitor.GuestPartition;
import org.cofferdam.microkernel.PartitionState;
import org.cofferdam.microkernel.Status;
import org.cofferdam.platform.PartitionedMachine;
import org.cofferdam.platform.Punctuality;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demonstration's guests, the attacker among them, under a schedule of short windows, over and over again. */
class StrictScheduleTest {
    private static final int FRAMES = 10_000;

    /** 400 microseconds, with windows that begin and end in the middle of what guests do, an empty one among them. */
    private static final String SCHEDULE = """
            schedule:
              frame: 400us
              windows:
                - {partition: tasks, length: 70us}
                - {partition: ping, length: 31us}
                - {partition: pong, length: 29us}
                - {partition: attacker, length: 200us}
                - {partition: accomplice, length: 50us}
                - {partition: attacker, hart: 1, start: 130us, length: 200us}
            """;

    private static final long FRAME_CYCLES = 40_000;

    /** On the first hart five and an empty one, on the second two empty ones and the attacker's. */
    private static final long WINDOWS = 6 + 3;

    @TempDir
    Path folder;

    private SystemConfiguration configuration() throws Exception {
        Files.write(folder.resolve("attacker.img"), new byte[1 << 20]);
        try (InputStream resource = DemoCommand.class.getResourceAsStream("demo.yaml")) {
            String shipped = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
            String other = shipped.substring(0, shipped.indexOf("schedule:")) + SCHEDULE;
            return ConfigurationReader.read(
                    Files.writeString(folder.resolve("strict.yaml"), other), GuestCatalogue.names());
        }
    }

    @Test
    void everyWindowBeginsOnItsCycleWhateverTheAttackerDoes() throws Exception {
        SystemConfiguration configuration = configuration();
        PartitionedMachine machine = GuestSystem.machineFor(configuration);
        try (GuestSystem system = GuestSystem.start(configuration, machine, _ -> CharacterDevice.NONE)) {
            for (int frame = 0; frame < FRAMES; frame += 25) {
                assertTrue(system.runUntil((frame + 25) * FRAME_CYCLES), "something runs");
                for (GuestPartition partition : system.partitions()) {
                    // Whoever is done with what it does, does it again.
                    if (partition.state().orElseThrow() == PartitionState.STOPPED) {
                        assertEquals(Status.OK, partition.start());
                    }
                }
            }
            assertEquals(new Punctuality(FRAMES * WINDOWS, 0), machine.punctuality());
            SystemReport report = system.report(false);
            assertTrue(report.sound(), ReportText.of(report));
            System.out.printf(
                    "%,d windows of %,d major frames began on their cycle; the attacker came back to the core %,d times.%n",
                    FRAMES * WINDOWS, FRAMES, machine.account(3).exits());
        }
    }

    /** Ten frames of the example, with partitions in all three formats of guest-page tables, on two harts. */
    @Test
    void theExampleKeepsItsTable() throws Exception {
        SystemConfiguration configuration =
                ConfigurationReader.read(Path.of("src/main/examples/strict.yaml"), GuestCatalogue.names());
        PartitionedMachine machine = GuestSystem.machineFor(configuration);
        try (GuestSystem system = GuestSystem.start(configuration, machine, _ -> CharacterDevice.NONE)) {
            assertTrue(system.runUntil(10 * 2_000_000), "all that is to run does");
            SystemReport report = system.report(false);
            assertEquals(40, report.partition("control").windowsKept());
            assertEquals(20, report.partition("ping").windowsKept());
            assertEquals(20, report.partition("pong").windowsKept());
            assertEquals(60, report.partition("attacker").windowsKept());
            assertTrue(report.sound(), ReportText.of(report));
        }
    }
}
