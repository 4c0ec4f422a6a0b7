package org.cofferdam.guests.debian;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.stream.Stream;

/**
 * The host's apt, pointed by APT_CONFIG at lists, cache and state of our own for riscv64: the system's configuration,
 * lists and installed packages are neither read nor changed (apt.conf(5), "the APT_CONFIG environment variable").
 */
final class PrivateApt {
    private static final String SUITE = "trixie";
    private static final Path KEYRING = Path.of("/usr/share/keyrings/debian-archive-keyring.gpg");

    private final Path work;
    private final Path configuration;

    private PrivateApt(Path work, Path configuration) {
        this.work = work;
        this.configuration = configuration;
    }

    /** Whether this machine has an apt and Debian's archive keys. */
    static boolean isAvailable() {
        return Files.isReadable(KEYRING) && Stream.of("apt-get", "apt-cache").allMatch(PrivateApt::onPath);
    }

    private static boolean onPath(String program) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.of(path.split(java.io.File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /** Lays out an empty private apt below {@code work}, which must exist and be empty. */
    static PrivateApt create(Path work, String mirror) throws IOException {
        Path home = work.resolve("apt");
        Files.createDirectories(home.resolve("lists/partial"));
        Files.createDirectories(home.resolve("cache/archives/partial"));
        Files.createFile(home.resolve("status"));
        Files.writeString(
                home.resolve("sources.list"),
                "deb [arch=riscv64 signed-by=" + KEYRING + "] " + mirror + " " + SUITE + " main\n");
        // Root's apt would otherwise drop to a user who cannot write here, and warn about it.
        Path configuration = home.resolve("apt.conf");
        Files.writeString(configuration, """
                Dir::Etc::SourceList "%1$s/sources.list";
                Dir::Etc::SourceParts "-";
                Dir::Etc::Preferences "-";
                Dir::Etc::PreferencesParts "-";
                Dir::State::Lists "%1$s/lists";
                Dir::State::Status "%1$s/status";
                Dir::Cache "%1$s/cache";
                APT::Architecture "riscv64";
                APT::Architectures { "riscv64"; };
                APT::Sandbox::User "";
                Acquire::Languages "none";
                """.formatted(home));
        return new PrivateApt(work, configuration);
    }

    void update(DoubleConsumer progress) throws IOException {
        run(progress, "apt-get", "-q", "-o", "APT::Status-Fd=1", "update");
    }

    /** The package that {@code linux-image-riscv64} stands for today, with the version in its name. */
    String currentKernel() throws IOException {
        String prefix = "Depends: linux-image-";
        return run(_ -> {}, "apt-cache", "depends", "linux-image-riscv64").stream()
                .map(String::strip)
                .filter(line -> line.startsWith(prefix) && line.endsWith("-riscv64"))
                .map(line -> line.substring("Depends: ".length()))
                .findFirst()
                .orElseThrow(() -> new IOException("apt does not know what linux-image-riscv64 depends on"));
    }

    /** Downloads into {@code folder}, checked by apt against the archive's signature; {@code progress} from 0 to 1. */
    void download(Path folder, List<String> packages, DoubleConsumer progress) throws IOException {
        Files.createDirectories(folder);
        List<String> command = new ArrayList<>(List.of("apt-get", "-q", "-o", "APT::Status-Fd=1", "download"));
        command.addAll(packages);
        run(folder, progress, command);
    }

    private List<String> run(DoubleConsumer progress, String... command) throws IOException {
        return run(work, progress, List.of(command));
    }

    private List<String> run(Path folder, DoubleConsumer progress, List<String> command) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("APT_CONFIG", configuration.toString());
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        process.getOutputStream().close();
        List<String> lines = new ArrayList<>();
        try (BufferedReader output = process.inputReader()) {
            for (String line; (line = output.readLine()) != null; ) {
                if (line.startsWith("dlstatus:")) progress.accept(fraction(line));
                else lines.add(line);
            }
            int exit = process.waitFor();
            if (exit != 0) {
                throw new IOException(
                        command.getFirst() + " ended with " + exit + ":\n  " + String.join("\n  ", lines));
            }
            return lines;
        } catch (UncheckedIOException unreadable) {
            throw unreadable.getCause();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while " + command.getFirst() + " ran", stop);
        } finally {
            process.destroy();
        }
    }

    /** {@code dlstatus:ITEM:PERCENT:TEXT}, as apt's README.progress-reporting says; anything else counts as nothing. */
    static double fraction(String line) {
        String[] fields = line.split(":", 4);
        try {
            return fields.length < 4 ? 0 : Double.parseDouble(fields[2]) / 100;
        } catch (NumberFormatException _) {
            return 0;
        }
    }
}
