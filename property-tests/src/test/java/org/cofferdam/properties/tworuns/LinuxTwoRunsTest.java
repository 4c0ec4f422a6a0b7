package org.cofferdam.properties.tworuns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.cofferdam.guests.debian.DebianImages;
import org.cofferdam.machine.device.CharacterDevice;
import org.cofferdam.manager.configuration.ConfigurationReader;
import org.cofferdam.manager.configuration.SystemConfiguration;
import org.cofferdam.manager.lifecycle.GuestSystem;
import org.cofferdam.manager.lifecycle.PartitionReport;
import org.cofferdam.manager.lifecycle.SystemReport;
import org.cofferdam.manager.monitor.GuestCatalogue;
import org.cofferdam.properties.suites.Checks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Debian's Linux, unmodified, as the observer and as the noisy neighbour; skipped where its images are not there. */
@Checks({4, 25})
class LinuxTwoRunsTest {
    /** Two and a half seconds of the machine's time, of which each Linux has a half: the kernel is well on its way. */
    private static final long CYCLES = 250_000_000;

    private static final String SYSTEM = """
            machine: {memory: 640M, seed: 3}
            partitions:
              - {name: neighbour, NEIGHBOUR}
              - name: observer
                guest: debian
                memory: 192M
                append: console=ttyS0 quiet QUICK
            schedule:
              frame: 10ms
              windows:
                - {partition: neighbour, length: 5ms}
                - {partition: observer, length: 5ms}
            """;

    private static final String LOUD = "guest: debian, memory: 256M, append: 'console=ttyS0 loglevel=8 QUICK'";

    @TempDir
    private Path folder;

    @Test
    void aLinuxCannotTellWhoItsNeighbourIs() throws Exception {
        assumeTrue(
                DebianImages.locate().isPresent(), "Debian's images are not there: run cofferdam guests fetch debian");
        SystemReport beside = run(LOUD);
        SystemReport alone = run("guest: idle, memory: 16M");
        PartitionReport first = beside.partition("observer");
        PartitionReport second = alone.partition("observer");
        assertTrue(first.retired() > CYCLES / 3, "it computes: " + first);
        assertEquals(first.retired(), second.retired());
        assertEquals(first.exits(), second.exits());
        assertEquals(first.hash(), second.hash());
        assertNotEquals(
                beside.partition("neighbour").retired(),
                alone.partition("neighbour").retired());
    }

    private SystemReport run(String neighbour) throws Exception {
        String yaml = SYSTEM.replace("NEIGHBOUR", neighbour).replace("QUICK", DebianImages.QUICK_BOOT);
        Path file = Files.writeString(folder.resolve("system.yaml"), yaml);
        SystemConfiguration configuration = ConfigurationReader.read(file, GuestCatalogue.names());
        try (GuestSystem system =
                GuestSystem.start(configuration, GuestSystem.machineFor(configuration), _ -> CharacterDevice.NONE)) {
            system.run(CYCLES);
            return system.report(true);
        }
    }
}
