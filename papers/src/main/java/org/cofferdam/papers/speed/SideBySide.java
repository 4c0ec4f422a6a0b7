package org.cofferdam.papers.speed;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The machine beside QEMU's TCG: the same ELF files, whole processes, in turns. Prints medians of seconds, their ratio and
 * the guest instructions a second.
 *
 * <p>{@code java -cp 'papers/target/classes:papers/target/libraries/*' org.cofferdam.papers.speed.SideBySide [ROUNDS]} in the
 * project's folder, after a build; needs Debian's {@code qemu-system-misc} and {@code gcc-riscv64-unknown-elf}.
 */
public final class SideBySide {
    private static final Path SOURCES = Path.of("papers/src/main/programs/speed");
    private static final List<String> PROGRAMS =
            List.of("nothing", "integer", "branches", "memory", "floating", "calls", "sorting");
    private static final List<String> COMPILER = List.of(
            "riscv64-unknown-elf-gcc",
            "-march=rv64gc",
            "-mabi=lp64d",
            "-mcmodel=medany",
            "-O2",
            "-ffreestanding",
            "-ffp-contract=off",
            "-fno-tree-loop-distribute-patterns",
            "-nostdlib",
            "-static",
            "-Wl,--no-warn-rwx-segments",
            "-T");
    private static final Pattern RETIRED = Pattern.compile("(\\d+) instructions retired");
    private static final int DEFAULT_ROUNDS = 3;

    private SideBySide() {}

    private record Measured(double seconds, String output) {}

    /** Compiles and runs; the one argument is the number of rounds. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int rounds = arguments.length == 0 ? DEFAULT_ROUNDS : Integer.parseInt(arguments[0]);
        Path work = Files.createTempDirectory("side-by-side");
        PrintStream out = System.out;
        out.printf(
                "%-10s %15s %12s %12s %8s %8s%n", "program", "instructions", "cofferdam s", "qemu s", "ratio", "MIPS");
        for (String program : PROGRAMS) {
            Path elf = compile(program, work);
            double[] own = new double[rounds];
            double[] qemu = new double[rounds];
            long retired = 0;
            for (int round = 0; round < rounds; round++) {
                Measured run = run(
                        "./cofferdam", "machine", "--bios", "none", "-m", "128M", "--hash", "--kernel", elf.toString());
                own[round] = run.seconds;
                retired = retired(run.output);
                qemu[round] = run(
                                "qemu-system-riscv64",
                                "-M",
                                "virt",
                                "-m",
                                "128M",
                                "-display",
                                "none",
                                "-bios",
                                "none",
                                "-kernel",
                                elf.toString())
                        .seconds;
            }
            double mine = median(own);
            double peers = median(qemu);
            out.printf(
                    "%-10s %,15d %12.2f %12.2f %8.2f %8.0f%n",
                    program, retired, mine, peers, mine / peers, retired / mine / 1e6);
        }
    }

    private static Path compile(String program, Path work) throws IOException, InterruptedException {
        Path elf = work.resolve(program);
        List<String> command = new ArrayList<>(COMPILER);
        command.addAll(List.of(
                SOURCES.resolve("program.ld").toString(),
                "-o",
                elf.toString(),
                SOURCES.resolve("start.S").toString(),
                SOURCES.resolve(program + ".c").toString()));
        run(command.toArray(String[]::new));
        return elf;
    }

    private static Measured run(String... command) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        if (code != 0) {
            throw new IOException(command[0] + " ended with " + code + ":\n" + output);
        }
        return new Measured((System.nanoTime() - start) / 1e9, output);
    }

    private static long retired(String output) throws IOException {
        Matcher count = RETIRED.matcher(output);
        if (!count.find()) {
            throw new IOException("no count of instructions in: " + output);
        }
        return Long.parseLong(count.group(1));
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
