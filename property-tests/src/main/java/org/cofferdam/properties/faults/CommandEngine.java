package org.cofferdam.properties.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A command of the console, run as a process of its own with the faulty classes before the built ones. It caught a fault if it did not end with 0. */
final class CommandEngine implements Engine {
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
                // None runs long enough for the other compiler to pay.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseCompactObjectHeaders",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=org.cofferdam.machine"));
        for (Built built : Built.values()) {
            built.changed(classes)
                    .ifPresent(changed -> words.addAll(List.of("--patch-module", built.module + "=" + changed)));
        }
        words.addAll(List.of("-p", modules, "-m", "org.cofferdam.console/org.cofferdam.console.Cofferdam"));
        words.addAll(command);
        Trial trial = Trial.of(new ProcessBuilder(words), fault);
        return trial.exitValue() == 0
                ? new Verdict(Verdict.Outcome.MISSED, "", trial.time())
                : new Verdict(Verdict.Outcome.CAUGHT, firstComplaint(trial), trial.time());
    }

    private String firstComplaint(Trial trial) {
        return trial.lines().stream()
                .filter(line -> trial.exitValue() != Trial.HUNG
                        && complaint.matcher(line).find())
                .findFirst()
                .orElse(trial.lastWords())
                .strip()
                .replaceAll("\\s{2,}", "  ");
    }
}
