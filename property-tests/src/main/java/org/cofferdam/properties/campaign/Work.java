package org.cofferdam.properties.campaign;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cofferdam.properties.stateful.Finding;
import org.cofferdam.properties.stateful.Playback;
import org.cofferdam.properties.stateful.Trace;
import org.cofferdam.properties.stateful.TraceMaker;
import org.cofferdam.properties.stateful.TraceShrinker;
import org.cofferdam.properties.stateful.TraceText;
import org.cofferdam.properties.tworuns.Difference;
import org.cofferdam.properties.tworuns.TwoRuns;

/** What a campaign does with a seed. Each thread has its own. */
sealed interface Work {
    /** What is kept of a seed. */
    record Done(long steps, Optional<String> failure) {}

    /** In reports and in the file that keeps a campaign's place. */
    String name();

    /** What is counted beside seeds. */
    String unit();

    /**
     * Tries a seed.
     *
     * @param folder where what fails is kept
     * @return with a failure, if there is one: what it is, and the command that shows it
     */
    Done of(long seed, Path folder) throws IOException;

    /** All that a campaign does, for one thread. */
    static List<Work> all() {
        return List.of(new TwoRunsWork(new TwoRuns()), new TraceWork());
    }

    /** Systems run twice, which an observer must not tell apart. */
    record TwoRunsWork(TwoRuns runs) implements Work {
        @Override
        public String name() {
            return "tworuns";
        }

        @Override
        public String unit() {
            return "runs";
        }

        @Override
        public Done of(long seed, Path folder) throws IOException {
            Optional<Difference> found = runs.check(seed);
            if (found.isEmpty()) {
                return new Done(2, Optional.empty());
            }
            StringWriter story = new StringWriter();
            try (PrintWriter out = new PrintWriter(story)) {
                TwoRuns.tell(runs, found.get(), folder, out);
            }
            Files.writeString(folder.resolve("tworuns-%d.story".formatted(seed)), story.toString());
            return new Done(
                    2, Optional.of("two runs of seed %d differ: ./cofferdam tworuns --seed %d".formatted(seed, seed)));
        }
    }

    /** Traces, in which every answer and every state must be as specified. */
    record TraceWork() implements Work {
        @Override
        public String name() {
            return "traces";
        }

        @Override
        public String unit() {
            return "steps";
        }

        @Override
        public Done of(long seed, Path folder) throws IOException {
            Trace trace = TraceMaker.of(seed);
            Optional<Finding> found = Playback.run(trace);
            if (found.isEmpty()) {
                return new Done(trace.steps().size(), Optional.empty());
            }
            Finding smaller = new TraceShrinker().shrink(found.get());
            Path kept = Files.createDirectories(folder.resolve("traces-%d".formatted(seed)));
            Files.writeString(kept.resolve("trace"), TraceText.of(smaller.trace()));
            Files.writeString(
                    kept.resolve("note"),
                    "Found by ./cofferdam campaign, seed %d:%n%s%n".formatted(seed, smaller.story()));
            String what = smaller.story().lines().findFirst().orElse("");
            return new Done(
                    trace.steps().size(),
                    Optional.of("trace of seed %d, %d steps left of %d: %s: ./cofferdam replay %s"
                            .formatted(
                                    seed,
                                    smaller.trace().steps().size(),
                                    trace.steps().size(),
                                    what,
                                    kept)));
        }
    }
}
