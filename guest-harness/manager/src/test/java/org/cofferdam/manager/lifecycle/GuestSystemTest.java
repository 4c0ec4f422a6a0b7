package org.cofferdam.manager.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.cofferdam.machine.device.CharacterDevice;
import org.cofferdam.manager.configuration.ConfigurationReader;
import org.cofferdam.manager.configuration.InvalidConfiguration;
import org.cofferdam.manager.configuration.SystemConfiguration;
import org.cofferdam.manager.monitor.GuestCatalogue;
import org.cofferdam.manager.monitor.GuestPartition;
import org.cofferdam.microkernel.Status;
import org.cofferdam.platform.PartitionedMachine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuestSystemTest {
    private static final CharacterDevice SILENT = new CharacterDevice() {
        @Override
        public int read() {
            return -1;
        }

        @Override
        public void write(int value) {}
    };

    @TempDir
    Path folder;

    private SystemConfiguration configuration() throws Exception {
        return ConfigurationReader.read(Files.writeString(folder.resolve("system.yaml"), """
                machine: {memory: 64M}
                partitions:
                  - {name: a, guest: tasks, memory: 8M, disks: [a.img]}
                  - {name: b, guest: tasks, memory: 8M}
                """), GuestCatalogue.names());
    }

    @Test
    void aPartitionWhoseDiskHasGoneIsDestroyedUntilTheDiskIsBack() throws Exception {
        Path disk = Files.write(folder.resolve("a.img"), new byte[1 << 20]);
        SystemConfiguration configuration = configuration();
        PartitionedMachine machine = GuestSystem.machineFor(configuration);
        try (GuestSystem system = GuestSystem.start(configuration, machine, _ -> SILENT)) {
            GuestPartition partition = system.partition("a").orElseThrow();
            system.run(1_000_000);
            Path away = Files.move(disk, folder.resolve("away"));
            String message =
                    assertThrows(InvalidConfiguration.class, partition::reset).getMessage();
            assertTrue(message.contains("system.yaml:3:48: partitions[0].disks: cannot be opened"), message);
            assertEquals(Optional.empty(), partition.state());
            Files.move(away, disk);
            assertEquals(Status.OK, partition.start());
            assertTrue(system.run(1_000_000));
            assertEquals(2, system.report(false).partition("a").starts());
        }
    }

    @Test
    void nothingIsLeftOfPartitionsThatWereResetAndDestroyedManyTimes() throws Exception {
        Files.write(folder.resolve("a.img"), new byte[1 << 20]);
        SystemConfiguration configuration = configuration();
        PartitionedMachine machine = GuestSystem.machineFor(configuration);
        try (GuestSystem system = GuestSystem.start(configuration, machine, _ -> SILENT)) {
            GuestPartition partition = system.partition("a").orElseThrow();
            long left = machine.control().framesLeft();
            for (int i = 0; i < 50; i++) {
                system.run(100_000);
                assertEquals(Status.OK, partition.reset());
                assertEquals(left, machine.control().framesLeft());
            }
            system.destroyAll();
            assertEquals("destroyed", system.report(true).partition("b").state());
            assertEquals(Status.NO_PARTITION, partition.destroy());
            assertEquals(machine.frames(), machine.control().framesLeft());
            assertEquals(machine.frames(), machine.zeros().cardinality());
        }
    }
}
