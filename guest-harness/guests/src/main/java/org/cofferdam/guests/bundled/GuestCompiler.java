package org.cofferdam.guests.bundled;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes the bundled guests from their sources with the RISC-V cross compiler of the host. Nothing of the host gets into
 * them (no paths, times or build ids), so the same compiler gives the same bytes anywhere.
 */
public final class GuestCompiler {
    private static final String PREFIX = "riscv64-unknown-elf-";

    private static final List<String> FLAGS = List.of(
            "-march=rv64gc",
            "-mabi=lp64d",
            "-mcmodel=medany",
            "-msmall-data-limit=0",
            "-std=gnu17",
            "-O2",
            "-g0",
            "-ffreestanding",
            "-fno-pic",
            "-fno-stack-protector",
            "-fno-asynchronous-unwind-tables",
            "-fno-ident",
            // Or products and sums fuse where the compiler likes, and results depend on its mood.
            "-ffp-contract=off",
            // Or the loops of memset and memcpy become calls of themselves.
            "-fno-tree-loop-distribute-patterns",
            "-Wall",
            "-Wextra",
            "-Werror");

    private static final List<String> LINKING =
            List.of("-nostdlib", "-static", "-Wl,--build-id=none", "-Wl,--no-relax", "-Wl,-s");

    private final Path sources;

    /** For the sources below {@code sources}, the folder that has {@code common} and one folder a guest. */
    public GuestCompiler(Path sources) {
        this.sources = sources.toAbsolutePath();
    }

    /** The first lines that compiler and linker say of themselves, or nothing if they are not installed. */
    public static Optional<String> installedVersion() {
        try {
            return Optional.of(firstLine("gcc") + "\n" + firstLine("ld") + "\n");
        } catch (IOException absent) {
            return Optional.empty();
        }
    }

    /** The version that the binaries of this build were made with. */
    public static String recordedVersion() throws IOException {
        try (var stream = GuestCompiler.class.getResourceAsStream("compiler")) {
            if (stream == null) throw new IOException("this build lacks its resource compiler");
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /**
     * Compiles and links one guest; {@code work} receives what comes in between.
     *
     * @throws IOException if a source is missing or the compiler complains, with its words
     */
    public byte[] compile(BundledGuest guest, Path work) throws IOException {
        Path objects = Files.createDirectories(work.resolve(guest.guestName()));
        List<String> link = new ArrayList<>(List.of(PREFIX + "gcc"));
        link.addAll(FLAGS);
        link.addAll(LINKING);
        link.addAll(List.of(
                "-T", "common/guest.ld", "-o", objects.resolve("guest.elf").toString()));
        for (String folder : List.of("common", guest.guestName())) {
            for (Path source : sourcesIn(folder)) {
                Path object = objects.resolve(folder + "-" + source.getFileName() + ".o");
                List<String> command = new ArrayList<>(List.of(PREFIX + "gcc"));
                command.addAll(FLAGS);
                command.addAll(List.of("-Icommon", "-c", folder + "/" + source.getFileName(), "-o", object.toString()));
                run(sources, command);
                link.add(object.toString());
            }
        }
        run(sources, link);
        return Files.readAllBytes(objects.resolve("guest.elf"));
    }

    /** Compiles every guest and writes the binaries, and the compiler's version beside them, into {@code resources}. */
    public void writeAll(Path resources, Path work) throws IOException {
        String version = installedVersion().orElseThrow(() -> new IOException(PREFIX + "gcc is not installed"));
        for (BundledGuest guest : BundledGuest.values()) {
            Files.write(resources.resolve(guest.resource()), compile(guest, work));
        }
        Files.writeString(resources.resolve("compiler"), version);
    }

    private List<Path> sourcesIn(String folder) throws IOException {
        try (Stream<Path> files = Files.list(sources.resolve(folder))) {
            return files.filter(file -> file.toString().matches(".*\\.[cS]"))
                    .sorted()
                    .toList();
        }
    }

    private static String firstLine(String tool) throws IOException {
        return run(Path.of("").toAbsolutePath(), List.of(PREFIX + tool, "--version"))
                .lines()
                .findFirst()
                .orElse("");
    }

    private static String run(Path folder, List<String> command) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        try (var output = process.getInputStream()) {
            String text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            int exit = process.waitFor();
            if (exit != 0) throw new IOException(command.getFirst() + " ended with " + exit + ":\n" + text);
            return text;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while " + command.getFirst() + " ran", stop);
        } finally {
            process.destroy();
        }
    }
}
