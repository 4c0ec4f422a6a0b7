package org.cofferdam.manager.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cofferdam.guests.storage.DiskFormat;
import org.cofferdam.guests.storage.DiskSource;
import org.cofferdam.microkernel.hardware.GStageMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationReaderTest {
    @TempDir
    Path folder;

    @Test
    void everyFieldArrivesWhereItBelongs() throws Exception {
        Path kernel = Files.writeString(folder.resolve("Image"), "kernel");
        Path initrd = Files.writeString(folder.resolve("initrd"), "initrd");
        Path disk = Files.writeString(folder.resolve("disk.img"), "disk");
        Path base = Files.writeString(folder.resolve("base.img"), "base");
        Path file = Files.writeString(folder.resolve("system.yaml"), """
                machine:
                  memory: 512M
                  seed: 0x2a
                  clock: 2031-05-06T07:08:09
                networks: [lan, spare]
                policy:
                  - {both: [linux, attacker]}
                partitions:
                  - name: linux
                    memory: 256M
                    harts: 2
                    kernel: Image
                    initrd: initrd
                    append: console=ttyS0 quiet
                    disks:
                      - disk.img
                      - {file: Image, read-only: true}
                      - {file: initrd, overlay: memory}
                      - {file: base.img, overlay: over.qcow2}
                    networks: [{name: lan, mac: 52:54:00:aA:00:01}, spare]
                    devices: [uart, finisher]
                    on-reboot: stop
                  - name: attacker
                    guest: attacker
                    memory: 4M
                    networks: [lan]
                schedule:
                  frame: 20ms
                  windows:
                    - {partition: attacker, length: 500us}
                    - {partition: linux, start: 1ms, length: 15ms}
                """);
        SystemConfiguration system = ConfigurationReader.read(file, Set.of("attacker"));
        assertEquals(new MachineConfiguration(512L << 20, 42, 1, 1_935_817_689_000_000_000L), system.machine());
        assertEquals(
                List.of(
                        new PartitionConfiguration(
                                "linux",
                                256L << 20,
                                2,
                                0,
                                new PartitionConfiguration.Files(kernel, Optional.of(initrd)),
                                "console=ttyS0 quiet",
                                List.of(
                                        DiskSource.of(disk, DiskFormat.RAW, false),
                                        DiskSource.of(kernel, DiskFormat.RAW, true),
                                        new DiskSource(initrd, DiskFormat.RAW, false, new DiskSource.InMemory()),
                                        new DiskSource(
                                                base,
                                                DiskFormat.RAW,
                                                false,
                                                new DiskSource.InFile(folder.resolve("over.qcow2")))),
                                List.of(
                                        new PartitionConfiguration.Card("lan", 0x5254_00aa_0001L),
                                        new PartitionConfiguration.Card("spare", 0x5254_0000_0001L)),
                                EnumSet.of(DeviceKind.UART, DeviceKind.FINISHER),
                                List.of(),
                                64L << 10,
                                GStageMode.SV39X4,
                                Map.of(),
                                OnReboot.STOP,
                                system.partitions().get(0).source()),
                        new PartitionConfiguration(
                                "attacker",
                                4L << 20,
                                1,
                                0,
                                new PartitionConfiguration.Bundled("attacker"),
                                "",
                                List.of(),
                                List.of(new PartitionConfiguration.Card("lan", 0x5254_0000_0100L)),
                                EnumSet.of(DeviceKind.UART),
                                List.of(),
                                64L << 10,
                                GStageMode.SV39X4,
                                Map.of(),
                                OnReboot.RESTART,
                                system.partitions().get(1).source())),
                system.partitions());
        assertEquals(List.of("lan", "spare"), system.networks());
        SystemConfiguration silenced = system.running(Set.of("attacker"), "idle");
        assertEquals(
                new PartitionConfiguration.Bundled("idle"),
                silenced.partitions().get(1).image());
        assertEquals(system.partitions().get(0), silenced.partitions().get(0));
        assertEquals(
                new Policy(List.of(new Flow("linux", "attacker"), new Flow("attacker", "linux"))), system.policy());
        assertEquals(
                new Position(12, 13),
                system.partitions().get(0).source().fields().get("kernel"));
        assertEquals(
                new ScheduleConfiguration(
                        2_000_000, List.of(window("attacker", 0, 0, 50_000), window("linux", 0, 100_000, 1_500_000))),
                system.schedule());
    }

    @Test
    void withoutAScheduleEachPartitionHasTenMillisecondsInTurn() throws Exception {
        Path file = Files.writeString(folder.resolve("system.yaml"), """
                partitions:
                  - {name: a, guest: probe}
                  - {name: b, guest: probe}
                """);
        SystemConfiguration system = ConfigurationReader.read(file, Set.of("probe"));
        assertEquals(
                new ScheduleConfiguration(
                        2_000_000, List.of(window("a", 0, 0, 1_000_000), window("b", 0, 1_000_000, 1_000_000))),
                system.schedule());
    }

    @Test
    void eachHartHasWindowsOfItsOwn() throws Exception {
        Path file = Files.writeString(folder.resolve("system.yaml"), """
                machine: {harts: 3}
                partitions:
                  - {name: a, guest: probe}
                  - {name: b, guest: probe}
                schedule:
                  windows:
                    - {partition: a, length: 2ms}
                    - {partition: b, length: 1ms, hart: 2}
                    - {partition: a, length: 3ms, hart: 2}
                    - {partition: b, length: 1ms}
                """);
        SystemConfiguration system = ConfigurationReader.read(file, Set.of("probe"));
        assertEquals(3, system.machine().harts());
        assertEquals(400_000, system.schedule().frame());
        assertEquals(
                List.of(window("a", 0, 0, 200_000), window("b", 0, 200_000, 100_000)),
                system.schedule().windows(0));
        assertEquals(List.of(), system.schedule().windows(1));
        assertEquals(
                List.of(window("b", 2, 0, 100_000), window("a", 2, 100_000, 300_000)),
                system.schedule().windows(2));
    }

    @Test
    void withoutAScheduleAPartitionHasAsManyHartsAsItCanUse() throws Exception {
        Path file = Files.writeString(folder.resolve("system.yaml"), """
                machine: {harts: 2}
                partitions:
                  - {name: a, guest: probe, harts: 3}
                  - {name: b, guest: probe}
                """);
        SystemConfiguration system = ConfigurationReader.read(file, Set.of("probe"));
        assertEquals(
                new ScheduleConfiguration(
                        2_000_000,
                        List.of(
                                window("a", 0, 0, 1_000_000),
                                window("a", 1, 0, 1_000_000),
                                window("b", 0, 1_000_000, 1_000_000))),
                system.schedule());
    }

    @Test
    void spareWindowsAreSharedByWeights() throws Exception {
        Path file = Files.writeString(folder.resolve("system.yaml"), """
                partitions:
                  - {name: a, guest: probe, weight: 3}
                  - {name: b, guest: probe}
                  - {name: c, guest: probe, weight: 1}
                schedule:
                  windows:
                    - {partition: a, length: 2ms}
                    - {partition: b, length: 1ms}
                    - {spare: true, start: 5ms, length: 1ms}
                """);
        SystemConfiguration system = ConfigurationReader.read(file, Set.of("probe"));
        assertEquals(
                List.of(3, 0, 1),
                system.partitions().stream().map(PartitionConfiguration::weight).toList());
        assertEquals(
                new ScheduleConfiguration.Window(Optional.empty(), 0, 500_000, 100_000),
                system.schedule().windows().get(2));
    }

    private static ScheduleConfiguration.Window window(String partition, int hart, long start, long length) {
        return new ScheduleConfiguration.Window(Optional.of(partition), hart, start, length);
    }
}
