package org.cofferdam.guests.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** QEMU's own tools for images, from Debian's {@code qemu-utils}; tests that need them are skipped where they are absent. */
final class QemuImg {
    private QemuImg() {}

    static void assume() {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/qemu-img")) && Files.isExecutable(Path.of("/usr/bin/qemu-io")),
                "qemu-img and qemu-io are not there: install qemu-utils");
    }

    /** Runs a tool in a folder, and expects it to succeed. */
    static String run(Path folder, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), String.join(" ", command) + ": " + out);
        return out;
    }

    /** {@code qemu-img create}. */
    static Path create(Path image, long size, String options, String... more) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("qemu-img", "create", "-q", "-f", "qcow2"));
        if (!options.isEmpty()) {
            command.addAll(List.of("-o", options));
        }
        command.addAll(List.of(more));
        command.addAll(List.of(image.getFileName().toString(), Long.toString(size)));
        run(image.getParent(), command.toArray(String[]::new));
        return image;
    }

    /** Writes with QEMU: each command in the language of qemu-io. */
    static void io(Path image, String... commands) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("qemu-io", "-f", "qcow2"));
        for (String line : commands) {
            command.addAll(List.of("-c", line));
        }
        command.add(image.getFileName().toString());
        run(image.getParent(), command.toArray(String[]::new));
    }

    /** Fails unless QEMU finds neither an error nor a lost cluster. */
    static void check(Path image) throws IOException, InterruptedException {
        run(
                image.getParent(),
                "qemu-img",
                "check",
                "-f",
                "qcow2",
                image.getFileName().toString());
    }

    /** The disk as QEMU reads it. */
    static byte[] content(Path image) throws IOException, InterruptedException {
        Path raw = Files.createTempFile(image.getParent(), "converted", ".raw");
        run(image.getParent(), "qemu-img", "convert", "-f", "qcow2", "-O", "raw", image.toString(), raw.toString());
        byte[] content = Files.readAllBytes(raw);
        Files.delete(raw);
        return content;
    }
}
