package org.cofferdam.manager.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cofferdam.guests.bundled.AttackReport;
import org.cofferdam.machine.device.CharacterDevice;
import org.cofferdam.manager.configuration.ConfigurationReader;
import org.cofferdam.manager.configuration.SystemConfiguration;
import org.cofferdam.manager.monitor.GuestCatalogue;
import org.cofferdam.manager.monitor.GuestPartition;
import org.cofferdam.microkernel.AuditRecord;
import org.cofferdam.microkernel.FaultKind;
import org.cofferdam.microkernel.Status;
import org.cofferdam.platform.PartitionedMachine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An attacker that has a disk of the machine to itself, and tells it to reach what is not the attacker's. */
class AssignedDiskTest {
    private static final long MINUTE = 6_000_000_000L;

    private static final int RESETS = 5;

    /** In cycles: how often it is asked whether the disk is at work, and how much later in its work each reset is. */
    private static final long STEP = 100_000;

    private static final long LATER = 123_456;

    @TempDir
    Path folder;

    private final ByteArrayOutputStream console = new ByteArrayOutputStream();
    private PartitionedMachine machine;

    /** The attacker, beside another guest of that name. */
    private GuestSystem start(String fault, String beside) throws Exception {
        Files.write(folder.resolve("disk.img"), new byte[1 << 20]);
        Path file = Files.writeString(folder.resolve("system.yaml"), """
                machine: {memory: 128M}
                partitions:
                  - {name: attacker, guest: attacker, memory: 16M, assigned: [disk.img], faults: {device-dma: %s}}
                  - {name: beside, guest: %s, memory: 16M}
                """.formatted(fault, beside));
        SystemConfiguration configuration = ConfigurationReader.read(file, GuestCatalogue.names());
        machine = GuestSystem.machineFor(configuration);
        CharacterDevice recorded = new CharacterDevice() {
            @Override
            public int read() {
                return -1;
            }

            @Override
            public void write(int value) {
                console.write(value);
            }
        };
        return GuestSystem.start(
                configuration, machine, name -> name.equals("attacker") ? recorded : CharacterDevice.NONE);
    }

    private static long dmaFaults(List<AuditRecord> audit) {
        return audit.stream()
                .filter(one -> one.partition() == 0)
                .filter(one -> one.event().equals(new AuditRecord.Faulted(FaultKind.DEVICE_DMA)))
                .count();
    }

    @Test
    void dmaEndsAtTheWalls() throws Exception {
        try (GuestSystem system = start("ignore", "tasks")) {
            system.run(MINUTE);
            AttackReport attacks = AttackReport.read(console.toString(StandardCharsets.US_ASCII));
            assertTrue(attacks.isComplete() && attacks.allHeld(), () -> attacks.escapes()
                    .toString());
            String buffers = attacks.attempts().stream()
                    .filter(attempt -> attempt.name().equals("virtio.buffers"))
                    .map(AttackReport.Attempt::happened)
                    .findFirst()
                    .orElseThrow();
            assertTrue(buffers.endsWith("buffers were refused"), buffers);
            assertEquals(1, dmaFaults(system.audit()), "the first of the IOMMU's faults is noted, whatever followed");
            assertTrue(system.report(false).sound());
            system.destroyAll();
        }
    }

    @Test
    void thePartitionOfAFaultyDeviceIsStoppedIfItIsToBe() throws Exception {
        try (GuestSystem system = start("stop", "probe")) {
            system.run(MINUTE);
            PartitionReport attacker = system.report(false).partition("attacker");
            assertEquals("faulted on hart 0: device dma", attacker.reason().orElse(""));
            assertEquals(1, dmaFaults(system.audit()));
            assertEquals(
                    "powered off",
                    system.report(false).partition("beside").reason().orElse(""));
        }
    }

    /** A disk that is at work is stopped, its DMA cut off, and given anew; the neighbour notices nothing. */
    @Test
    void aResetTakesTheDiskAwayAndGivesItAgain() throws Exception {
        PartitionReport alone;
        try (GuestSystem system = start("ignore", "tasks")) {
            system.run(MINUTE);
            alone = system.report(true).partition("beside");
        }
        try (GuestSystem system = start("ignore", "tasks")) {
            GuestPartition attacker = system.partition("attacker").orElseThrow();
            long left = machine.control().framesLeft();
            for (int reset = 0; reset < RESETS; reset++) {
                runUntilTheDiskIsAtWork(system);
                system.run(reset * LATER);
                runUntilTheDiskIsAtWork(system);
                assertEquals(Status.OK, attacker.reset());
                assertEquals(left, machine.control().framesLeft());
                assertEquals(0, machine.cachedDeviceTranslations(), "translations of the old life");
            }
            assertEquals(1 + RESETS, attacker.starts());
            console.reset();
            system.run(MINUTE);
            AttackReport attacks = AttackReport.read(console.toString(StandardCharsets.US_ASCII));
            assertTrue(attacks.isComplete() && attacks.allHeld(), () -> attacks.escapes()
                    .toString());
            assertUnmoved(alone, system.report(true).partition("beside"));
            system.destroyAll();
            assertEquals(0, machine.cachedDeviceTranslations());
        }
    }

    private void runUntilTheDiskIsAtWork(GuestSystem system) {
        for (long cycles = 0; machine.cachedDeviceTranslations() == 0; cycles += STEP) {
            assertTrue(cycles < MINUTE, "the disk never is at work");
            system.run(STEP);
        }
    }

    private static void assertUnmoved(PartitionReport alone, PartitionReport disturbed) {
        assertTrue(alone.retired() > 1_000_000, "a neighbour that does something meanwhile");
        assertEquals(alone.hash(), disturbed.hash());
        assertEquals(alone.retired(), disturbed.retired());
        assertEquals(alone.exits(), disturbed.exits());
    }
}
