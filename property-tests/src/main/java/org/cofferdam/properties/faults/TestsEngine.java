package org.cofferdam.properties.faults;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Tests that run in a process of their own with the faulty classes before the built ones: those that stand beside the code which a fault
 * changes, or those that look at whatever is built from outside. They are compiled from their sources when they are first needed, so they are never older than those; where there
 * are no sources, or no JUnit, the engine says so and judges nothing.
 */
final class TestsEngine implements Engine {
    private static final Pattern FAILED = Pattern.compile("className = '[\\w.]*?(\\w+)', methodName = '(\\w+)'");
    private static final Pattern REASON = Pattern.compile("^ +=> (.*)");

    private final String name;
    private final List<Built> modules;
    private final Path sources;
    private final String classNames;
    private final Optional<Path> home;
    private Path classes;

    /**
     * Some tests.
     *
     * @param modules    whose faults they may notice
     * @param sources    where they are, from the top of the repository
     * @param classNames pattern of the qualified names of those classes that are quick, and the same in each run
     * @param home       the top of the repository, if it is there
     */
    TestsEngine(String name, List<Built> modules, String sources, String classNames, Optional<Path> home) {
        this.name = name;
        this.modules = List.copyOf(modules);
        this.sources = Path.of(sources);
        this.classNames = classNames;
        this.home = home;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Verdict attempt(Fault fault, Path faulty) throws IOException, InterruptedException {
        List<String> changed = modules.stream()
                .flatMap(module -> module.changed(faulty).stream())
                .map(Path::toString)
                .toList();
        if (changed.isEmpty()) {
            return new Verdict(Verdict.Outcome.NOT_ASKED, "", Duration.ZERO);
        }
        List<String> libraries = home.isEmpty() ? List.of() : libraries(home.get());
        if (libraries.isEmpty() || !Files.isDirectory(home.get().resolve(sources))) {
            return new Verdict(Verdict.Outcome.NOT_HERE, "", Duration.ZERO);
        }
        if (classes == null) {
            classes = compiled(home.get().resolve(sources), libraries);
        }
        List<String> path = new ArrayList<>(changed);
        path.add(classes.toString());
        path.add(path(libraries));
        return run(fault, String.join(File.pathSeparator, path));
    }

    /** JUnit and what belongs to it, as the build gathers it beside the launcher's modules. */
    private static List<String> libraries(Path home) throws IOException {
        Path folder = home.resolve("property-tests/target/test-path");
        List<String> jars = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.jar")) {
                found.forEach(jar -> jars.add(jar.toString()));
            }
        }
        return jars.stream().sorted().toList();
    }

    private static Path compiled(Path sources, List<String> libraries) throws IOException {
        Path into = Files.createTempDirectory("cofferdam-tests");
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8);
                Stream<Path> all = Files.walk(sources)) {
            List<Path> units =
                    all.filter(file -> file.toString().endsWith(".java")).toList();
            boolean done = compiler.getTask(
                            messages,
                            files,
                            null,
                            List.of(
                                    "-proc:none",
                                    "-nowarn",
                                    "-parameters",
                                    "-d",
                                    into.toString(),
                                    "-cp",
                                    path(libraries)),
                            null,
                            files.getJavaFileObjectsFromPaths(units))
                    .call();
            if (!done) {
                throw new IOException("the tests in " + sources + " do not compile:\n" + messages);
            }
        }
        return into;
    }

    @Override
    public void close() throws IOException {
        if (classes != null) {
            Scratch.delete(classes);
            classes = null;
        }
    }

    private static String path(List<String> libraries) {
        List<String> path = new ArrayList<>(Built.paths());
        path.addAll(libraries);
        return String.join(File.pathSeparator, path);
    }

    private Verdict run(Fault fault, String path) throws IOException, InterruptedException {
        Path empty = Files.createTempDirectory("cofferdam-fault-tests");
        try {
            // In a folder of their own: jqwik notes there what failed, for its next run.
            ProcessBuilder builder = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseCompactObjectHeaders",
                            "--sun-misc-unsafe-memory-access=allow",
                            "--enable-native-access=ALL-UNNAMED",
                            "-cp",
                            path,
                            "org.junit.platform.console.ConsoleLauncher",
                            "execute",
                            "--disable-banner",
                            "--disable-ansi-colors",
                            "--details=none",
                            "--scan-classpath=" + classes,
                            "--include-classname=" + classNames))
                    .directory(empty.toFile());
            Trial trial = Trial.of(builder, fault);
            return trial.exitValue() == 0
                    ? new Verdict(Verdict.Outcome.MISSED, "", trial.time())
                    : new Verdict(Verdict.Outcome.CAUGHT, firstFailure(trial), trial.time());
        } finally {
            Scratch.delete(empty);
        }
    }

    private static String firstFailure(Trial trial) {
        String failed = "";
        for (String line : trial.lines()) {
            Matcher where = FAILED.matcher(line);
            Matcher why = REASON.matcher(line);
            if (failed.isEmpty() && where.find()) {
                failed = where.group(1) + "." + where.group(2);
            } else if (!failed.isEmpty() && why.find()) {
                return failed + ": " + why.group(1);
            }
        }
        return failed.isEmpty() ? trial.lastWords() : failed;
    }
}
