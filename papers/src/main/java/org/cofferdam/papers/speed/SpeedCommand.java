package org.cofferdam.papers.speed;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.cofferdam.papers.Experiment;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code cofferdam paper speed}. */
@Command(
        name = "speed",
        description =
                "How fast the engines are beside QEMU and native code, bare and in a partition: whole processes, in turns.",
        footer = {
            "",
            "Run it in the project's folder, on Linux. All of it takes about 25 minutes on two processors that have nothing else to do.",
            "It needs riscv64-unknown-elf-gcc for programs of ours, and ./cofferdam guests fetch debian; QEMU and gcc are compared with if they are there.",
            "Writes results.json, plots (SVG), and the part of README.md between two markers, all in papers/speed or --into FOLDER.",
            "Interpreters and Debian are measured every other round, from the first on.",
            "cold: a process from start to end. warm: what the work costs in the later half of it.",
            "Exit code: 1 if contestants do not come to the same results, 2 if something is missing or fails."
        },
        mixinStandardHelpOptions = true)
public final class SpeedCommand implements Experiment {
    @Option(names = "--rounds", paramLabel = "N", description = "Rounds, of which medians are shown: ${DEFAULT-VALUE}.")
    private int rounds = 5;

    @Option(
            names = "--times",
            paramLabel = "N",
            description =
                    "How often each program does its work, 4 at least; interpreters an eighth of that. If left out, as often as"
                            + " takes QEMU some five seconds.")
    private Integer times;

    @Option(
            names = "--programs",
            split = ",",
            paramLabel = "NAME",
            converter = ProgramName.class,
            completionCandidates = ProgramName.class,
            description = "Which of ${COMPLETION-CANDIDATES}: all.")
    private List<Program> programs = List.of(Program.values());

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "NAME",
            converter = ContestantName.class,
            completionCandidates = ContestantName.class,
            description = "Which of ${COMPLETION-CANDIDATES}: all.")
    private List<Contestant> contestants = List.of(Contestant.values());

    @Option(names = "--into", paramLabel = "FOLDER", description = "Where to write: ${DEFAULT-VALUE}.")
    private Path folder = Path.of("papers/speed");

    @Option(
            names = "--from",
            paramLabel = "FILE",
            description = "Measure nothing: draw and tabulate what this file says.")
    private Path from;

    @Spec
    private CommandSpec spec;

    /** For the service loader. */
    public SpeedCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        if (rounds < 1 || (times != null && times < 1)) {
            throw new ParameterException(spec.commandLine(), "give at least one round, and one time");
        }
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        try {
            if (from != null) {
                publish(Results.read(from), out);
                return 0;
            }
            return measure(out, err) ? 0 : 1;
        } catch (IOException failure) {
            err.println("cofferdam: " + failure.getMessage());
            return 2;
        } finally {
            out.flush();
        }
    }

    /** Whether all contestants came to the same. */
    private boolean measure(PrintWriter out, PrintWriter err) throws IOException, InterruptedException {
        Path work = Files.createTempDirectory("speed");
        try {
            Campaign campaign = new Campaign(programs, contestants, rounds, Optional.ofNullable(times), work, err);
            Results results = campaign.run();
            Files.createDirectories(folder);
            results.write(folder.resolve(Results.FILE));
            publish(results, out);
            campaign.differences().forEach(err::println);
            return campaign.differences().isEmpty();
        } finally {
            delete(work);
        }
    }

    private static void delete(Path work) throws IOException {
        try (Stream<Path> files = Files.walk(work)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private void publish(Results results, PrintWriter out) throws IOException {
        String report = Report.of(results);
        out.println(report);
        List<Path> plots = Plots.write(results, folder);
        Path document = folder.resolve("README.md");
        boolean tabulated = Files.exists(document);
        if (tabulated) {
            Section.replace(document, report);
        }
        out.printf(
                "Written: %s%s%n",
                String.join(", ", plots.stream().map(Path::toString).toList()),
                tabulated ? ", " + document : "; there is no " + document + " to put the tables into");
    }

    /** Which of some things has a name. */
    private static <T> T named(String name, String kind, T[] all, Function<T, String> nameOf) {
        return Arrays.stream(all)
                .filter(one -> nameOf.apply(one).equals(name))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("there is no " + kind + " '" + name + "'; there are "
                        + String.join(", ", Arrays.stream(all).map(nameOf).toList())));
    }

    /** Programs by their names. */
    static final class ProgramName implements ITypeConverter<Program>, Iterable<String> {
        @Override
        public Program convert(String name) {
            return named(name, "program", Program.values(), Program::title);
        }

        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(Program.values()).map(Program::title).iterator();
        }
    }

    /** Contestants by their names. */
    static final class ContestantName implements ITypeConverter<Contestant>, Iterable<String> {
        @Override
        public Contestant convert(String name) {
            return named(name, "contestant", Contestant.values(), Contestant::option);
        }

        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(Contestant.values()).map(Contestant::option).iterator();
        }
    }
}
