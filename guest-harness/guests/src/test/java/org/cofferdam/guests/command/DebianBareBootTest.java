package org.cofferdam.guests.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.cofferdam.guests.command.MachineProcess.Result;
import org.cofferdam.guests.command.MachineProcess.Step;
import org.cofferdam.guests.debian.DebianImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Unmodified Debian on the bare board; skipped where {@code cofferdam guests fetch debian} has not been run. */
class DebianBareBootTest {
    private static final String PROMPT = "~# ";
    private static final int DISK = 4 << 20;

    @TempDir
    private Path folder;

    private Result boot(DebianImages images, List<Step> dialogue, String... more)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(
                "--kernel",
                images.kernel().toString(),
                "--initrd",
                images.initramfs().toString(),
                "--append",
                "console=ttyS0 earlycon=sbi quiet"));
        arguments.addAll(List.of(more));
        return MachineProcess.run(folder, dialogue, arguments.toArray(String[]::new));
    }

    private static DebianImages images() {
        Optional<DebianImages> images = DebianImages.locate();
        assumeTrue(images.isPresent(), "Debian's images are not there: run cofferdam guests fetch debian");
        return images.get();
    }

    @Test
    void linuxBootsToAShellUsesItsDiskAndPowersOff() throws Exception {
        Path disk = Files.write(folder.resolve("disk.img"), new byte[DISK]);
        Result result = boot(
                images(),
                List.of(
                        new Step(PROMPT, "dd if=/dev/urandom of=/dev/vda bs=1M count=4; sync\n"),
                        new Step(PROMPT, "echo 3 > /proc/sys/vm/drop_caches; sha256sum /dev/vda\n"),
                        new Step(PROMPT, "echo random: $(head -c 16 /dev/hwrng | wc -c)\n"),
                        new Step(PROMPT, "ip link show eth0; date +%Y-%m-%d\n"),
                        new Step(PROMPT, "poweroff -f\n")),
                "--drive",
                disk.toString(),
                "--net",
                "listen=127.0.0.1:0,mac=52:54:00:01:02:03",
                "--rtc",
                "2031-05-06");
        assertEquals(0, result.code(), result.out() + result.err());
        byte[] content = Files.readAllBytes(disk);
        String sum =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        assertTrue(result.out().contains(sum + "  /dev/vda"), result.out());
        assertFalse(Arrays.equals(new byte[DISK], content));
        assertTrue(result.out().contains("random: 16"), result.out());
        assertTrue(result.out().contains("52:54:00:01:02:03"), result.out());
        assertTrue(result.out().contains("2031-05-06"), result.out());
    }

    @Test
    void uBootReachesItsPrompt() throws Exception {
        String uBoot = images().uboot().toString();
        Result result = MachineProcess.run(
                folder,
                List.of(
                        new Step("autoboot", "x"),
                        new Step("=> ", "version\n"),
                        new Step("=> ", "printenv arch\n"),
                        new Step("=> ", "poweroff\n")),
                "--kernel",
                uBoot);
        assertEquals(0, result.code(), result.out() + result.err());
        assertTrue(result.out().contains("arch=riscv"), result.out());
    }

    @Test
    void linuxBootsOnTwoHartsAboveOpenSbi() throws Exception {
        DebianImages images = images();
        Result result = boot(
                images,
                List.of(new Step(PROMPT, "echo harts: $(nproc)\n"), new Step(PROMPT, "poweroff -f\n")),
                "--bios",
                images.opensbiDynamic().toString(),
                "--harts",
                "2");
        assertEquals(0, result.code(), result.out() + result.err());
        assertTrue(result.out().contains("OpenSBI v"), result.out());
        assertTrue(result.out().contains("harts: 2"), result.out());
    }
}
