package org.cofferdam.manager.guests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.cofferdam.guests.debian.DebianImages;
import org.cofferdam.machine.device.CharacterDevice;
import org.cofferdam.machine.device.VirtioBalloon;
import org.cofferdam.manager.configuration.ConfigurationReader;
import org.cofferdam.manager.configuration.SystemConfiguration;
import org.cofferdam.manager.console.Dialogue;
import org.cofferdam.manager.lifecycle.GuestSystem;
import org.cofferdam.manager.lifecycle.SystemReport;
import org.cofferdam.manager.monitor.GuestCatalogue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Debian's images, unmodified, in partitions; skipped where {@code cofferdam guests fetch debian} has not been run. */
class DebianInPartitionsTest {
    /** Two minutes of the machine's time, of which a boot takes a quarter. */
    private static final long PATIENCE = 12_000_000_000L;

    private static final long SECOND = 100_000_000;

    private static final int PAGES_OF_A_MEBIBYTE = 256;

    private static final String PROMPT = "~# ";

    @TempDir
    private Path folder;

    @BeforeEach
    void needImages() {
        assumeTrue(
                DebianImages.locate().isPresent(), "Debian's images are not there: run cofferdam guests fetch debian");
    }

    /** Runs a system until all of it has ended, and fails if it does not. */
    private SystemReport run(String yaml, Map<String, Dialogue> consoles) throws Exception {
        Path file = Files.writeString(folder.resolve("system.yaml"), yaml.replace("QUICK", DebianImages.QUICK_BOOT));
        SystemConfiguration configuration = ConfigurationReader.read(file, GuestCatalogue.names());
        try (GuestSystem system = GuestSystem.start(
                configuration,
                GuestSystem.machineFor(configuration),
                name -> consoles.containsKey(name) ? consoles.get(name) : CharacterDevice.NONE)) {
            boolean running = system.run(PATIENCE);
            assertFalse(
                    running,
                    () -> "still running: "
                            + consoles.values().stream().map(Dialogue::seen).toList());
            return system.report(true);
        }
    }

    @Test
    void uBootReachesItsPromptAndSeesItsBoard() throws Exception {
        Files.write(folder.resolve("disk.img"), new byte[1 << 20]);
        Dialogue console = new Dialogue(
                new Dialogue.Step("autoboot", "x"),
                new Dialogue.Step("=> ", "printenv arch\n"),
                new Dialogue.Step("=> ", "virtio info\n"),
                new Dialogue.Step("=> ", "mw.l 100000 5555\n"));
        SystemReport report = run("""
                machine: {memory: 256M}
                partitions:
                  - name: u-boot
                    guest: u-boot
                    memory: 128M
                    devices: [uart, rtc, virtio-rng, finisher]
                    disks: [{file: disk.img, overlay: memory}]
                """, Map.of("u-boot", console));
        assertTrue(report.sound(), report.toString());
        assertTrue(console.seen().contains("arch=riscv"), console.seen());
        assertTrue(console.seen().contains("Capacity: 1.0 MB"), console.seen());
    }

    @Test
    void linuxRunsOnTwoVirtualHarts() throws Exception {
        Dialogue console = Dialogue.lines(
                PROMPT,
                "echo harts: $(nproc)",
                "for i in 1 2; do (dd if=/dev/urandom bs=64k count=4 | md5sum; echo sum $i) & done; wait",
                "poweroff");
        SystemReport report = run("""
                machine: {memory: 256M}
                partitions:
                  - name: debian
                    guest: debian
                    memory: 192M
                    harts: 2
                    append: console=ttyS0 quiet QUICK
                """, Map.of("debian", console));
        assertTrue(report.sound(), report.toString());
        assertTrue(console.seen().contains("harts: 2"), console.seen());
        assertTrue(console.seen().contains("sum 1") && console.seen().contains("sum 2"), console.seen());
    }

    /** Linux takes pages out of its balloon again rather than end for want of memory, if the device lets it. */
    @Test
    void aBalloonTakesWhatLinuxCanSpareAndGivesItBack() throws Exception {
        Dialogue console = new Dialogue();
        Path file = Files.writeString(folder.resolve("system.yaml"), """
                machine: {memory: 192M}
                partitions:
                  - name: debian
                    guest: debian
                    memory: 128M
                    devices: [uart, virtio-balloon]
                    append: console=ttyS0 quiet QUICK cofferdam.run="while cat /proc/uptime; do sleep 1; done"
                """.replace("QUICK", DebianImages.QUICK_BOOT));
        SystemConfiguration configuration = ConfigurationReader.read(file, GuestCatalogue.names());
        try (GuestSystem system =
                GuestSystem.start(configuration, GuestSystem.machineFor(configuration), _ -> console)) {
            VirtioBalloon balloon =
                    system.partition("debian").orElseThrow().balloon().orElseThrow();
            long framesBefore = system.report(false).partition("debian").framesUsed();
            runUntil(system, () -> console.seen().contains("ready"), console);
            balloon.target(16 * PAGES_OF_A_MEBIBYTE);
            runUntil(system, () -> balloon.inflated() == 16 * PAGES_OF_A_MEBIBYTE, console);
            assertTrue(system.report(false).partition("debian").framesUsed() < framesBefore - 15 * PAGES_OF_A_MEBIBYTE);
            balloon.target(100 * PAGES_OF_A_MEBIBYTE);
            runUntil(system, () -> balloon.inflated() > 32 * PAGES_OF_A_MEBIBYTE, console);
            system.run(4 * SECOND);
            assertTrue(balloon.inflated() < 100 * PAGES_OF_A_MEBIBYTE);
            balloon.target(0);
            runUntil(system, () -> balloon.inflated() == 0, console);
            int seen = console.seen().length();
            runUntil(system, () -> console.seen().length() > seen + 20, console);
        }
    }

    private static void runUntil(GuestSystem system, BooleanSupplier done, Dialogue console) {
        long end = system.cycle() + PATIENCE / 4;
        while (!done.getAsBoolean()) {
            assertTrue(system.run(SECOND / 10) && system.cycle() < end, console::seen);
        }
    }

    @Test
    void twoLinuxesUseTheirDisksAndReachEachOtherBesideTheAttacker() throws Exception {
        byte[] base = new byte[4 << 20];
        Files.write(folder.resolve("base.img"), base);
        Files.write(folder.resolve("attacker.img"), new byte[1 << 20]);
        Dialogue a = new Dialogue();
        Dialogue b = new Dialogue();
        SystemReport report = run(
                """
                machine: {memory: 512M, seed: 7, clock: 2031-05-06T07:08:09}
                networks: [lan]
                policy: [{both: [a, b]}]
                partitions:
                  - name: a
                    guest: debian
                    memory: 192M
                    devices: [uart, rtc, virtio-rng]
                    disks: [{file: base.img, overlay: a.qcow2}]
                    networks: [{name: lan, mac: 52:54:00:00:0a:0a}]
                    append: &
                """.replace("&", commands("10.0.0.1", "10.0.0.2")) + """
                          - name: attacker
                            guest: attacker
                            memory: 16M
                            disks: [attacker.img]
                          - name: b
                            guest: debian
                            memory: 192M
                            devices: [uart, rtc, virtio-rng]
                            disks: [{file: base.img, overlay: b.qcow2}]
                            networks: [lan]
                            append: &
                        """.replace("&", commands("10.0.0.2", "10.0.0.1")),
                Map.of("a", a, "b", b));
        assertTrue(report.sound(), report.toString());
        for (Dialogue console : new Dialogue[] {a, b}) {
            String seen = console.seen();
            assertTrue(seen.contains("disk-test: 4 MiB of /dev/vda held"), seen);
            assertTrue(seen.contains("3 packets transmitted, 3 packets received, 0% packet loss"), seen);
            assertTrue(seen.contains("Tue May  6 07:0"), seen);
            assertTrue(seen.contains("random 16"), seen);
        }
        assertTrue(a.seen().contains("52:54:00:00:0a:0a"), a.seen());
        assertTrue(
                report.networks().get("lan").getFirst().received() >= 3,
                report.networks().toString());
        assertArrayEquals(base, Files.readAllBytes(folder.resolve("base.img")));
        assertEquals(2, report.networks().get("lan").size());
    }

    private static String commands(String own, String other) {
        return """
                console=ttyS0 quiet QUICK cofferdam.run="ip addr add OWN/24 dev eth0; ip link set eth0 up; \
                ip link show eth0; date; echo random $(head -c 16 /dev/hwrng | wc -c); disk-test 4; \
                until ping -c 1 -W 1 OTHER >/dev/null; do sleep 1; done; ping -c 3 OTHER; sleep 5; poweroff"\
                """.replace("OWN", own).replace("OTHER", other);
    }
}
