package org.cofferdam.papers.speed;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Measures: in each round every program, and each of its contestants in turn. */
final class Campaign {
    /** An interpreter does so many times less: it is warm soon, and would take most of the time. */
    private static final int BRIEF = 8;

    /** Fewer times have no later half. */
    private static final int FEWEST = 4;

    private final List<Program> programs = new ArrayList<>();
    private final List<Contestant> contestants = new ArrayList<>();
    private final List<String> skipped = new ArrayList<>();
    private final List<String> differences = new ArrayList<>();
    private final List<Sample> samples = new ArrayList<>();
    private final int rounds;
    private final Optional<Integer> times;
    private final Course course;
    private final PrintWriter progress;

    /** What a program came to the first time that its work was done, the second time, and so on: in all contestants the same. */
    private final Map<Program, List<String>> results = new EnumMap<>(Program.class);

    /** The state in which a boot in a partition has ended; empty before. */
    private String bootState = "";

    /**
     * A campaign that leaves out what cannot be run here.
     *
     * @param times how often each program does its work, if it is not to be {@link Program#times}
     * @param work where compiled programs go, a folder
     * @param progress is told what has been measured
     */
    Campaign(
            List<Program> programs,
            List<Contestant> contestants,
            int rounds,
            Optional<Integer> times,
            Path work,
            PrintWriter progress) {
        this.rounds = rounds;
        this.times = times;
        this.course = new Course(work);
        this.progress = progress;
        for (Program program : programs) {
            String obstacle = Course.obstacle(program).orElse("");
            if (obstacle.isEmpty()) {
                this.programs.add(program);
            } else {
                skipped.add(program.title() + ": " + obstacle);
            }
        }
        for (Contestant contestant : contestants) {
            String obstacle = Course.obstacle(contestant).orElse("");
            if (obstacle.isEmpty()) {
                this.contestants.add(contestant);
            } else {
                skipped.add(contestant.title + ": " + obstacle);
            }
        }
        skipped.forEach(what -> progress.println("not measured: " + what));
    }

    /** Whether it does a program's work less often than others, so that its process's time means nothing beside theirs. */
    static boolean brief(Contestant contestant) {
        return contestant.engine().filter("interpreter"::equals).isPresent();
    }

    /** What must not be: contestants that came to different results. */
    List<String> differences() {
        return List.copyOf(differences);
    }

    /**
     * Measures all of it.
     *
     * @throws IOException if a command fails, or does not do what it should
     */
    Results run() throws IOException, InterruptedException {
        Instant begin = Instant.now();
        Host host = Host.here();
        double loadBefore = Host.load();
        Map<Program, Map<Contestant, List<String>>> commands = new EnumMap<>(Program.class);
        for (Program program : programs) {
            Map<Contestant, List<String>> prepared = new EnumMap<>(Contestant.class);
            for (Contestant contestant : contestants) {
                if (contestant.plays(program)) {
                    prepared.put(contestant, course.prepare(contestant, program, times(contestant, program)));
                }
            }
            commands.put(program, prepared);
        }
        for (int round = 1; round <= rounds; round++) {
            for (Program program : programs) {
                for (Map.Entry<Contestant, List<String>> entry :
                        commands.get(program).entrySet()) {
                    if (round % 2 == 1 || !seldom(entry.getKey(), program)) {
                        measure(round, program, entry.getKey(), entry.getValue());
                    }
                }
            }
        }
        double minutes = Duration.between(begin, Instant.now()).toSeconds() / 60.0;
        return new Results(
                begin.truncatedTo(ChronoUnit.SECONDS).toString(),
                minutes,
                host,
                loadBefore,
                Host.load(),
                rounds,
                List.copyOf(skipped),
                List.copyOf(samples));
    }

    /** Whether it is measured every other round: what takes long and swings little, or would take most of the time. */
    private static boolean seldom(Contestant contestant, Program program) {
        return brief(contestant) || program == Program.DEBIAN;
    }

    private int times(Contestant contestant, Program program) {
        if (program == Program.DEBIAN) {
            return 1;
        }
        int wanted = times.orElse(program.times);
        return Math.max(FEWEST, brief(contestant) ? wanted / BRIEF : wanted);
    }

    private void measure(int round, Program program, Contestant contestant, List<String> command)
            throws IOException, InterruptedException {
        Execution execution = Execution.of(command);
        if (program == Program.DEBIAN) {
            compareBoot(contestant, execution);
        } else {
            compare(program, contestant, execution);
        }
        Sample sample = Sample.of(program, contestant, round, times(contestant, program), execution);
        samples.add(sample);
        progress.printf(
                Locale.ROOT,
                "round %d of %d  %-10s %-32s %7.2f s%n",
                round,
                rounds,
                program.title(),
                contestant.title,
                sample.wall());
        progress.flush();
    }

    private void compare(Program program, Contestant contestant, Execution execution) throws IOException {
        List<String> own =
                execution.marks().stream().map(Execution.Mark::result).toList();
        if (own.size() != times(contestant, program)) {
            throw new IOException("%s has told %d results of %s, not %d: %s"
                    .formatted(
                            contestant.title,
                            own.size(),
                            program.title(),
                            times(contestant, program),
                            execution.output()));
        }
        List<String> others = results.computeIfAbsent(program, _ -> own);
        int both = Math.min(own.size(), others.size());
        if (!own.subList(0, both).equals(others.subList(0, both))) {
            differences.add("%s: %s comes to %s, others to %s"
                    .formatted(program.title(), contestant.title, own.subList(0, both), others.subList(0, both)));
        }
    }

    private void compareBoot(Contestant contestant, Execution execution) throws IOException {
        if (execution.marks().isEmpty()) {
            throw new IOException(contestant.title + " has not booted Debian: " + execution.output());
        }
        if (!contestant.partitioned()) {
            return;
        }
        String state = execution.state().orElseThrow(() -> new IOException("no state in: " + execution.output()));
        bootState = bootState.isEmpty() ? state : bootState;
        if (!state.equals(bootState)) {
            differences.add("debian: %s ends in state %s, others in %s".formatted(contestant.title, state, bootState));
        }
    }
}
