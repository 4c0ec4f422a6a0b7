package org.cofferdam.papers.speed;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.cofferdam.papers.Experiment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code cofferdam paper speed}. */
@Command(
        name = "speed",
        description =
                "How fast the engines are beside QEMU and native code: the same programs, whole processes, in turns.",
        footer = {
            "",
            "Run it in the project's folder; it needs qemu-system-riscv64, riscv64-unknown-elf-gcc and gcc.",
            "cold: a process from start to end. warm: what the same work costs once more, so that start and warm-up fall out.",
            "Seconds of the wall's clock, in brackets of all processors. x: QEMU's wall time divided by the translator's.",
            "Exit code: 1 if the engines do not end in the same state, 2 if a tool is missing or fails."
        },
        mixinStandardHelpOptions = true)
public final class SpeedCommand implements Experiment {
    private static final Path SOURCES = Path.of("papers/src/main/programs/speed");

    @Option(names = "--rounds", paramLabel = "N", description = "Rounds, of which medians are shown: ${DEFAULT-VALUE}.")
    private int rounds = 5;

    @Option(
            names = "--times",
            paramLabel = "N",
            description = "How often each program does its work: ${DEFAULT-VALUE}.")
    private int times = 4;

    @Option(names = "--programs", split = ",", paramLabel = "NAME", description = "Which programs: ${DEFAULT-VALUE}.")
    private List<String> programs = List.of("integer", "branches", "calls", "sorting", "memory", "floating");

    @Spec
    private CommandSpec spec;

    /** For the service loader. */
    public SpeedCommand() {}

    /** Medians of one contestant and program: cold, and what is added by doing the work twice as often. */
    private record Speed(Median cold, Median more, long instructions) {}

    /** Seconds. */
    private record Median(double wall, double processor) {
        static Median of(List<Execution> runs) {
            return new Median(
                    median(runs.stream().mapToDouble(Execution::wall).sorted().toArray()),
                    median(runs.stream()
                            .mapToDouble(Execution::processor)
                            .sorted()
                            .toArray()));
        }

        private static double median(double[] sorted) {
            return sorted[sorted.length / 2];
        }

        Median since(Median earlier) {
            return new Median(wall - earlier.wall, processor - earlier.processor);
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.2f (%.2f)", wall, processor);
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        if (rounds < 1 || times < 1) {
            throw new ParameterException(spec.commandLine(), "give at least one round, and one time");
        }
        PrintWriter out = spec.commandLine().getOut();
        try {
            return compare(out) ? 0 : 1;
        } catch (IOException failure) {
            spec.commandLine().getErr().println("cofferdam: " + failure.getMessage());
            return 2;
        } finally {
            out.flush();
        }
    }

    private boolean compare(PrintWriter out) throws IOException, InterruptedException {
        out.printf(
                Locale.ROOT,
                "%-10s %-12s %15s %15s %10s %8s %8s%n",
                "program",
                "",
                "cold s",
                "warm s",
                "warm MIPS",
                "x cold",
                "x warm");
        double coldProduct = 0;
        double warmProduct = 0;
        boolean same = true;
        for (String program : programs) {
            Map<Contestant, Speed> speeds = new EnumMap<>(Contestant.class);
            same &= measure(program, speeds);
            Speed own = speeds.get(Contestant.TRANSLATOR);
            Speed peer = speeds.get(Contestant.QEMU);
            double cold = peer.cold.wall / own.cold.wall;
            double warm = peer.more.wall / own.more.wall;
            coldProduct += Math.log(cold);
            warmProduct += Math.log(warm);
            for (Contestant contestant : Contestant.values()) {
                Speed speed = speeds.get(contestant);
                out.printf(
                        Locale.ROOT,
                        "%-10s %-12s %15s %15s %10.0f",
                        program,
                        contestant.title,
                        speed.cold,
                        speed.more,
                        own.instructions / speed.more.wall / 1e6);
                if (contestant == Contestant.TRANSLATOR) {
                    out.printf(Locale.ROOT, " %8.2f %8.2f", cold, warm);
                }
                out.println();
            }
            out.flush();
        }
        out.printf(
                Locale.ROOT,
                "geometric mean %66.2f %8.2f%n",
                Math.exp(coldProduct / programs.size()),
                Math.exp(warmProduct / programs.size()));
        if (!same) {
            out.println("The engines did not end in the same state.");
        }
        return same;
    }

    /** Measures one program; whether our engines agree. */
    private boolean measure(String program, Map<Contestant, Speed> speeds) throws IOException, InterruptedException {
        Path work = Files.createTempDirectory("speed");
        Map<Contestant, List<Execution>> once = new EnumMap<>(Contestant.class);
        Map<Contestant, List<Execution>> twice = new EnumMap<>(Contestant.class);
        for (Contestant contestant : Contestant.values()) {
            once.put(contestant, new ArrayList<>());
            twice.put(contestant, new ArrayList<>());
            Execution.of(contestant.compiler(SOURCES, program, times, work.resolve(contestant + "1")));
            Execution.of(contestant.compiler(SOURCES, program, 2 * times, work.resolve(contestant + "2")));
        }
        for (int round = 0; round < rounds; round++) {
            for (Contestant contestant : Contestant.values()) {
                once.get(contestant).add(Execution.of(contestant.command(work.resolve(contestant + "1"))));
                twice.get(contestant).add(Execution.of(contestant.command(work.resolve(contestant + "2"))));
            }
        }
        Execution one = once.get(Contestant.TRANSLATOR).getFirst();
        Execution two = twice.get(Contestant.TRANSLATOR).getFirst();
        boolean same = one.state()
                        .equals(once.get(Contestant.INTERPRETER).getFirst().state())
                && two.state()
                        .equals(twice.get(Contestant.INTERPRETER).getFirst().state());
        for (Contestant contestant : Contestant.values()) {
            Median cold = Median.of(once.get(contestant));
            Median more = Median.of(twice.get(contestant)).since(cold);
            speeds.put(contestant, new Speed(cold, more, two.retired() - one.retired()));
        }
        return same;
    }
}
