package org.cofferdam.properties.campaign;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code cofferdam campaign}. Exit codes: 0 nothing failed, 1 something did, 2 the place of the last one cannot be read. */
@Command(
        name = "campaign",
        description =
                "Draw systems from seeds, run them twice, and have traces happen under the oracle, for as long as you like.",
        footer = {
            "",
            "It goes on where the last one ended. What fails is shrunk, kept in the folder, and told with the command that shows it.",
            "Exit code: 0 nothing failed, 1 something did."
        },
        mixinStandardHelpOptions = true)
public final class CampaignCommand implements Callable<Integer> {
    private static final int MOST_THREADS = 64;
    private static final int MOST_MINUTES = 100_000;
    private static final long MINUTE = 60;

    /** Where campaigns keep their place, if nothing else is said. */
    static final Path FOLDER = Path.of(System.getProperty("user.home"), ".cache", "cofferdam", "campaign");

    @Option(names = "--minutes", paramLabel = "N", description = "How long; 60 if nothing is said.")
    private int minutes = 60;

    @Option(names = "--threads", paramLabel = "N", description = "How many seeds at once; 1 if nothing is said.")
    private int threads = 1;

    @Option(names = "--folder", paramLabel = "DIR", description = "Where its place, and what fails, is kept.")
    private Path folder = FOLDER;

    @Spec
    private CommandSpec spec;

    /** For the service loader. */
    public CampaignCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        check("--minutes", minutes, MOST_MINUTES);
        check("--threads", threads, MOST_THREADS);
        PrintWriter out = spec.commandLine().getOut();
        try {
            List<String> failures = new Campaign(folder, minutes * MINUTE, out).run(threads);
            return failures.isEmpty() ? 0 : 1;
        } catch (IOException bad) {
            throw new ParameterException(spec.commandLine(), bad.getMessage(), bad);
        }
    }

    private void check(String option, int value, int most) {
        if (value < 1 || value > most) {
            throw new ParameterException(
                    spec.commandLine(), "%s %d is not from 1 to %d".formatted(option, value, most));
        }
    }
}
