package org.cofferdam.properties.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A command of the console, run as a process of its own with the faulty classes before the built ones. It caught a fault if it did not end with 0. */
final class CommandEngine implements Engine {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final String name;
    private final List<String> command;
    private final Pattern complaint;
    private final String modules;

    /**
     * An engine that is a command.
     *
     * @param command   words after {@code ./cofferdam}
     * @param complaint lines of its output in which it says what is wrong
     * @param modules   module path of the built product
     */
    CommandEngine(String name, List<String> command, Pattern complaint, String modules) {
        this.name = name;
        this.command = List.copyOf(command);
        this.complaint = complaint;
        this.modules = modules;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Verdict attempt(Fault fault, Path classes) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=org.cofferdam.machine"));
        for (Built built : Built.values()) {
            Path changed = classes.resolve(built.module);
            if (Files.isDirectory(changed)) {
                words.addAll(List.of("--patch-module", built.module + "=" + changed));
            }
        }
        words.addAll(List.of("-p", modules, "-m", "org.cofferdam.console/org.cofferdam.console.Cofferdam"));
        words.addAll(command);
        Path output = Files.createTempFile("cofferdam-fault-" + fault.id() + "-", ".txt");
        try {
            long start = System.nanoTime();
            Process process = new ProcessBuilder(words)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            boolean ended = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (!ended) {
                process.destroyForcibly().waitFor();
            }
            Duration time = Duration.ofNanos(System.nanoTime() - start);
            if (ended && process.exitValue() == 0) {
                return new Verdict(Verdict.Outcome.MISSED, "", time);
            }
            String said = ended ? firstComplaint(output) : "did not end in " + PATIENCE.toMinutes() + " minutes";
            return new Verdict(Verdict.Outcome.CAUGHT, said, time);
        } finally {
            Files.delete(output);
        }
    }

    private String firstComplaint(Path output) throws IOException {
        List<String> lines = new String(Files.readAllBytes(output), StandardCharsets.UTF_8)
                .lines()
                .toList();
        return lines.stream()
                .filter(line -> complaint.matcher(line).find())
                .findFirst()
                .orElse(lines.isEmpty() ? "ended without a word" : lines.getLast())
                .strip()
                .replaceAll("\\s{2,}", "  ");
    }
}
