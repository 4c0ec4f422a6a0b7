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
                        1:1: seed: unknown field; known here: machine, networks, policy, channels, partitions, schedule"""),
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
                        virtio-rng, virtio-balloon, rtc, finisher"""),
                mistake("partitions:\n- {name: a, guest: probe, on-reboot: maybe}", """
                        2:38: partitions[0].on-reboot: 'maybe' is not accepted; write one of restart, stop"""),
                mistake("partitions:\n- {name: a, guest: probe, devices: [uart, uart]}", """
                        2:43: partitions[0].devices[1]: uart is given twice; keep one"""),
                mistake("partitions:\n- {name: a, guest: probe, disks: [absent.img]}", """
                        2:35: partitions[0].disks[0]: no such file: FOLDER/absent.img; name an existing file, \
                        relative to the folder of this one"""),
                mistake("partitions:\n- {name: a, guest: probe, disks: [{read-only: yes}]}", """
                        2:35: partitions[0].disks[0].file: missing; add file: with a disk image
                        2:47: partitions[0].disks[0].read-only: 'yes' is not accepted; write true or false"""),
                mistake(
                        "partitions:\n- {name: a, guest: probe, disks: [disk.img]}\n"
                                + "- {name: b, guest: probe, disks: [{file: ./disk.img, read-only: true}]}",
                        """
                        3:35: partitions[1].disks[0]: FOLDER/disk.img is also a disk of a: that would be a channel; \
                        copy the file, or let neither write: read-only: true, or an overlay"""),
                mistake("machine: {clock: 2026-02-30}\npartitions:\n- {name: a, guest: probe}", """
                        1:18: machine.clock: '2026-02-30' is not accepted; write a date, or a date and a time in UTC, from \
                        1970 to 2199, such as 2026-02-14T12:00:00"""),
                mistake("networks: [lan, lan]\npartitions:\n- {name: a, guest: probe}", """
                        1:17: networks[1]: lan is given twice; keep one"""),
                mistake("networks: [LAN]\npartitions:\n- {name: a, guest: probe}", """
                        1:12: networks[0]: 'LAN' is not accepted; write up to 32 lower-case letters, digits and hyphens, \
                        such as debian-a"""),
                mistake("partitions:\n- {name: a, guest: probe, networks: [lan]}", """
                        2:38: partitions[0].networks[0]: 'lan' is not accepted; write nothing: the file has no networks:, \
                        which would list them"""),
                mistake("networks: [lan]\npartitions:\n- {name: a, guest: probe, networks: [wan]}", """
                        3:38: partitions[0].networks[0]: 'wan' is not accepted; write the name of a network: lan"""),
                mistake(
                        "networks: [lan]\npartitions:\n- {name: a, guest: probe, networks: [{mac: 52:54:00:00:00:09}]}",
                        """
                        3:38: partitions[0].networks[0].name: missing; add name: with up to 32 lower-case letters, digits \
                        and hyphens, such as debian-a"""),
                mistake("networks: [lan]\npartitions:\n- {name: a, guest: probe, networks: [lan, lan]}", """
                        3:43: partitions[0].networks[1]: it has a card on lan already; keep one"""),
                mistake(
                        "networks: [lan]\npartitions:\n- {name: a, guest: probe, networks: [{name: lan, mac: 01:00:5e:00:00:01}]}",
                        """
                        3:55: partitions[0].networks[0].mac: '01:00:5e:00:00:01' is not accepted; write an address of a \
                        single card, such as 52:54:00:12:34:56"""),
                mistake("""
                        networks: [lan]
                        policy: [{both: [a, b]}]
                        partitions:
                        - {name: a, guest: probe, networks: [{name: lan, mac: 52:54:00:00:00:09}]}
                        - {name: b, guest: probe, networks: [{name: lan, mac: 52:54:00:00:00:09}]}
                        """, """
                        5:38: partitions[1].networks[0]: the address 52:54:00:00:00:09 is taken by line 4; give another \
                        mac:"""),
                mistake(
                        "networks: [lan]\npartitions:\n- {name: a, guest: probe, networks: [lan]}\n"
                                + "- {name: b, guest: probe, networks: [lan]}",
                        """
                        4:38: partitions[1].networks[0]: joins b with a on lan, and the policy does not allow a to b; add \
                        {both: [a, b]} to policy:, or leave the network"""),
                mistake(
                        "networks: [lan]\npolicy: [{from: a, to: b}]\npartitions:\n"
                                + "- {name: a, guest: probe, networks: [lan]}\n- {name: b, guest: probe, networks: [lan]}",
                        """
                        5:38: partitions[1].networks[0]: joins b with a on lan, and the policy does not allow b to a; add \
                        {both: [a, b]} to policy:, or leave the network"""),
                mistake("policy: [{from: a}]\npartitions:\n- {name: a, guest: probe}", """
                        1:10: policy[0]: it does not say from whom to whom; give either from: and to:, or both: with a \
                        list"""),
                mistake(
                        "policy: [{from: a, to: b, both: [a, b]}]\npartitions:\n- {name: a, guest: probe}\n- {name: b, guest: probe}",
                        """
                        1:10: policy[0]: it does not say from whom to whom; give either from: and to:, or both: with a list
                        1:37: policy[0].both[1]: from a to b is allowed already; keep one of the entries"""),
                mistake("policy: [{from: a, to: c}]\npartitions:\n- {name: a, guest: probe}", """
                        1:24: policy[0].to: 'c' is not accepted; write the name of a partition: a"""),
                mistake("policy: [{from: a, to: a}]\npartitions:\n- {name: a, guest: probe}", """
                        1:10: policy[0]: a to itself; name two different partitions"""),
                mistake("policy: [{both: [a]}]\npartitions:\n- {name: a, guest: probe}", """
                        1:17: policy[0].both: one partition alone; name at least two"""),
                mistake("policy: [{allow: all}]\npartitions:\n- {name: a, guest: probe}", """
                        1:10: policy[0]: it does not say from whom to whom; give either from: and to:, or both: with a list
                        1:11: policy[0].allow: unknown field; known here: from, to, both"""),
                mistake("partitions:\n- {name: a, guest: probe, disks: [{file: disk.img, format: vmdk}]}", """
                        2:60: partitions[0].disks[0].format: 'vmdk' is not accepted; write one of raw, qcow2"""),
                mistake("partitions:\n- {name: a, guest: probe, disks: [{file: disk.img, format: qcow2}]}", """
                        2:35: partitions[0].disks[0]: FOLDER/disk.img is no qcow2 image: only 4 bytes long; mend the image, \
                        or name another"""),
                mistake("partitions:\n- {name: a, guest: probe, disks: [guess.img]}", """
                        2:35: partitions[0].disks[0]: FOLDER/guess.img begins as a qcow2 image does; write {file: \
                        FOLDER/guess.img, format: qcow2}, or format: raw if a guest put that there"""),
                mistake(
                        "partitions:\n- {name: a, guest: probe, disks: [{file: disk.img, overlay: memory, read-only: true}]}",
                        """
                        2:80: partitions[0].disks[0].read-only: an overlay is there to be written; remove one of both"""),
                mistake("partitions:\n- {name: a, guest: probe, disks: [{file: disk.img, overlay: kernel.bin}]}", """
                        2:35: partitions[0].disks[0]: FOLDER/kernel.bin is no qcow2 image: only 6 bytes long; mend the \
                        image, or name another"""),
                mistake(
                        "partitions:\n- {name: a, guest: probe, disks: [{file: disk.img, overlay: no/over.qcow2}]}",
                        """
                        2:35: partitions[0].disks[0]: cannot be an overlay: FOLDER/no/over.qcow2; name a file in an existing \
                        folder"""),
                mistake(
                        "partitions:\n- {name: a, guest: probe, disks: [{file: disk.img, overlay: memory}]}\n"
                                + "- {name: b, guest: probe, disks: [disk.img]}",
                        """
                        3:35: partitions[1].disks[0]: FOLDER/disk.img is also a disk of a: that would be a channel; copy \
                        the file, or let neither write: read-only: true, or an overlay"""),
                mistake(
                        "partitions:\n- {name: a, guest: probe, disks: [{file: disk.img, overlay: over.qcow2}]}\n"
                                + "- {name: b, guest: probe, disks: [{file: disk.img, overlay: over.qcow2}]}",
                        """
                        3:35: partitions[1].disks[0]: FOLDER/over.qcow2 is also a disk of a: that would be a channel; copy \
                        the file, or let neither write: read-only: true, or an overlay"""),
                mistake(
                        "partitions:\n- {name: a, guest: probe, disks: [disk.img]}\n"
                                + "- {name: b, guest: probe, disks: [linked.img]}",
                        """
                        3:35: partitions[1].disks[0]: FOLDER/linked.img is also a disk of a: that would be a channel; copy \
                        the file, or let neither write: read-only: true, or an overlay"""),
                mistake(
                        "networks: [l1, l2]\npartitions:\n- {name: a, guest: probe, networks: [l1, l2], devices: [virtio-rng],\n"
                                + "   disks: [d1, d2, d3, d4, d5, d6]}",
                        """
                        3:3: partitions[0]: 9 virtio devices: 6 disks, 2 network cards, 1 others; give at most 8"""),
                mistake(
                        "partitions:\n- {name: a, guest: probe,\n   disks: [d1, d2, d3, d4, d5, d6, disk.img, kernel.bin]}",
                        """
                        3:11: partitions[0].disks: 8 disks; give at most 7"""),
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
                mistake("partitions:\n- {name: a, guest: probe, weight: 1025}", """
                        2:35: partitions[0].weight: '1025' is not accepted; write a whole number, 1 to 1024"""),
                mistake("partitions:\n- {name: a, guest: probe, weight: 2}", """
                        2:35: partitions[0].weight: there is no spare time for it; remove it, or add a window with \
                        spare: true on its hart"""),
                mistake(
                        "machine: {harts: 2}\npartitions:\n- {name: a, guest: probe, weight: 2}\n"
                                + "schedule: {windows: [{partition: a, length: 1ms}, {spare: true, hart: 1, length: 1ms}]}",
                        """
                        3:35: partitions[0].weight: there is no spare time for it; remove it, or add a window with \
                        spare: true on its hart"""),
                mistake(
                        "machine: {harts: 2}\npartitions:\n- {name: a, guest: probe, weight: 2}\n"
                                + "schedule: {windows: [{partition: a, length: 1ms}, {spare: true, length: 1ms}, "
                                + "{partition: a, hart: 1, length: 1ms}]}",
                        """
                        3:35: partitions[0].weight: it has windows on several harts, so there is no spare time for \
                        it; remove it, or keep its windows on one hart"""),
                mistake(
                        "partitions:\n- {name: a, guest: probe}\n"
                                + "schedule: {windows: [{partition: a, length: 1ms}, {spare: true, length: 1ms}]}",
                        """
                        3:21: schedule.windows: nobody shares the spare ones; give a partition a weight"""),
                mistake(
                        "partitions:\n- {name: a, guest: probe, weight: 1}\n"
                                + "schedule: {windows: [{partition: a, spare: true, length: 1ms}]}",
                        """
                        3:22: schedule.windows[0]: both partition and spare: true are given; give either partition: \
                        with a name, or spare: true"""),
                mistake(
                        "partitions:\n- {name: a, guest: probe, weight: 1, assigned: [disk.img]}\n"
                                + "schedule: {windows: [{spare: true, length: 1ms}]}",
                        """
                        3:21: schedule.windows: a has no window, where its assigned disks interrupt it; give it one, or \
                        remove the partition"""),
                mistake("partitions:\n- {name: a, guest: probe, weight: 1}\nschedule: {windows: [{length: 1ms}]}", """
                        2:35: partitions[0].weight: there is no spare time for it; remove it, or add a window with \
                        spare: true
                        3:22: schedule.windows[0]: it does not say whose it is; give either partition: with a name, \
                        or spare: true"""),
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
        Path disk = Files.writeString(folder.resolve("disk.img"), "disk");
        Files.createLink(folder.resolve("linked.img"), disk);
        Files.write(folder.resolve("guess.img"), new byte[] {'Q', 'F', 'I', (byte) 0xfb, 0, 0, 0, 3});
        for (int i = 1; i <= 6; i++) {
            Files.writeString(folder.resolve("d" + i), "disk");
        }
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
