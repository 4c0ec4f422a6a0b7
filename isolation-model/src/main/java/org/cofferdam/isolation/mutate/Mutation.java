package org.cofferdam.isolation.mutate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cofferdam.isolation.language.Action;
import org.cofferdam.isolation.language.Claim;
import org.cofferdam.isolation.language.Outcome;
import org.cofferdam.isolation.language.Specification;
import org.cofferdam.isolation.language.Update;
import org.cofferdam.isolation.prove.Parallel;
import org.cofferdam.isolation.prove.Prover;
import org.cofferdam.isolation.prove.Question;

/** Every way to leave out one condition or one update of a specification, and whether the prover notices. */
public final class Mutation {
    private Mutation() {}

    /** What became of a mutant: the claim that it breaks, or empty. */
    public record Result(Mutant mutant, Optional<Question> refutation) {}

    /** All mutants, in the order of the specification. */
    public static List<Mutant> mutants(Specification specification) {
        List<Mutant> mutants = new ArrayList<>();
        for (Action action : specification.actions()) {
            for (Outcome outcome : action.outcomes()) {
                String where = action.name() + " (" + outcome.result() + ") without ";
                for (int i = 0; i < outcome.when().size(); i++) {
                    mutants.add(Edits.replaced(
                            where + "the condition " + outcome.when().get(i),
                            specification,
                            action,
                            Edits.withoutCondition(outcome, i),
                            new Mutant.Change.Condition(outcome.when().get(i))));
                }
                for (Update update : outcome.updates()) {
                    mutants.add(Edits.replaced(
                            where + "the update " + update.written(),
                            specification,
                            action,
                            Edits.withoutUpdates(outcome, List.of(update)),
                            new Mutant.Change.Effect(outcome, update)));
                }
            }
        }
        return mutants;
    }

    /** Tries all mutants. Claims about one run are asked before those about two, which take longer. */
    public static List<Result> run(List<Mutant> mutants, int threads) {
        List<Callable<Result>> tasks = new ArrayList<>();
        for (Mutant mutant : mutants) {
            tasks.add(() -> new Result(mutant, refutation(mutant)));
        }
        return Parallel.run(tasks, threads);
    }

    private static Optional<Question> refutation(Mutant mutant) {
        Prover prover = Prover.z3(mutant.specification());
        List<Claim> oneRun = new ArrayList<>();
        List<Claim> twoRuns = new ArrayList<>();
        for (Claim claim : mutant.specification().claims()) {
            (claim instanceof Claim.TwoRun ? twoRuns : oneRun).add(claim);
        }
        Optional<Question> found = prover.refutation(mutant.action(), mutant.outcome(), oneRun);
        return found.isPresent() ? found : prover.refutation(mutant.action(), mutant.outcome(), twoRuns);
    }
}
