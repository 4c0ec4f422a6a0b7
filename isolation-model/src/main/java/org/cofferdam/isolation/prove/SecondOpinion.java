package org.cofferdam.isolation.prove;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.cofferdam.isolation.language.Action;
import org.cofferdam.isolation.language.Claim;
import org.cofferdam.isolation.language.Outcome;
import org.cofferdam.isolation.language.Specification;

/** What SMTInterpol says of the questions that Z3 has answered. Both get the same text. */
public final class SecondOpinion {
    private final Specification specification;
    private final List<Answer> first;
    private final Prover second;

    /** What both say of a question. */
    public record Pair(Answer first, Verdict second) {
        /** One says that it is proved, and the other that it is refuted. */
        public boolean isContradiction() {
            return (first.verdict() instanceof Verdict.Proved && second instanceof Verdict.Refuted)
                    || (first.verdict() instanceof Verdict.Refuted && second instanceof Verdict.Proved);
        }

        /** Both say the same. */
        public boolean isAgreement() {
            return (first.verdict() instanceof Verdict.Proved && second instanceof Verdict.Proved)
                    || (first.verdict() instanceof Verdict.Refuted && second instanceof Verdict.Refuted);
        }
    }

    /** Told of each outcome of an action as soon as it has been asked about. */
    public interface Progress {
        /** The pairs of one outcome. */
        void asked(Action action, Outcome outcome, List<Pair> pairs);
    }

    /** @param first what Z3 has answered, all of it */
    public SecondOpinion(Specification specification, List<Answer> first) {
        this.specification = specification;
        this.first = List.copyOf(first);
        second = Prover.smtInterpol(specification);
    }

    /** Name and version of the other solver. */
    public String name() {
        return second.name();
    }

    /**
     * Asks all questions again that a solver was needed for, in their order; one after the other, for solvers of this kind share
     * tables within a process, and do not lock them.
     */
    public List<Pair> ask(Progress progress) {
        List<Pair> all = new ArrayList<>();
        for (Action action : specification.actions()) {
            for (Outcome outcome : action.outcomes()) {
                List<Pair> pairs = ask(action, outcome);
                if (!pairs.isEmpty()) {
                    progress.asked(action, outcome, pairs);
                }
                all.addAll(pairs);
            }
        }
        return all;
    }

    private List<Pair> ask(Action action, Outcome outcome) {
        List<Answer> asked = first.stream()
                .filter(answer -> !(answer.verdict() instanceof Verdict.Untouched))
                .filter(answer -> answer.question().action().equals(action))
                .filter(answer -> answer.question().outcome().equals(outcome))
                .toList();
        Set<Claim> claims = new LinkedHashSet<>();
        asked.forEach(answer -> claims.add(answer.question().claim()));
        List<Answer> again = second.answer(action, outcome, List.copyOf(claims), false);
        List<Pair> pairs = new ArrayList<>();
        for (Answer answer : asked) {
            Verdict verdict = again.stream()
                    .filter(other -> other.question().equals(answer.question()))
                    .map(Answer::verdict)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("was not asked again: " + answer.question()));
            pairs.add(new Pair(answer, verdict));
        }
        return pairs;
    }
}
