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
import org.cofferdam.microkernel.AuditRecord;
import org.cofferdam.microkernel.FaultKind;
import org.cofferdam.platform.PartitionedMachine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An attacker that has a disk of the machine to itself, and tells it to reach what is not the attacker's. */
class AssignedDiskTest {
    private static final long MINUTE = 6_000_000_000L;

    @TempDir
    Path folder;

    private final ByteArrayOutputStream console = new ByteArrayOutputStream();

    private GuestSystem start(String fault) throws Exception {
        Files.write(folder.resolve("disk.img"), new byte[1 << 20]);
        Path file = Files.writeString(folder.resolve("system.yaml"), """
                machine: {memory: 128M}
                partitions:
                  - {name: attacker, guest: attacker, memory: 16M, assigned: [disk.img], faults: {device-dma: %s}}
                  - {name: probe, guest: probe, memory: 16M}
                """.formatted(fault));
        SystemConfiguration configuration = ConfigurationReader.read(file, GuestCatalogue.names());
        PartitionedMachine machine = GuestSystem.machineFor(configuration);
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
        try (GuestSystem system = start("ignore")) {
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
        try (GuestSystem system = start("stop")) {
            system.run(MINUTE);
            PartitionReport attacker = system.report(false).partition("attacker");
            assertEquals("faulted on hart 0: device dma", attacker.reason().orElse(""));
            assertEquals(1, dmaFaults(system.audit()));
            assertEquals(
                    "powered off",
                    system.report(false).partition("probe").reason().orElse(""));
        }
    }
}
