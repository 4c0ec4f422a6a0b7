package org.cofferdam.isolation.explore;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.cofferdam.isolation.core.CoreSpecification;
import org.cofferdam.isolation.explore.CoreWorlds.Flows;
import org.cofferdam.isolation.explore.CoreWorlds.Size;
import org.cofferdam.isolation.language.Claim;
import org.cofferdam.isolation.language.Specification;
import org.cofferdam.isolation.mutate.PublishedFault;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code cofferdam explore}. */
@Command(
        name = "explore",
        description =
                "Follow every run of the specification in a small world, or find a shortest run that violates a claim.",
        footer = {"", "Exit codes: 0 all claims hold, 1 one is violated, 2 the sizes or names are wrong."},
        mixinStandardHelpOptions = true)
public final class ExploreCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private SizeOptions sizes;

    @Option(
            names = "--flows",
            defaultValue = "all",
            description = "Who may flow to whom: all, none, up (to higher numbers).")
    private Flows flows;

    @Option(
            names = "--claims",
            split = ",",
            defaultValue = "invariants",
            description = "invariants, all (those about steps too), or names; default invariants.")
    private List<String> claims;

    @Option(names = "--threads", description = "Default: one a processor. The result does not depend on it.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--depth", description = "Stop after so many steps from the beginning.")
    private int depth = Integer.MAX_VALUE;

    @Option(names = "--no-symmetry", description = "Count states that are the same but for names one by one.")
    private boolean noSymmetry;

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            description = "Add each level to this file, and go on from it.")
    private Path checkpoint;

    @Option(names = "--all-states", description = "Try every step from every state that satisfies the invariants.")
    private boolean allStates;

    @Option(
            names = "--fault",
            description = "Put a published fault into the specification first: ${COMPLETION-CANDIDATES}.")
    private PublishedFault fault;

    @Option(names = "--promela", description = "Print the world as a model for Spin, and explore nothing.")
    private boolean promela;

    /** For the service loader. */
    public ExploreCommand() {}

    @Override
    public Integer call() throws IOException {
        SmallWorld world;
        List<Claim> chosen;
        try {
            world = CoreWorlds.of(sizes.counts(), flows);
            chosen = ClaimChoice.of(CoreSpecification.CORE, claims);
            if (threads < 1) {
                throw new IllegalArgumentException(threads + " threads: at least 1");
            }
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        Report report =
                new Report(spec.commandLine().getOut(), spec.commandLine().getErr());
        Specification core =
                fault == null ? CoreSpecification.CORE : fault.mutant().specification();
        if (promela) {
            PrintWriter out = spec.commandLine().getOut();
            new Promela(GroundSystem.reachable(core, world, chosen, List.of())).print(out);
            out.flush();
            return 0;
        }
        if (allStates) {
            Induction induction = new Induction(core, world, chosen, !noSymmetry);
            report.begin(induction.bits(), induction.symmetries(), chosen.size());
            induction.run(threads, report::batch);
            return report.end(induction);
        }
        Exploration exploration = new Exploration(core, world, chosen, CoreSometimes.of(world), !noSymmetry);
        report.begin(exploration.bits(), exploration.symmetries(), chosen.size());
        if (checkpoint == null) {
            exploration.run(threads, depth, report::level);
        } else {
            resumed(exploration, report);
        }
        return report.end(exploration);
    }

    private void resumed(Exploration exploration, Report report) throws IOException {
        Checkpoint file;
        try {
            file = exploration.keepIn(checkpoint);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        try (file) {
            exploration.run(threads, depth, report::level);
        }
    }

    /** How many of each. */
    static final class SizeOptions {
        @Option(names = "--partitions", description = "Default 2.")
        private int partitions = 2;

        @Option(names = "--frames", description = "Default 1.")
        private int frames = 1;

        @Option(names = "--harts", description = "Default 1.")
        private int harts = 1;

        @Option(names = "--grants", description = "Slots for grants, of the partitions in turn; default 1.")
        private int grants = 1;

        @Option(names = "--vmids", description = "VMIDs but 0; default 2.")
        private int vmids = 2;

        @Option(names = "--rights", description = "Read, write and more; default 2.")
        private int rights = 2;

        @Option(names = "--devices", description = "Of the partitions in turn; default 0.")
        private int devices;

        @Option(names = "--ports", description = "Each to the next partition; default 0.")
        private int ports;

        @Option(names = "--bells", description = "Doorbells, each to the next partition; default 0.")
        private int bells;

        @Option(names = "--values", description = "What memory can hold; default 1: contents are left out.")
        private int values = 1;

        @Option(names = "--instants", description = "Of the schedule; default 1: all time is spare.")
        private int instants = 1;

        Map<Size, Integer> counts() {
            Map<Size, Integer> counts = new EnumMap<>(Size.class);
            counts.put(Size.PARTITIONS, partitions);
            counts.put(Size.FRAMES, frames);
            counts.put(Size.HARTS, harts);
            counts.put(Size.GRANTS, grants);
            counts.put(Size.VMIDS, vmids);
            counts.put(Size.RIGHTS, rights);
            counts.put(Size.DEVICES, devices);
            counts.put(Size.PORTS, ports);
            counts.put(Size.BELLS, bells);
            counts.put(Size.VALUES, values);
            counts.put(Size.INSTANTS, instants);
            return counts;
        }
    }
}
