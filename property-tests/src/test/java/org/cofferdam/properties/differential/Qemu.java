package org.cofferdam.properties.differential;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs an image of RAM on QEMU's virt board until the image switches it off. RAM is a file that both sides see. */
public final class Qemu {

    private static final String EXECUTABLE = "qemu-system-riscv64";
    private static final long MOST_SECONDS = 120;

    private Qemu() {}

    public static boolean isInstalled() {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, EXECUTABLE)));
    }

    /**
     * RAM at the end.
     *
     * @param cpu QEMU's name of a hart, with the extensions that are off by default
     * @throws IOException if QEMU cannot be run, fails, or does not end in time
     */
    public static byte[] run(byte[] image, String cpu) throws IOException, InterruptedException {
        Path memory = Files.createTempFile("cofferdam-", ".ram");
        try {
            Files.write(memory, image);
            Process process = new ProcessBuilder(command(memory, image.length, cpu))
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(EXECUTABLE + " did not end within " + MOST_SECONDS + " s");
            }
            if (process.exitValue() != 0) {
                byte[] output = process.getInputStream().readAllBytes();
                throw new IOException(EXECUTABLE + " failed: " + new String(output, StandardCharsets.UTF_8));
            }
            return Files.readAllBytes(memory);
        } finally {
            Files.delete(memory);
        }
    }

    private static List<String> command(Path memory, int size, String cpu) {
        return List.of(
                EXECUTABLE,
                "-object",
                "memory-backend-file,id=ram,share=on,size=%d,mem-path=%s".formatted(size, memory),
                "-machine",
                "virt,memory-backend=ram",
                "-cpu",
                cpu,
                "-smp",
                "1,maxcpus=2",
                "-m",
                Integer.toString(size >> 20),
                "-bios",
                "none",
                "-display",
                "none",
                "-serial",
                "none",
                "-monitor",
                "none");
    }
}
