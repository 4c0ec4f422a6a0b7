package org.cofferdam.properties.faults;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** All that may notice a fault, in the order of the matrix's columns. */
final class Engines {
    /** What is run twice; more find more, and take longer. */
    private static final String SEEDS = "1..200";

    /** Traces that happen under the oracle; each takes some tenths of a second. */
    private static final String TRACES = "1..60";

    private Engines() {}

    /** @param modules module path of the built product */
    static List<Engine> all(String modules) {
        Optional<Path> home = home(modules);
        return List.of(
                new SpecificationEngine(),
                new TestsEngine(
                        "coretests",
                        List.of(Built.CORE),
                        "microkernel/src/test/java",
                        "org\\.cofferdam\\.microkernel\\..*Test",
                        home),
                new TestsEngine(
                        "machinetests",
                        List.of(Built.MACHINE),
                        "guest-harness/machine/src/test/java",
                        "org\\.cofferdam\\.machine\\.(hart|iommu|device)\\..*Test",
                        home),
                new TestsEngine(
                        "outside",
                        List.of(Built.values()),
                        "property-tests/src/test/java/org/cofferdam/properties/suites",
                        "org\\.cofferdam\\.properties\\.suites\\.WallsFromOutsideTest",
                        home),
                new CommandEngine(
                        "scenarios", List.of("scenarios"), Pattern.compile("^ {8}\\S|internal fault"), modules),
                new CommandEngine(
                        "traces",
                        List.of("replay", "--seeds", TRACES),
                        Pattern.compile("FAILS|internal fault"),
                        modules),
                new CommandEngine(
                        "tworuns",
                        List.of("tworuns", "--brief", "--seeds", SEEDS),
                        Pattern.compile("DIFFERS|internal fault"),
                        modules),
                new CommandEngine(
                        "oracle",
                        List.of("demo", "--check=all"),
                        Pattern.compile("^  But:|internal fault|ESCAPED"),
                        modules),
                new CommandEngine("attacker", List.of("demo"), Pattern.compile("ESCAPED|internal fault"), modules));
    }

    /** The top of the repository: above the modules that are run, or above where the command was given. */
    private static Optional<Path> home(String modules) {
        List<Path> from = new ArrayList<>();
        for (String entry : modules.split(File.pathSeparator, -1)) {
            from.add(Path.of(entry).toAbsolutePath());
        }
        from.add(Path.of("").toAbsolutePath());
        for (Path start : from) {
            for (Path folder = start; folder != null; folder = folder.getParent()) {
                if (Files.isDirectory(folder.resolve("microkernel/src/test/java"))) {
                    return Optional.of(folder);
                }
            }
        }
        return Optional.empty();
    }
}
