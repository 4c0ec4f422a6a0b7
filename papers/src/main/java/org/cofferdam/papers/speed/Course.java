package org.cofferdam.papers.speed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cofferdam.guests.debian.DebianImages;

/** Turns a contestant and a program into a command: compiles, writes configurations, finds images. */
final class Course {
    private static final Path SOURCES = Path.of("papers/src/main/programs/speed");

    /** RAM that programs of ours have. */
    private static final String MEMORY = "32M";

    private static final String DEBIAN_MEMORY = "512M";

    /** Boots, and switches off where a person would find a shell. */
    private static final String DEBIAN_ARGUMENTS = "console=ttyS0 quiet cofferdam.run=\"poweroff\"";

    /** The one partition of our configurations. */
    private static final String PARTITION = "program";

    /** Of plain traps, so many for one that the oracle looks at. */
    private static final int SAMPLE = 100;

    private final Path work;

    /** Puts files into a folder, which exists. */
    Course(Path work) {
        this.work = work;
    }

    /** Why this cannot be run here; empty if it can. */
    static Optional<String> obstacle(Contestant contestant) {
        return contestant.tool().filter(tool -> !installed(tool)).map(tool -> "there is no " + tool);
    }

    /** The same of a program. */
    static Optional<String> obstacle(Program program) {
        if (program == Program.DEBIAN) {
            return DebianImages.locate().isPresent()
                    ? Optional.empty()
                    : Optional.of("Debian's images are not there: run ./cofferdam guests fetch debian");
        }
        if (!Files.isDirectory(SOURCES)) {
            return Optional.of(SOURCES + " is not there: run this in the project's folder");
        }
        return installed("riscv64-unknown-elf-gcc")
                ? Optional.empty()
                : Optional.of("there is no riscv64-unknown-elf-gcc");
    }

    /** Whether the host has a program of this name. */
    static boolean installed(String tool) {
        for (String folder : System.getenv("PATH").split(":", -1)) {
            if (Files.isExecutable(Path.of(folder, tool))) {
                return true;
            }
        }
        return false;
    }

    /**
     * The command that executes a program, its work done so many times, and ends with it.
     *
     * @throws IOException if the program cannot be compiled
     */
    List<String> prepare(Contestant contestant, Program program, int times) throws IOException, InterruptedException {
        if (contestant.partitioned()) {
            String image = program == Program.DEBIAN ? debianPartition() : programPartition(contestant, program, times);
            Path configuration = work.resolve(program.title() + "-" + contestant.option() + ".yaml");
            Files.writeString(configuration, image);
            List<String> arguments = new ArrayList<>(List.of("run", "--no-control", "--hash", "--console", PARTITION));
            arguments.addAll(engine(contestant));
            if (contestant.checked()) {
                arguments.add("--check=sample:" + SAMPLE);
            }
            arguments.add(configuration.toString());
            return Cofferdam.command(arguments);
        }
        if (contestant.hosted()) {
            return asUsual(compile(contestant, program, times).toString());
        }
        List<String> boot = program == Program.DEBIAN
                ? debian()
                : List.of(
                        "-bios",
                        "none",
                        "-m",
                        MEMORY,
                        "-kernel",
                        compile(contestant, program, times).toString());
        List<String> command = new ArrayList<>();
        if (contestant.qemu()) {
            command.addAll(asUsual("qemu-system-riscv64", "-M", "virt", "-display", "none", "-serial", "stdio"));
            command.addAll(harts(contestant));
            command.addAll(boot);
            return command;
        }
        command.addAll(List.of("machine", "--hash"));
        command.addAll(engine(contestant));
        command.addAll(harts(contestant));
        if (contestant.pair()) {
            command.add("--parallel");
        }
        command.addAll(boot);
        return Cofferdam.command(command);
    }

    /** The command of somebody else's program, without what the launcher sets for our JVM alone. */
    private static List<String> asUsual(String... command) {
        List<String> words = new ArrayList<>(List.of("env", "-u", "GLIBC_TUNABLES"));
        words.addAll(List.of(command));
        return words;
    }

    private static List<String> harts(Contestant contestant) {
        return List.of("-smp", contestant.pair() ? "2" : "1");
    }

    private static List<String> engine(Contestant contestant) {
        return List.of("--engine", contestant.engine().orElseThrow());
    }

    /** Arguments that QEMU and our bare board have in common. */
    private static List<String> debian() throws IOException {
        DebianImages images = DebianImages.locate().orElseThrow(() -> new IOException("Debian's images are gone"));
        return List.of(
                "-m",
                DEBIAN_MEMORY,
                "-kernel",
                images.kernel().toString(),
                "-initrd",
                images.initramfs().toString(),
                "-append",
                DEBIAN_ARGUMENTS);
    }

    private static String debianPartition() {
        return """
                machine: {memory: 640M}
                partitions:
                  - {name: %s, guest: debian, memory: %s, devices: [uart], append: '%s'}
                """.formatted(PARTITION, DEBIAN_MEMORY, DEBIAN_ARGUMENTS);
    }

    private String programPartition(Contestant contestant, Program program, int times)
            throws IOException, InterruptedException {
        return """
                machine: {memory: 64M}
                partitions:
                  - {name: %s, kernel: "%s", memory: %s, devices: [uart, finisher]}
                """.formatted(PARTITION, compile(contestant, program, times).toAbsolutePath(), MEMORY);
    }

    private Path compile(Contestant contestant, Program program, int times) throws IOException, InterruptedException {
        Path into = work.resolve(program.title() + "-" + contestant.option());
        List<String> command = new ArrayList<>();
        if (contestant.hosted()) {
            command.addAll(List.of("gcc", "-pthread"));
        } else {
            command.addAll(List.of(
                    "riscv64-unknown-elf-gcc",
                    "-march=rv64gc",
                    "-mabi=lp64d",
                    "-mcmodel=medany",
                    "-ffreestanding",
                    "-nostdlib",
                    "-static",
                    "-Wl,--no-warn-rwx-segments",
                    "-T",
                    SOURCES.resolve("program.ld").toString()));
        }
        if (contestant.partitioned()) {
            command.add("-DPARTITION");
        }
        if (contestant.pair()) {
            command.add("-DPAIR");
        }
        command.addAll(List.of("-O2", "-ffp-contract=off", "-fno-tree-loop-distribute-patterns"));
        command.addAll(List.of("-DTIMES=" + times, "-DEXITS=" + program.exits, "-o", into.toString()));
        command.add(SOURCES.resolve(program.title() + ".c").toString());
        command.add(
                SOURCES.resolve(contestant.hosted() ? "native.c" : "start.S").toString());
        Execution.of(command);
        return into;
    }
}
