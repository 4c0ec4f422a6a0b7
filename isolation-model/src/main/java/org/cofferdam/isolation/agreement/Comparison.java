package org.cofferdam.isolation.agreement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cofferdam.isolation.core.CoreSpecification;
import org.cofferdam.isolation.explore.MutantExploration;
import org.cofferdam.isolation.explore.MutantExploration.Finding;
import org.cofferdam.isolation.explore.SmallWorld;
import org.cofferdam.isolation.language.Claim;
import org.cofferdam.isolation.language.Specification;
import org.cofferdam.isolation.mutate.Mutant;
import org.cofferdam.isolation.mutate.Mutation;
import org.cofferdam.isolation.prove.Answer;
import org.cofferdam.isolation.prove.Counterexample;
import org.cofferdam.isolation.prove.Parallel;
import org.cofferdam.isolation.prove.Prover;
import org.cofferdam.isolation.prove.Question;
import org.cofferdam.isolation.prove.Verdict;

/**
 * Asks prover and explorer about the same mutants of the core's specification: first the prover, then the explorer in some worlds,
 * then, of what only the prover has refuted, the explorer in the world of its counterexample.
 */
public final class Comparison {
    private static final Specification CORE = CoreSpecification.CORE;

    private final List<Mutant> mutants;
    private final int threads;
    private final Budget budget;
    private final Progress progress;

    /**
     * How far the explorer goes in one world.
     *
     * @param states of the specification, after which no level is begun
     * @param own states of each mutant
     * @param counterexample the same two numbers in the world of a counterexample, where there is one mutant
     */
    public record Budget(int states, int own, int counterexample) {}

    /** Told of what is done. */
    public interface Progress {
        void told(String line);
    }

    public Comparison(List<Mutant> mutants, int threads, Budget budget, Progress progress) {
        this.mutants = List.copyOf(mutants);
        this.threads = threads;
        this.budget = budget;
        this.progress = progress;
    }

    /** Compares, in the order of the mutants. */
    public List<Agreement> run(List<MutantWorld> worlds) {
        List<Optional<Question>> proved = Mutation.run(mutants, threads).stream()
                .map(Mutation.Result::refutation)
                .toList();
        progress.told(proved.stream().filter(Optional::isPresent).count() + " refuted by the prover");
        List<List<Agreement.Explored>> explored = new ArrayList<>();
        BitSet open = new BitSet();
        for (int mutant = 0; mutant < mutants.size(); mutant++) {
            explored.add(new ArrayList<>());
            open.set(mutant);
        }
        for (MutantWorld world : worlds) {
            int[] asked = open.stream().toArray();
            List<Finding> findings = explore(world, asked);
            for (int i = 0; i < asked.length; i++) {
                explored.get(asked[i]).add(new Agreement.Explored(world, findings.get(i)));
                open.set(asked[i], !(findings.get(i) instanceof Finding.Violated));
            }
        }
        List<Callable<Agreement>> tasks = new ArrayList<>();
        for (int i = 0; i < mutants.size(); i++) {
            Mutant mutant = mutants.get(i);
            Optional<Question> question = proved.get(i);
            List<Agreement.Explored> found = explored.get(i);
            boolean alone =
                    open.get(i) && question.isPresent() && !(question.get().claim() instanceof Claim.TwoRun);
            tasks.add(() -> new Agreement(
                    mutant,
                    question,
                    found,
                    alone ? Optional.of(inItsWorld(mutant, question.get())) : Optional.empty()));
        }
        return Parallel.run(tasks, threads);
    }

    /** Claims about one run: the explorer follows no other. */
    private static List<Claim> claims() {
        return CORE.claims().stream()
                .filter(claim -> !(claim instanceof Claim.TwoRun))
                .toList();
    }

    private List<Finding> explore(MutantWorld world, int[] asked) {
        List<Mutant> open = Arrays.stream(asked).mapToObj(mutants::get).toList();
        MutantExploration exploration = new MutantExploration(CORE, world.world(), claims(), open);
        List<Finding> findings = exploration.run(threads, budget.states, budget.own, (_, _, _, _) -> {});
        progress.told("%s: %d states, depth %d; %d of %d refuted"
                .formatted(
                        world,
                        exploration.states(),
                        exploration.depth(),
                        findings.stream()
                                .filter(Finding.Violated.class::isInstance)
                                .count(),
                        open.size()));
        return findings;
    }

    private Agreement.Own inItsWorld(Mutant mutant, Question question) {
        Counterexample example = Prover.z3(mutant.specification())
                .answer(mutant.action(), mutant.outcome(), List.of(question.claim()), true)
                .stream()
                .map(Answer::verdict)
                .filter(Verdict.Refuted.class::isInstance)
                .map(Verdict.Refuted.class::cast)
                .flatMap(refuted -> refuted.counterexample().stream())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(mutant + " was refuted and is not any more"));
        Finding asFound = inItsWorld(mutant, question, CounterexampleWorld.of(example, false));
        if (asFound instanceof Finding.Violated) {
            return new Agreement.Own(asFound, false);
        }
        // What is forbidden there may be why nobody comes so far.
        Finding free = inItsWorld(mutant, question, CounterexampleWorld.of(example, true));
        boolean tellsMore = free instanceof Finding.Violated;
        return new Agreement.Own(tellsMore ? free : asFound, tellsMore);
    }

    private Finding inItsWorld(Mutant mutant, Question question, SmallWorld world) {
        Finding finding = new MutantExploration(CORE, world, List.of(question.claim()), List.of(mutant))
                .run(1, budget.counterexample, budget.counterexample, (_, _, _, _) -> {})
                .getFirst();
        progress.told(
                mutant.name() + ": in its own world: " + finding.getClass().getSimpleName());
        return finding;
    }
}
