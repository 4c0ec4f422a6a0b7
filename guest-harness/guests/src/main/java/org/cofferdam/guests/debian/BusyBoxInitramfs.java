package org.cofferdam.guests.debian;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.zip.CRC32;

/**
 * A root file system in memory: BusyBox, the virtio drivers of the same kernel package, and an {@code /init} of ours that
 * ends in a shell (its text, and what {@code cofferdam.run="…"} on the kernel command line does, are in the resource
 * {@code initramfs/init}).
 */
final class BusyBoxInitramfs {
    /** The console's driver and virtio itself are built into Debian's 6.12. What is built in has an empty order. */
    private static final List<String> DRIVERS =
            List.of("virtio_mmio", "virtio_blk", "virtio_net", "virtio_rng", "virtio_balloon");

    private static final List<String> COMMANDS = List.of("disk-test");

    private BusyBoxInitramfs() {}

    static void write(OutputStream stream, byte[] busybox, KernelModules modules) throws IOException {
        SequencedMap<String, byte[]> drivers = modules.closure(DRIVERS);
        try (CpioArchive archive = new CpioArchive(stream)) {
            archive.directory("dev");
            // The kernel opens /dev/console for /init before anybody can mount devtmpfs.
            archive.characterDevice("dev/console", 0600, 5, 1);
            archive.file("bin/busybox", 0755, busybox);
            archive.symbolicLink("bin/sh", "busybox");
            archive.file("init", 0755, resource("init"));
            archive.file("cofferdam/profile", 0644, resource("profile"));
            for (String command : COMMANDS) archive.file("cofferdam/bin/" + command, 0755, resource(command));
            for (Map.Entry<String, byte[]> driver : drivers.entrySet()) {
                archive.file("cofferdam/modules/" + driver.getKey() + ".ko", 0644, driver.getValue());
            }
            for (String driver : DRIVERS) {
                String order =
                        String.join("\n", modules.closure(List.of(driver)).sequencedKeySet()) + "\n";
                archive.file("cofferdam/modules/" + driver + ".order", 0644, order.getBytes(StandardCharsets.US_ASCII));
            }
        }
    }

    /** Identifies the texts of ours that go in, so that images packed by another version of them are known as old. */
    static String edition() throws IOException {
        CRC32 sum = new CRC32();
        sum.update(resource("init"));
        sum.update(resource("profile"));
        for (String command : COMMANDS) sum.update(resource(command));
        return "initramfs-%08x".formatted(sum.getValue());
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream stream = BusyBoxInitramfs.class.getResourceAsStream("initramfs/" + name)) {
            if (stream == null) throw new IOException("this build lacks its resource initramfs/" + name);
            return stream.readAllBytes();
        }
    }
}
