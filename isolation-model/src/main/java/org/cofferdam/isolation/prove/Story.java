package org.cofferdam.isolation.prove;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cofferdam.isolation.evaluate.Assignment;
import org.cofferdam.isolation.evaluate.Evaluation;
import org.cofferdam.isolation.evaluate.Facts;
import org.cofferdam.isolation.evaluate.Steps;
import org.cofferdam.isolation.evaluate.TableState;
import org.cofferdam.isolation.evaluate.Worlds;
import org.cofferdam.isolation.language.Action;
import org.cofferdam.isolation.language.Claim;
import org.cofferdam.isolation.language.Formula;
import org.cofferdam.isolation.language.Kind;
import org.cofferdam.isolation.language.Sort;
import org.cofferdam.isolation.language.Specification;
import org.cofferdam.isolation.language.Symbol;
import org.cofferdam.isolation.language.Symbols;
import org.cofferdam.isolation.language.Variable;

/**
 * A counterexample as a person reads it: the world, the step, what it changed, and what is wrong then. Before it is told the
 * evaluator has to agree that it is one, or the engines contradict each other.
 */
public final class Story {
    private final Specification specification;
    private final Counterexample example;
    private final Facts facts;
    private final int[] parameters;
    private final Steps step;
    private final TableState after;
    private final Optional<TableState> twinAfter;

    /**
     * Follows a counterexample.
     *
     * @throws IllegalStateException if the evaluator finds that it is none
     */
    public Story(Specification specification, Counterexample example) {
        this.specification = specification;
        this.example = example;
        this.facts = new Facts(specification);
        this.parameters =
                example.parameters().stream().mapToInt(Integer::intValue).toArray();
        this.step = Steps.of(example.question().action(), example.question().outcome());
        this.after = step.after(example.before(), parameters);
        this.twinAfter = example.twin().map(twin -> step.after(twin, parameters));
        confirm();
    }

    private void confirm() {
        List<TableState> before = new ArrayList<>(List.of(example.before()));
        example.twin().ifPresent(before::add);
        for (TableState state : before) {
            for (Claim.Invariant invariant : specification.claims(Claim.Invariant.class)) {
                insist(Evaluation.of(invariant.formula()).holds(state), invariant.name() + " does not hold before");
            }
            insist(step.isPossible(state, parameters), "the step is not possible");
        }
        insist(violation().isPresent(), "the claim holds after the step");
    }

    private void insist(boolean confirmed, String otherwise) {
        if (!confirmed) {
            throw new IllegalStateException("prover and evaluator disagree about " + example.question() + ": "
                    + otherwise + "\n" + tell(Optional.empty()));
        }
    }

    private Worlds worlds() {
        return example.twin().isEmpty()
                ? Worlds.of(example.before(), after)
                : Worlds.of(example.before(), after, example.twin().get(), twinAfter.orElseThrow());
    }

    private Optional<Assignment> violation() {
        return switch (example.question().claim()) {
            case Claim.Invariant invariant -> Evaluation.of(invariant.formula()).violation(Worlds.of(after), Map.of());
            case Claim.Promise promise ->
                Evaluation.of(promise.formula(), example.question().action().parameters())
                        .violation(worlds(), Map.of(), parameters);
            case Claim.Refusal refusal -> Evaluation.of(refusal.formula()).violation(worlds(), Map.of());
            case Claim.Step claim ->
                Evaluation.of(claim.formula(), List.of(claim.actor())).violation(worlds(), Map.of(), actor());
            case Claim.TwoRun claim ->
                Evaluation.of(claim.formula(), List.of(claim.actor())).violation(worlds(), Map.of(), actor());
        };
    }

    private int actor() {
        Action action = example.question().action();
        Sort sort = action.actor().sort();
        Variable someone = new Variable("someone", sort);
        List<Variable> scope = new ArrayList<>(action.parameters());
        scope.add(someone);
        Evaluation is = Evaluation.of(new Formula.Equal(action.actor(), someone), scope);
        for (int element = 0; element < example.before().size(sort); element++) {
            int[] arguments = Arrays.copyOf(parameters, parameters.length + 1);
            arguments[parameters.length] = element;
            if (is.holds(example.before(), arguments)) {
                return element;
            }
        }
        throw new IllegalStateException("nobody acts in " + action);
    }

    /** The state before the step, and after it. */
    public List<TableState> states() {
        return List.of(example.before(), after);
    }

    /** The whole story. */
    public String tell() {
        return tell(violation());
    }

    private String tell(Optional<Assignment> where) {
        Question question = example.question();
        StringBuilder text = new StringBuilder();
        text.append(question.claim().name() + " is broken by "
                + question.action().name() + " (" + question.outcome().result() + ")\n");
        text.append("  claim: " + question.claim().meaning() + "\n");
        text.append("  world: " + sizes() + "\n");
        lines(text, "  policy and configuration:", listed(Kind.RIGID, example.before()));
        lines(text, "  1. before:", listed(Kind.STATE, example.before()));
        lines(text, "     and, seen by nobody:", listed(Kind.GHOST, example.before()));
        example.twin()
                .ifPresent(twin -> lines(text, "     the other run differs:", facts.changes(example.before(), twin)));
        text.append("  2. step: " + question.action().meaning() + "\n");
        text.append("       " + facts.name(question.action().parameters(), example.parameters()) + "\n");
        for (Symbol input : question.action().inputs()) {
            text.append(
                    "       " + input.meaning() + ": " + String.join(", ", facts.of(input, example.before())) + "\n");
        }
        lines(text, "     it changed:", facts.changes(example.before(), after));
        example.twin()
                .ifPresent(twin ->
                        lines(text, "     in the other run it changed:", facts.changes(twin, twinAfter.orElseThrow())));
        text.append("  3. then the claim fails");
        where.filter(assignment -> !assignment.variables().isEmpty())
                .ifPresent(
                        assignment -> text.append(" for " + facts.name(assignment.variables(), assignment.values())));
        return text.append(":\n       " + question.claim().formula() + "\n").toString();
    }

    private static void lines(StringBuilder text, String title, List<String> lines) {
        if (!lines.isEmpty()) {
            text.append(title + "\n");
            lines.forEach(line -> text.append("       " + line + "\n"));
        }
    }

    private List<String> listed(Kind kind, TableState state) {
        List<String> lines = new ArrayList<>();
        for (Symbol symbol : specification.symbols()) {
            boolean listed = symbol.kind() == kind && (kind != Kind.RIGID || isSpokenOf(symbol));
            List<String> found = listed ? facts.of(symbol, state) : List.of();
            if (!found.isEmpty()) {
                lines.add(String.join(", ", found));
            }
        }
        return lines;
    }

    /** Of the configuration only what the step or the claim goes by. */
    private boolean isSpokenOf(Symbol symbol) {
        Question question = example.question();
        return Symbols.of(question.claim().formula()).contains(symbol)
                || Symbols.of(question.outcome().guard()).contains(symbol)
                || question.outcome().updates().stream()
                        .anyMatch(update -> Symbols.of(update.when()).contains(symbol));
    }

    private String sizes() {
        List<String> parts = new ArrayList<>();
        for (Sort sort : specification.sorts()) {
            List<String> names = new ArrayList<>();
            for (int element = 0; element < example.sizes().get(sort); element++) {
                names.add(facts.name(sort, element));
            }
            if (names.size() > 1 || sort.equals(specification.sorts().getFirst())) {
                parts.add(sort.name() + " " + String.join(" ", names));
            }
        }
        return String.join("; ", parts);
    }
}
