package org.cofferdam.properties.tworuns;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cofferdam.properties.statistics.Estimate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code cofferdam tworuns}. Exit codes: 0 no observer could tell, 1 one could, 2 no such system. */
@Command(
        name = "tworuns",
        description =
                "Run generated systems twice, with other secrets, programs and lives where the observer may not look,"
                        + " and compare all that it sees, to the instruction.",
        footer = {
            "",
            "A difference is shrunk, told as a story, and written to a file that --file replays.",
            "Exit code: 0 no observer could tell its runs apart, 1 one could."
        },
        mixinStandardHelpOptions = true)
public final class TwoRunsCommand implements Callable<Integer> {
    private static final int CHANNEL_USES = 1000;

    @Option(names = "--seed", paramLabel = "N", description = "The system of one seed.")
    private Long seed;

    @Option(
            names = "--seeds",
            paramLabel = "A..B",
            description = "The systems of these seeds. 1..200 if nothing is said.")
    private String seeds = "1..200";

    @Option(names = "--file", paramLabel = "FILE", description = "A system that was written to a file.")
    private Path file;

    @Option(names = "--deep", description = "Seed after seed, from where the last such campaign ended.")
    private boolean deep;

    @Option(names = "--minutes", paramLabel = "N", description = "How long a campaign lasts; 60 if nothing is said.")
    private int minutes = 60;

    @Option(names = "--measure", description = "Print how many executions a second and a core there are.")
    private boolean measure;

    @Option(names = "--brief", description = "Say whether a system differs, and tell no story.")
    private boolean brief;

    @Option(
            names = "--channel",
            description =
                    "Print how much the channel that spare time is declared to be carries, and what strict windows do.")
    private boolean channel;

    @Option(
            names = "--keep",
            paramLabel = "DIR",
            description = "Where systems that differ, and a campaign's place, are kept.")
    private Path keep = Path.of(System.getProperty("user.home"), ".cache", "cofferdam", "tworuns");

    @Spec
    private CommandSpec spec;

    /** For the service loader. */
    public TwoRunsCommand() {}

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        try {
            if (measure) {
                Measurement.print(out);
                return 0;
            }
            if (channel) {
                printChannel(out);
                return 0;
            }
            if (deep) {
                return new Campaign(keep, out).run(minutes) ? 0 : 1;
            }
            TwoRuns runs = new TwoRuns();
            if (file != null) {
                return report(runs, runs.check("--file " + file, read(file)), "the system in " + file, out);
            }
            SeedRange range = range();
            return report(runs, runs.check(range.first(), range.last()), "%d systems".formatted(range.count()), out);
        } finally {
            out.flush();
        }
    }

    private static void printChannel(PrintWriter out) {
        out.println("spare time shared by three:  "
                + Estimate.of(SpareTimeChannel.shared().use(CHANNEL_USES, 1), 1));
        out.println("strict windows for each:     "
                + Estimate.of(SpareTimeChannel.strict().use(CHANNEL_USES, 1), 1));
    }

    private int report(TwoRuns runs, Optional<Difference> found, String what, PrintWriter out) throws IOException {
        if (found.isEmpty()) {
            out.println("SAME: no observer can tell the two runs apart, in " + what);
            return 0;
        }
        if (brief) {
            Findings.announce(found.get(), out);
        } else {
            Findings.tell(runs, found.get(), keep, out);
        }
        return 1;
    }

    private Recipe read(Path path) throws IOException {
        try {
            return Recipe.parse(Files.readString(path));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), path + " holds no system: " + e.getMessage(), e);
        }
    }

    private SeedRange range() {
        try {
            return seed == null ? SeedRange.parse(seeds) : new SeedRange(seed, seed);
        } catch (IllegalArgumentException bad) {
            throw new ParameterException(spec.commandLine(), "--seeds " + bad.getMessage(), bad);
        }
    }
}
