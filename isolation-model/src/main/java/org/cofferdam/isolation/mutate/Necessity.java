package org.cofferdam.isolation.mutate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.cofferdam.isolation.language.Claim;
import org.cofferdam.isolation.language.Specification;
import org.cofferdam.isolation.prove.Answer;
import org.cofferdam.isolation.prove.Parallel;
import org.cofferdam.isolation.prove.Prover;
import org.cofferdam.isolation.prove.Question;
import org.cofferdam.isolation.prove.Verdict;

/**
 * What becomes of a specification without one of its invariants: which proofs of other claims fail. Only those are tried again in
 * which the solver made use of it.
 *
 * @param neededBy for each other claim whose proof fails, the first step for which it does
 */
public record Necessity(Claim.Invariant invariant, Map<Claim, Question> neededBy) {
    public Necessity {
        neededBy = Collections.unmodifiableMap(new LinkedHashMap<>(neededBy));
    }

    /** Leaves out each invariant of a specification that is proved. */
    public static List<Necessity> run(Specification specification, int threads) {
        Map<String, Set<Question>> users = users(specification, threads);
        List<Callable<Necessity>> tasks = new ArrayList<>();
        for (Claim.Invariant invariant : specification.claims(Claim.Invariant.class)) {
            Set<Question> questions = users.getOrDefault(invariant.name(), Set.of());
            tasks.add(() -> new Necessity(invariant, neededBy(specification, invariant, questions)));
        }
        return Parallel.run(tasks, threads);
    }

    private static Map<String, Set<Question>> users(Specification specification, int threads) {
        Map<String, Set<Question>> users = new LinkedHashMap<>();
        for (Answer answer : Prover.z3WithReasons(specification).answer(specification.claims(), threads)) {
            if (answer.verdict() instanceof Verdict.Proved(Set<String> used)) {
                used.forEach(name ->
                        users.computeIfAbsent(name, _ -> new LinkedHashSet<>()).add(answer.question()));
            }
        }
        return users;
    }

    private static Map<Claim, Question> neededBy(
            Specification specification, Claim.Invariant invariant, Set<Question> questions) {
        List<Claim> others = specification.claims().stream()
                .filter(claim -> !claim.equals(invariant))
                .toList();
        Prover prover = Prover.z3(specification.withClaims(others));
        Map<Claim, Question> needed = new LinkedHashMap<>();
        for (Question question : questions) {
            if (!question.claim().equals(invariant) && !needed.containsKey(question.claim())) {
                prover.refutation(question.action(), question.outcome(), List.of(question.claim()))
                        .ifPresent(refuted -> needed.put(question.claim(), refuted));
            }
        }
        return needed;
    }

    /** Why nothing else has to fail without it: it says something that isolation asks for. Empty if it does not, and nothing needs it. */
    public Optional<String> alone() {
        return invariant.properties().isEmpty()
                ? Optional.empty()
                : Optional.of("states property "
                        + String.join(
                                ", ",
                                invariant.properties().stream()
                                        .map(String::valueOf)
                                        .toList())
                        + " itself, and nothing rests on it");
    }

    /** Whether the specification could do without it. */
    public boolean isIdle() {
        return neededBy.isEmpty() && alone().isEmpty();
    }
}
