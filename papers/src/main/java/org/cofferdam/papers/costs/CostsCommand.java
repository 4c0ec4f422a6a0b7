package org.cofferdam.papers.costs;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.cofferdam.papers.Experiment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code cofferdam paper costs}. */
@Command(
        name = "costs",
        description = "What exits and partitions cost, in counts, host time and memory, as their number grows.",
        footer = {
            "",
            "Counts are the same in each run; host times are the best of some rounds.",
            "Exit code: 1 if counts grow with the number of partitions, or partitions leave something behind."
        },
        mixinStandardHelpOptions = true)
public final class CostsCommand implements Experiment {
    /** Most that a count may grow from the smallest crowd to the largest: partitions are polled more seldom than they exit. */
    private static final double FLAT = 1.01;

    private static final List<Workload> EXITS =
            List.of(Workload.HYPERCALL, Workload.TIMER, Workload.DEVICE, Workload.FAULT);

    @Option(names = "--partitions", split = ",", paramLabel = "N", description = "Sizes of crowds: ${DEFAULT-VALUE}.")
    private List<Integer> sizes = List.of(10, 100, 1000);

    @Option(
            names = "--windows",
            paramLabel = "N",
            description = "Windows of 10 us of the machine's time in a round: ${DEFAULT-VALUE}.")
    private int windows = 2000;

    @Option(names = "--rounds", paramLabel = "N", description = "Rounds of each measurement: ${DEFAULT-VALUE}.")
    private int rounds = 15;

    @Spec
    private CommandSpec spec;

    /** For the service loader. */
    public CostsCommand() {}

    @Override
    public Integer call() {
        if (rounds < 1 || windows < 1 || sizes.stream().anyMatch(size -> size < 1 || size > 4096)) {
            throw new ParameterException(
                    spec.commandLine(), "give at least one round and window, and 1 to 4096 partitions");
        }
        PrintWriter out = spec.commandLine().getOut();
        double instruction = instruction();
        double clock = clock();
        out.printf(
                Locale.ROOT,
                "JDK %s, %s, %d processors; an instruction of a guest takes the host %.1f ns%n%n",
                Runtime.version(),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                instruction);
        boolean sound = exits(out, instruction, clock);
        out.println();
        sound &= lives(out);
        out.flush();
        return sound ? 0 : 1;
    }

    /** Prints what exits cost; whether counts do not grow. */
    private boolean exits(PrintWriter out, double instruction, double clock) {
        out.printf(
                "%-20s %10s %12s %9s %8s %13s%n",
                "an exit", "partitions", "instructions", "accesses", "host ns", "= instructions");
        boolean flat = true;
        for (Workload workload : EXITS) {
            List<ExitCost> costs = new ArrayList<>();
            for (int size : sizes) {
                ExitCost cost = ExitCost.measure(workload, size, size, windows, rounds, clock);
                costs.add(cost);
                print(out, cost, instruction);
            }
            if (workload == Workload.TIMER) {
                for (int scheduled : sizes.subList(0, sizes.size() - 1)) {
                    print(
                            out,
                            ExitCost.measure(workload, sizes.getLast(), scheduled, windows, rounds, clock),
                            instruction);
                }
            }
            double growth = costs.getLast().accesses() / costs.getFirst().accesses();
            double hostGrowth = costs.getLast().nanoseconds() / costs.getFirst().nanoseconds();
            out.printf(Locale.ROOT, "%-20s %10s %12s %9.2f %8.2f%n", "", "growth", "", growth, hostGrowth);
            flat &= growth < FLAT;
        }
        return flat;
    }

    private static void print(PrintWriter out, ExitCost cost, double instruction) {
        boolean all = cost.partitions() == cost.scheduled();
        out.printf(
                Locale.ROOT,
                "%-20s %,10d %,12.1f %,9.1f %,8.0f %,13.0f%s%n",
                cost.workload().title(),
                cost.partitions(),
                cost.instructions(),
                cost.accesses(),
                cost.nanoseconds(),
                cost.nanoseconds() / instruction,
                all ? "" : String.format(Locale.ROOT, "  %,d of them have windows", cost.scheduled()));
        out.flush();
    }

    /** Prints what partitions cost; whether none left anything behind. */
    private boolean lives(PrintWriter out) {
        out.printf(
                "%10s %15s %10s %16s %11s %7s %11s%n",
                "partitions", "create accesses", "host us", "destroy accesses", "host us", "frames", "heap bytes");
        List<LifeCost> costs = new ArrayList<>();
        for (int size : sizes) {
            LifeCost cost = LifeCost.measure(size, rounds);
            costs.add(cost);
            out.printf(
                    Locale.ROOT,
                    "%,10d %,15.1f %,10.1f %,16.1f %,11.1f %,7d %,11.0f%n",
                    size,
                    cost.createAccesses(),
                    cost.createMicros(),
                    cost.destroyAccesses(),
                    cost.destroyMicros(),
                    cost.frames(),
                    cost.heapBytes());
            out.flush();
        }
        out.println();
        for (LifeCost cost : costs) {
            LifeCost.Left left = cost.left();
            out.printf(
                    Locale.ROOT,
                    "left behind by %,d partitions made and unmade %d times: %d frames, %d of them dirty, %d translations,"
                            + " %,d bytes of the heap%n",
                    cost.partitions(),
                    LifeCost.WARM_UP + rounds,
                    left.frames(),
                    left.dirty(),
                    left.translations(),
                    left.heapBytes());
        }
        return costs.stream().allMatch(cost -> cost.left().nothing());
    }

    /** Nanoseconds of the host's time for one instruction of a guest that does not exit. */
    private double instruction() {
        Crowd crowd = new Crowd(1, Workload.TIMER);
        crowd.create();
        double best = Double.MAX_VALUE;
        for (int round = 0; round < 4 * rounds; round++) {
            Crowd.Count before = crowd.count();
            long begin = System.nanoTime();
            crowd.run(windows);
            long time = System.nanoTime() - begin;
            Crowd.Count spent = crowd.count().minus(before);
            best = Math.min(best, (double) (time - spent.nanoseconds()) / spent.instructions());
        }
        return best;
    }

    /** Nanoseconds between two readings of the host's clock. */
    private static double clock() {
        int readings = 1_000_000;
        double best = Double.MAX_VALUE;
        for (int round = 0; round < 5; round++) {
            long begin = System.nanoTime();
            long last = begin;
            for (int i = 0; i < readings; i++) {
                last = System.nanoTime();
            }
            best = Math.min(best, (double) (last - begin) / readings);
        }
        return best;
    }
}
