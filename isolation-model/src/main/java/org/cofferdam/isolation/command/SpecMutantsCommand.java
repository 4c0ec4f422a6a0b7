package org.cofferdam.isolation.command;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.cofferdam.isolation.agreement.Agreement;
import org.cofferdam.isolation.agreement.AgreementTable;
import org.cofferdam.isolation.agreement.Comparison;
import org.cofferdam.isolation.agreement.MutantWorld;
import org.cofferdam.isolation.core.CoreSpecification;
import org.cofferdam.isolation.mutate.Equivalents;
import org.cofferdam.isolation.mutate.Mutant;
import org.cofferdam.isolation.mutate.Mutation;
import org.cofferdam.isolation.mutate.Necessity;
import org.cofferdam.isolation.mutate.PublishedFault;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cofferdam spec mutants}: leaves out one condition, update or invariant at a time, and tells which claim notices. */
@Command(
        name = "mutants",
        description = "Leave out one condition or update of the specification at a time: which claim notices?",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Exit code: 0, or 1 if a mutant that is not explained is noticed by no claim, or an invariant is not needed;",
            "3 if the explorer refutes what the prover does not."
        })
final class SpecMutantsCommand implements Callable<Integer> {
    private static final int NOT_EXPLAINED = 1;
    private static final int CONTRADICTION = 3;

    @Option(names = "--all", description = "List what was noticed too.")
    private boolean all;

    @Option(
            names = "--invariants",
            description = "Leave out one invariant at a time instead: which proofs of other claims fail?")
    private boolean invariants;

    @Option(
            names = "--explore",
            description = "Ask the explorer too, about the published faults as well, and compare (Markdown; minutes).")
    private boolean explore;

    @Option(
            names = "--states",
            paramLabel = "N",
            defaultValue = "60000",
            description = "With --explore: begin no further level of a world when so many states are known"
                    + " (default: ${DEFAULT-VALUE}).")
    private int states;

    @Option(
            names = "--own",
            paramLabel = "N",
            defaultValue = "10000",
            description = "With --explore: most further states of one mutant (default: ${DEFAULT-VALUE}).")
    private int own;

    @Option(
            names = "--deep",
            paramLabel = "N",
            defaultValue = "400000",
            description =
                    "With --explore: the same, in the world of the prover's counterexample to a mutant that was not"
                            + " refuted before (default: ${DEFAULT-VALUE}).")
    private int deep;

    @Option(names = "--threads", paramLabel = "N", description = "Mutants at once (default: one for each processor).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        int code = invariants ? invariants(out) : explore ? explore(out) : mutants(out);
        out.flush();
        return code;
    }

    private int mutants(PrintWriter out) {
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
        return open == 0 ? 0 : NOT_EXPLAINED;
    }

    private int invariants(PrintWriter out) {
        List<Necessity> results = Necessity.run(CoreSpecification.CORE, threads);
        out.println("| without the invariant | these claims are not proved any more |\n|---|---|");
        for (Necessity result : results) {
            List<String> claims = result.neededBy().keySet().stream()
                    .map(claim -> "`" + claim.name() + "`")
                    .toList();
            String said = claims.isEmpty()
                    ? "none: it " + result.alone().orElse("STATES NO PROPERTY, AND NOTHING RESTS ON IT")
                    : String.join(", ", claims);
            out.println("| `" + result.invariant().name() + "` | " + said + " |");
        }
        long needed =
                results.stream().filter(result -> !result.neededBy().isEmpty()).count();
        long idle = results.stream().filter(Necessity::isIdle).count();
        out.println();
        out.println(needed + " of " + results.size() + " invariants are needed to prove another claim, "
                + (results.size() - needed - idle) + " state a property that nothing else rests on, " + idle
                + " could be left out");
        return idle == 0 ? 0 : NOT_EXPLAINED;
    }

    private int explore(PrintWriter out) {
        PrintWriter err = spec.commandLine().getErr();
        List<Mutant> mutants = Mutation.mutants(CoreSpecification.CORE);
        List<Mutant> asked = new ArrayList<>(mutants);
        for (PublishedFault fault : PublishedFault.values()) {
            asked.add(fault.mutant());
        }
        Comparison comparison = new Comparison(asked, threads, new Comparison.Budget(states, own, deep), line -> {
            err.println(line);
            err.flush();
        });
        List<Agreement> agreements = comparison.run(Arrays.asList(MutantWorld.values()));
        List<Agreement> ofMutants = agreements.subList(0, mutants.size());
        out.println("| world | what is in it |\n|---|---|");
        for (MutantWorld world : MutantWorld.values()) {
            out.println("| " + world + " | " + world.sizes() + " |");
        }
        out.println("\n" + AgreementTable.counts(ofMutants));
        out.println(AgreementTable.faults(agreements));
        out.print(AgreementTable.rows(ofMutants));
        boolean contradicted =
                agreements.stream().anyMatch(agreement -> agreement.kind() == Agreement.Kind.EXPLORER_ALONE);
        return contradicted ? CONTRADICTION : 0;
    }
}
