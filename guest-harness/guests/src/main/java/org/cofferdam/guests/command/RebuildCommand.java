package org.cofferdam.guests.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.cofferdam.guests.bundled.GuestCompiler;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cofferdam guests rebuild}. Exit codes: 0 written, 2 no compiler or no sources there, 3 compiling failed. */
@Command(
        name = "rebuild",
        description = "Make the bundled guests anew from their sources (needs riscv64-unknown-elf-gcc).",
        mixinStandardHelpOptions = true)
final class RebuildCommand implements Callable<Integer> {
    @Option(
            names = "--module",
            paramLabel = "DIR",
            description = "The folder of the guests module (default: ${DEFAULT-VALUE}).",
            defaultValue = "guest-harness/guests")
    private Path module;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        var err = spec.commandLine().getErr();
        Path sources = module.resolve("src/main/guests");
        if (!Files.isDirectory(sources)) {
            err.println("guests rebuild: no sources in " + sources.toAbsolutePath());
            return 2;
        }
        if (GuestCompiler.installedVersion().isEmpty()) {
            err.println("guests rebuild: no riscv64-unknown-elf-gcc (Debian: apt-get install gcc-riscv64-unknown-elf)");
            return 2;
        }
        Path resources = module.resolve("src/main/resources/org/cofferdam/guests/bundled");
        Path work = Files.createTempDirectory("cofferdam-guests-");
        try {
            new GuestCompiler(sources).writeAll(resources, work);
        } catch (IOException failed) {
            err.println("guests rebuild: " + failed.getMessage());
            return 3;
        } finally {
            deleteTree(work);
        }
        spec.commandLine().getOut().println("bundled guests are in " + resources);
        return 0;
    }

    private static void deleteTree(Path root) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> tree = Files.walk(root)) {
            deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : deepestFirst) Files.delete(file);
    }
}
