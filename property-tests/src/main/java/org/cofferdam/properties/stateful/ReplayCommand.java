package org.cofferdam.properties.stateful;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cofferdam.properties.tworuns.SeedRange;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cofferdam replay}. Exit codes: 0 all holds, 1 something fails, 2 no such trace. */
@Command(
        name = "replay",
        description =
                "Have a trace happen on the core, under the oracle, and tell it step by step; or those of many seeds, briefly.",
        footer = {
            "",
            "Each step is told with what the core made of it (happened), the specification's steps for that (allowed),",
            "what is otherwise than before (changed), and what whoever asked was answered. The first difference ends it.",
            "Exit code: 0 all was as specified, 1 something was not, 2 the file holds no trace."
        },
        mixinStandardHelpOptions = true)
public final class ReplayCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "FILE", description = "A trace, or a folder with a file named 'trace'.")
    private Path file;

    @Option(names = "--windows", description = "Tell each switch to another window as well.")
    private boolean windows;

    @Option(names = "--brief", description = "Say whether it fails, and where, and tell nothing else.")
    private boolean brief;

    @Option(
            names = "--seeds",
            paramLabel = "A..B",
            description = "Instead of a file: the traces that campaigns draw from these seeds, until one fails.")
    private String seeds;

    @Spec
    private CommandSpec spec;

    /** For the service loader. */
    public ReplayCommand() {}

    @Override
    public Integer call() {
        if ((file == null) == (seeds == null)) {
            throw new ParameterException(spec.commandLine(), "give a file, or seeds such as --seeds 1..60");
        }
        return seeds == null ? one() : many(range());
    }

    private int many(SeedRange range) {
        PrintWriter out = spec.commandLine().getOut();
        for (long seed = range.first(); seed <= range.last(); seed++) {
            Optional<Finding> found = Playback.run(TraceMaker.of(seed));
            if (found.isPresent()) {
                List<Step> steps = found.get().trace().steps();
                out.println("FAILS: seed %d at step %d, %s: %s"
                        .formatted(
                                seed, steps.size(), steps.getLast(), found.get().reason()));
                out.flush();
                return 1;
            }
        }
        out.println("HOLDS: all steps of the traces of seeds %s were as specified".formatted(range));
        out.flush();
        return 0;
    }

    private SeedRange range() {
        try {
            return SeedRange.parse(seeds);
        } catch (IllegalArgumentException bad) {
            throw new ParameterException(spec.commandLine(), "--seeds " + bad.getMessage(), bad);
        }
    }

    private int one() {
        Path path = Files.isDirectory(file) ? file.resolve("trace") : file;
        Trace trace = read(path);
        PrintWriter out = spec.commandLine().getOut();
        Optional<Finding> found = brief ? Playback.run(trace) : new Narration(out, windows).tell(trace);
        out.println();
        out.println(found.map(finding -> "FAILS at step %d of %d: %s"
                        .formatted(
                                finding.trace().steps().size(),
                                trace.steps().size(),
                                finding.story().lines().findFirst().orElse("")))
                .orElse("HOLDS: all %d steps were as specified"
                        .formatted(trace.steps().size())));
        out.flush();
        return found.isPresent() ? 1 : 0;
    }

    private Trace read(Path path) {
        try {
            return TraceText.parse(Files.readString(path));
        } catch (BadTrace bad) {
            throw new ParameterException(spec.commandLine(), path + ":" + bad.getMessage(), bad);
        } catch (IOException missing) {
            throw new ParameterException(
                    spec.commandLine(),
                    path + " cannot be read: give the name of a file that ./cofferdam campaign or a test wrote",
                    missing);
        }
    }
}
