package org.cofferdam.manager.guests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cofferdam.guests.debian.DebianImages;
import org.cofferdam.machine.device.CharacterDevice;
import org.cofferdam.manager.configuration.ConfigurationReader;
import org.cofferdam.manager.configuration.SystemConfiguration;
import org.cofferdam.manager.console.Dialogue;
import org.cofferdam.manager.lifecycle.GuestSystem;
import org.cofferdam.manager.lifecycle.PartitionReport;
import org.cofferdam.manager.lifecycle.SystemReport;
import org.cofferdam.manager.monitor.GuestCatalogue;
import org.cofferdam.manager.monitor.GuestPartition;
import org.cofferdam.microkernel.PartitionState;
import org.cofferdam.microkernel.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two Debians with a network between them and the attacker beside: what is done to one is not seen by the other. A shorter
 * form of {@code examples/neighbour.yaml}, which says how to do it with 32 MiB. Skipped where Debian's images are not there.
 */
class NeighbourTest {
    /** Cycles between two looks at the consoles. */
    private static final long STEP = 10_000_000;

    /** A minute of the machine's time, of which it takes a third. */
    private static final long PATIENCE = 6_000_000_000L;

    /** From the reset to the end: the kernel is on its way again, and the neighbour still at work. */
    private static final long SECOND_LIFE = 150_000_000;

    private static final String PINGED = "2 packets transmitted, 2 packets received, 0% packet loss";
    private static final String UNANSWERED = "3 packets transmitted, 0 packets received, 100% packet loss";

    @TempDir
    private Path folder;

    @Test
    void aResetAndTheEndOfOneLinuxAreNotSeenByTheOther() throws Exception {
        assumeTrue(
                DebianImages.locate().isPresent(), "Debian's images are not there: run cofferdam guests fetch debian");
        for (String image : new String[] {"debian-a.img", "debian-b.img", "attacker.img"}) {
            Files.write(folder.resolve(image), new byte[2 << 20]);
        }
        Outcome alone = run(false);
        Outcome disturbed = run(true);
        assertEquals("running", alone.report().partition("debian-a").state());
        assertEquals("destroyed", disturbed.report().partition("debian-a").state());
        assertEquals(2, disturbed.report().partition("debian-a").starts());
        assertTrue(alone.console().contains(PINGED), alone.console());
        assertTrue(alone.console().contains("disk-test: 2 MiB of /dev/vda held"), alone.console());
        assertTrue(alone.console().contains(UNANSWERED), alone.console());
        assertEquals(alone.console(), disturbed.console());
        for (String other : new String[] {"debian-b", "attacker"}) {
            assertEquals(
                    untilItsEnd(alone.report().partition(other)),
                    untilItsEnd(disturbed.report().partition(other)));
        }
        assertEquals(
                alone.report().networks().get("lan").getLast(),
                disturbed.report().networks().get("lan").getLast());
    }

    /** All that is said of it but how many windows it had: those after its end go on for as long as another still runs. */
    private static List<Object> untilItsEnd(PartitionReport report) {
        return List.of(
                report.state(),
                report.reason(),
                report.failed(),
                report.starts(),
                report.framesUsed(),
                report.retired(),
                report.cyclesRun(),
                report.cyclesWaited(),
                report.exits(),
                report.windowsLate(),
                report.strays(),
                report.hash());
    }

    /** What is known at the end of debian-b. */
    private record Outcome(SystemReport report, String console) {}

    private Outcome run(boolean disturbed) throws Exception {
        String yaml = Files.readString(Path.of("src/main/examples/neighbour.yaml"))
                .replace("disk-test 32", "disk-test 2")
                .replace("ping -c 5", "ping -c 2");
        Path file = Files.writeString(folder.resolve("system.yaml"), yaml);
        SystemConfiguration configuration = ConfigurationReader.read(file, GuestCatalogue.names());
        Dialogue a = new Dialogue();
        Dialogue b = new Dialogue();
        Map<String, CharacterDevice> consoles = Map.of("debian-a", a, "debian-b", b, "attacker", CharacterDevice.NONE);
        try (GuestSystem system =
                GuestSystem.start(configuration, GuestSystem.machineFor(configuration), consoles::get)) {
            GuestPartition neighbour = system.partition("debian-a").orElseThrow();
            GuestPartition observed = system.partition("debian-b").orElseThrow();
            long reset = PATIENCE;
            while (observed.state().orElseThrow() == PartitionState.RUNNING && system.cycle() < PATIENCE) {
                system.run(STEP);
                boolean bothPinged =
                        a.seen().contains("disk-test: found") && b.seen().contains(PINGED);
                if (disturbed && reset == PATIENCE && bothPinged) {
                    reset = system.cycle();
                    assertEquals(Status.OK, neighbour.reset());
                } else if (disturbed && system.cycle() == reset + SECOND_LIFE) {
                    assertFalse(b.seen().contains(UNANSWERED), b.seen());
                    assertEquals(Status.OK, neighbour.destroy());
                }
            }
            return new Outcome(system.report(true), b.seen());
        }
    }
}
