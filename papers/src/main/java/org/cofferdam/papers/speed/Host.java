package org.cofferdam.papers.speed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where it was measured. Versions are empty where there is no such program.
 *
 * @param processors how many of that model
 */
record Host(String model, int processors, String jdk, String qemu, String gcc, String riscvGcc) {
    static Host here() throws IOException, InterruptedException {
        String model = Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(System.getProperty("os.arch"));
        return new Host(
                model,
                Runtime.getRuntime().availableProcessors(),
                Runtime.version().toString(),
                version("qemu-system-riscv64"),
                version("gcc"),
                version("riscv64-unknown-elf-gcc"));
    }

    /** How many processes want a processor, on the average of the last minute. */
    static double load() throws IOException {
        return Double.parseDouble(Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0]);
    }

    private static String version(String tool) throws IOException, InterruptedException {
        if (!Course.installed(tool)) {
            return "";
        }
        Optional<String> first =
                Execution.of(List.of(tool, "--version")).output().lines().findFirst();
        return first.orElse("");
    }
}
