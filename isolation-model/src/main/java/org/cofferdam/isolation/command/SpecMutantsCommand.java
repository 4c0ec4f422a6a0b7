package org.cofferdam.isolation.command;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.cofferdam.isolation.core.CoreSpecification;
import org.cofferdam.isolation.mutate.Equivalents;
import org.cofferdam.isolation.mutate.Mutation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cofferdam spec mutants}: leaves out one condition or update at a time, and tells which claim notices. */
@Command(
        name = "mutants",
        description = "Leave out one condition or update of the specification at a time: which claim notices?",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit code: 0, or 1 if a mutant that is not explained is noticed by no claim."})
final class SpecMutantsCommand implements Callable<Integer> {
    @Option(names = "--all", description = "List what was noticed too.")
    private boolean all;

    @Option(names = "--threads", paramLabel = "N", description = "Mutants at once (default: one for each processor).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        List<Mutation.Result> results = Mutation.run(Mutation.mutants(CoreSpecification.CORE), threads);
        int noticed = 0;
        int explained = 0;
        for (Mutation.Result result : results) {
            if (result.refutation().isPresent()) {
                noticed++;
                if (all) {
                    out.println(result.mutant() + "\n    noticed by "
                            + result.refutation().get().claim().name());
                }
            } else {
                String reason = Equivalents.reason(result.mutant()).orElse(null);
                explained += reason == null ? 0 : 1;
                out.println(result.mutant() + "\n    " + (reason == null ? "NOT NOTICED" : "harmless: " + reason));
            }
        }
        int open = results.size() - noticed - explained;
        out.println(noticed + " of " + results.size() + " mutants noticed, " + explained + " harmless, " + open
                + " not explained");
        out.flush();
        return open == 0 ? 0 : 1;
    }
}
