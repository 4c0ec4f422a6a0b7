package org.cofferdam.manager.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of mistakes: what a person writes, and what they are told. */
class ConfigurationErrorsTest {
    private static final Set<String> GUESTS = Set.of("probe", "tasks");

    @TempDir
    Path folder;

    static Stream<Arguments> mistakes() {
        return Stream.of(
                mistake("", "1:1: the file is empty; list at least one partition"),
                mistake("- a", "1:1: expected a group of fields, found a list; write name: value lines"),
                mistake("seed: 1", """
                        1:1: partitions: missing; add partitions: with a list of at least one partition
                        1:1: seed: unknown field; known here: machine, partitions, schedule"""),
                mistake("partitions: []", "1:13: partitions: there is none; list at least one partition"),
                mistake("partitions: 3", """
                        1:13: partitions: expected a list, found a single value; begin each item with -
                        1:13: partitions: there is none; list at least one partition"""),
                mistake("partitions:\n- probe", """
                        2:3: partitions[0]: expected a group of fields, found a single value; write name: value lines"""),
                mistake("partitions:\n- {name: a, guest: probe, memroy: 4M}", """
                        2:27: partitions[0].memroy: unknown field; did you mean memory?"""),
                mistake("partitions:\n- {guest: probe}", """
                        2:3: partitions[0].name: missing; add name: with up to 32 lower-case letters, digits and \
                        hyphens, such as debian-a"""),
                mistake("partitions:\n- {name: A b, guest: probe}", """
                        2:10: partitions[0].name: 'A b' is not accepted; write up to 32 lower-case letters, digits and \
                        hyphens, such as debian-a"""),
                mistake("partitions:\n- {name: [a], guest: probe}", """
                        2:10: partitions[0].name: expected a single value, found a list; write up to 32 lower-case \
                        letters, digits and hyphens, such as debian-a"""),
                mistake("partitions:\n- {name: a, guest: probe}\n- {name: a, guest: tasks}", """
                        3:10: partitions[1].name: 'a' is taken by line 2; choose another name"""),
                mistake("partitions:\n- name: a\n  name: b\n  guest: probe", """
                        3:3: partitions[0].name: given twice, first on line 2; keep one of them"""),
                mistake("partitions:\n- {name: a}", """
                        2:3: partitions[0]: nothing to run is given; give either guest: with a bundled guest's name, \
                        or kernel: with a file"""),
                mistake("partitions:\n- {name: a, guest: probe, kernel: kernel.bin}", """
                        2:3: partitions[0]: both guest and kernel are given; give either guest: with a bundled \
                        guest's name, or kernel: with a file"""),
                mistake("partitions:\n- {name: a, guest: probe, initrd: kernel.bin}", """
                        2:35: partitions[0].initrd: a bundled guest takes none; remove it"""),
                mistake("partitions:\n- {name: a, guest: prove}", """
                        2:20: partitions[0].guest: 'prove' is not accepted; write one of probe, tasks"""),
                mistake("partitions:\n- {name: a, kernel: absent}", """
                        2:21: partitions[0].kernel: no such file: FOLDER/absent; name an existing file, relative to \
                        the folder of this one"""),
                mistake("partitions:\n- {name: a, kernel: .}", """
                        2:21: partitions[0].kernel: not a regular file: FOLDER; name an existing file, relative to \
                        the folder of this one"""),
                mistake("partitions:\n- {name: a, kernel: \"a\\0b\"}", """
                        2:21: partitions[0].kernel: not a path (Nul character not allowed); name a file"""),
                mistake("partitions:\n- {name: a, kernel: }", """
                        2:20: partitions[0].kernel: has no value; write some text"""),
                mistake("partitions:\n- {name: a, guest: probe, memory: lots}", """
                        2:35: partitions[0].memory: 'lots' is not accepted; write a size in whole pages of 4 KiB up \
                        to 64G, such as 256M"""),
                mistake("partitions:\n- {name: a, guest: probe, memory: 5000}", """
                        2:35: partitions[0].memory: '5000' is not accepted; write a size in whole pages of 4 KiB up \
                        to 64G, such as 256M"""),
                mistake("partitions:\n- {name: a, guest: probe, memory: 999999999999G}", """
                        2:35: partitions[0].memory: '999999999999G' is not accepted; write a size in whole pages of \
                        4 KiB up to 64G, such as 256M"""),
                mistake(
                        "machine: {memory: 64M}\npartitions:\n- {name: a, guest: probe, memory: 32M}\n"
                                + "- {name: b, guest: probe, memory: 32M}",
                        """
                        4:35: partitions[1].memory: only 16M of the machine's 64M are left here; give this or an \
                        earlier partition less, or raise machine.memory"""),
                mistake("machine: {memory: 8M}\npartitions:\n- {name: a, guest: probe}", """
                        3:3: partitions[0].memory: only 0M of the machine's 8M are left here; give this or an \
                        earlier partition less, or raise machine.memory"""),
                mistake("machine: {harts: 9}\npartitions:\n- {name: a, guest: probe}", """
                        1:18: machine.harts: '9' is not accepted; write a whole number, 1 to 8"""),
                mistake(
                        "partitions:\n- {name: a, guest: probe}\n"
                                + "schedule: {windows: [{partition: a, hart: 1, length: 1ms}]}",
                        """
                        3:43: schedule.windows[0].hart: '1' is not accepted; write 0, since machine.harts is 1"""),
                mistake(
                        "machine: {harts: 2}\npartitions:\n- {name: a, guest: probe}\n"
                                + "schedule: {windows: [{partition: a, hart: 2, length: 1ms}]}",
                        """
                        4:43: schedule.windows[0].hart: '2' is not accepted; write a number below machine.harts, 0 to 1"""),
                mistake("machine: {seed: -1}\npartitions:\n- {name: a, guest: probe}", """
                        1:17: machine.seed: '-1' is not accepted; write a whole number, 0 to 9223372036854775807"""),
                mistake("machine: fast\npartitions:\n- {name: a, guest: probe}", """
                        1:10: machine: expected a group of fields, found a single value; write name: value lines"""),
                mistake("partitions:\n- {name: a, guest: probe, harts: 0}", """
                        2:34: partitions[0].harts: '0' is not accepted; write a whole number, 1 to 8"""),
                mistake("partitions:\n- {name: a, guest: probe, devices: [gpu]}", """
                        2:37: partitions[0].devices[0]: 'gpu' is not accepted; write one of uart, virtio-console, \
                        finisher"""),
                mistake("partitions:\n- {name: a, guest: probe, devices: [uart, uart]}", """
                        2:43: partitions[0].devices[1]: uart is given twice; keep one"""),
                mistake("partitions:\n- {name: a, guest: probe, disks: [absent.img]}", """
                        2:35: partitions[0].disks[0]: no such file: FOLDER/absent.img; name an existing file, \
                        relative to the folder of this one"""),
                mistake("partitions:\n- {name: a, guest: probe, disks: [{read-only: yes}]}", """
                        2:35: partitions[0].disks[0].file: missing; add file: with a raw disk image
                        2:47: partitions[0].disks[0].read-only: 'yes' is not accepted; write true or false"""),
                mistake(
                        "partitions:\n- {name: a, guest: probe, disks: [disk.img]}\n"
                                + "- {name: b, guest: probe, disks: [{file: ./disk.img, read-only: true}]}",
                        """
                        3:35: partitions[1].disks[0]: FOLDER/disk.img is also a disk of a: that would be a channel; \
                        copy the file, or make both read-only: true"""),
                mistake("partitions:\n- {name: a, guest: probe}\nschedule: {frame: 10}", """
                        3:11: schedule.windows: missing; add windows: with a list of windows
                        3:19: schedule.frame: '10' is not accepted; write a time up to 1000s, such as 500us, 10ms or 1s"""),
                mistake(
                        "partitions:\n- {name: a, guest: probe}\nschedule: {windows: [{partition: b, length: 1ms}]}",
                        """
                        3:21: schedule.windows: a has no window; give it one, or remove the partition
                        3:34: schedule.windows[0].partition: 'b' is not accepted; write the name of a partition: a"""),
                mistake(
                        "partitions:\n- {name: a, guest: probe}\n"
                                + "schedule: {windows: [{partition: a, length: 2ms}, {partition: a, start: 1ms, length: 1ms}]}",
                        """
                        3:73: schedule.windows[1].start: begins at 1000us, before the window above on this hart ends; begin at \
                        2000us or later, or leave start out"""),
                mistake(
                        "partitions:\n- {name: a, guest: probe}\n"
                                + "schedule: {frame: 1ms, windows: [{partition: a, length: 2ms}]}",
                        """
                        3:57: schedule.windows[0].length: ends at 2000us, after the frame of 1000us; shorten the \
                        window or lengthen schedule.frame"""),
                mistake(
                        "partitions:\n- {name: a, guest: probe}\nschedule: {windows: [{partition: a, length: 0us}]}",
                        """
                        3:45: schedule.windows[0].length: '0us' is not accepted; write a time up to 1000s, such as \
                        500us, 10ms or 1s"""),
                mistake("partitions:\n- &p {name: a, guest: probe}", """
                        2:3: partitions[0]: anchors and aliases are not accepted; write the value out"""),
                mistake("partitions:\n- {name: a, guest: probe}\n---\nmore: 1", """
                        4:1: a second document begins; keep one document in a file"""),
                mistake("partitions:\n- {name: a, guest: probe", """
                        2:25: not YAML: expected ',' or '}', but got <stream end>; correct the syntax"""));
    }

    private static Arguments mistake(String yaml, String answers) {
        return Arguments.of(yaml, answers);
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeIsNamedWithItsPlaceAndItsRemedy(String yaml, String answers) throws Exception {
        Files.writeString(folder.resolve("kernel.bin"), "kernel");
        Files.writeString(folder.resolve("disk.img"), "disk");
        Path file = Files.writeString(folder.resolve("system.yaml"), yaml);
        InvalidConfiguration refusal =
                assertThrows(InvalidConfiguration.class, () -> ConfigurationReader.read(file, GUESTS));
        String expected = answers.lines()
                .map(answer -> file + ":" + answer.replace("FOLDER", folder.toString()))
                .collect(Collectors.joining("\n"));
        assertEquals(expected, refusal.getMessage());
    }

    @Test
    void aMissingFileIsNamed() {
        Path file = folder.resolve("absent.yaml");
        InvalidConfiguration refusal =
                assertThrows(InvalidConfiguration.class, () -> ConfigurationReader.read(file, GUESTS));
        assertEquals(file + ":1:1: no such file; name an existing configuration", refusal.getMessage());
    }

    @Test
    void aBinaryFileIsRefusedAsText() throws Exception {
        Path file = Files.write(folder.resolve("binary.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        InvalidConfiguration refusal =
                assertThrows(InvalidConfiguration.class, () -> ConfigurationReader.read(file, GUESTS));
        assertEquals(file + ":1:1: not a text file in UTF-8; name a YAML file", refusal.getMessage());
    }
}
