package org.cofferdam.isolation.prove;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.cofferdam.isolation.language.Action;
import org.cofferdam.isolation.language.Claim;
import org.cofferdam.isolation.language.Formula;
import org.cofferdam.isolation.language.Outcome;
import org.cofferdam.isolation.language.Specification;
import org.cofferdam.isolation.language.Symbol;
import org.cofferdam.isolation.language.Symbols;
import org.cofferdam.isolation.language.World;

/** Asks a solver, for every outcome of every action, whether it keeps every claim. */
public final class Prover {
    /** Nothing in the specification takes the solver a tenth of this. */
    static final int PATIENCE_MILLISECONDS = 20_000;

    private final Specification specification;
    private final Supplier<Solver> solvers;

    private Prover(Specification specification, Supplier<Solver> solvers) {
        this.specification = specification;
        this.solvers = solvers;
    }

    /** A prover that uses Z3. */
    public static Prover z3(Specification specification) {
        return new Prover(specification, Z3Solver::new);
    }

    /** Whether a claim is about this outcome at all. */
    private static boolean concerns(Claim claim, Action action, Outcome outcome) {
        return switch (claim) {
            case Claim.Refusal _ -> outcome.isError();
            case Claim.Step step -> action.name().startsWith(step.scope());
            case Claim.Invariant _, Claim.TwoRun _ -> true;
        };
    }

    /** Answers all questions about one outcome of an action. */
    Map<Question, Verdict> answer(Action action, Outcome outcome, List<Claim> claims, boolean withCounterexamples) {
        Map<Question, Verdict> verdicts = new LinkedHashMap<>();
        for (boolean twoRuns : List.of(false, true)) {
            List<Claim> asked = claims.stream()
                    .filter(claim -> claim instanceof Claim.TwoRun == twoRuns)
                    .filter(claim -> concerns(claim, action, outcome))
                    .toList();
            if (!asked.isEmpty()) {
                answer(action, outcome, asked, twoRuns, withCounterexamples, verdicts);
            }
        }
        return verdicts;
    }

    private Script script(Action action, Outcome outcome, boolean twoRuns) {
        Script script = new Script(specification)
                .vocabulary(twoRuns)
                .assume(specification.axioms(), World.NOW)
                .invariants(World.NOW);
        if (twoRuns) {
            script.invariants(World.TWIN);
        }
        return script.step(action, outcome, twoRuns);
    }

    private void answer(
            Action action,
            Outcome outcome,
            List<Claim> claims,
            boolean twoRuns,
            boolean withCounterexamples,
            Map<Question, Verdict> verdicts) {
        Script script = script(action, outcome, twoRuns);
        try (Solver solver = solvers.get()) {
            solver.send("(set-option :timeout " + PATIENCE_MILLISECONDS + ")\n" + script);
            for (Claim claim : claims) {
                Question question = new Question(claim, action, outcome);
                verdicts.put(question, answer(question, script, solver, withCounterexamples));
            }
        }
    }

    private Verdict answer(Question question, Script script, Solver solver, boolean withCounterexamples) {
        if (question.claim() instanceof Claim.TwoRun run) {
            return answer(run, question, script, solver, withCounterexamples);
        }
        if (!speaksOf(question.claim().formula(), script.changed())) {
            return new Verdict.Untouched();
        }
        String negation = script.negation(question.claim(), question.action().actor());
        return ask(negation, question, script, solver, withCounterexamples);
    }

    /** Part by part: what the step does not touch is alike after as it was before. */
    private Verdict answer(
            Claim.TwoRun run, Question question, Script script, Solver solver, boolean withCounterexamples) {
        Verdict verdict = new Verdict.Untouched();
        solver.send("(push)\n" + script.premise(run, question.action().actor()));
        for (Formula part : run.after()) {
            if (speaksOf(part, script.changed()) && !(verdict instanceof Verdict.Refuted)) {
                String negation = "(assert (not " + script.written(part, World.NOW) + "))\n";
                verdict = worse(verdict, ask(negation, question, script, solver, withCounterexamples));
            }
        }
        solver.send("(pop)");
        return verdict;
    }

    private static Verdict worse(Verdict one, Verdict other) {
        return one instanceof Verdict.Unknown && !(other instanceof Verdict.Refuted) ? one : other;
    }

    private Verdict ask(String negation, Question question, Script script, Solver solver, boolean withCounterexamples) {
        solver.send("(push)\n" + negation);
        String answer = solver.send("(check-sat)");
        Verdict verdict =
                switch (answer) {
                    case "unsat" -> new Verdict.Proved();
                    case "sat" ->
                        new Verdict.Refuted(
                                withCounterexamples
                                        ? Optional.of(
                                                new Countermodel(specification, script, solver).smallest(question))
                                        : Optional.empty());
                    default -> new Verdict.Unknown(solver.send("(get-info :reason-unknown)"));
                };
        solver.send("(pop)");
        return verdict;
    }

    /** What speaks of nothing that changed says the same before and after. */
    private static boolean speaksOf(Formula formula, Set<Symbol> changed) {
        return Symbols.of(formula).stream().anyMatch(changed::contains);
    }

    /** Whether an outcome is possible at all in a state in which the invariants hold: if not, nothing was proved of it. */
    Verdict isPossible(Action action, Outcome outcome) {
        try (Solver solver = solvers.get()) {
            String answer = solver.send("(set-option :timeout " + PATIENCE_MILLISECONDS + ")\n"
                    + script(action, outcome, false) + "(check-sat)");
            return answer.equals("sat")
                    ? new Verdict.Proved()
                    : answer.equals("unsat") ? new Verdict.Refuted(Optional.empty()) : new Verdict.Unknown(answer);
        }
    }

    /** Whether the invariants hold in the beginning. */
    Map<Claim, Verdict> beginning() {
        Map<Claim, Verdict> verdicts = new LinkedHashMap<>();
        Script script = new Script(specification)
                .vocabulary(false)
                .assume(specification.axioms(), World.NOW)
                .assume(specification.initial(), World.NOW);
        try (Solver solver = solvers.get()) {
            solver.send("(set-option :timeout " + PATIENCE_MILLISECONDS + ")\n" + script);
            for (Claim claim : specification.claims(Claim.Invariant.class)) {
                String answer = solver.send(
                        "(push)\n(assert (not " + script.written(claim.formula(), World.NOW) + "))\n(check-sat)\n");
                solver.send("(pop)");
                verdicts.put(
                        claim, answer.equals("unsat") ? new Verdict.Proved() : new Verdict.Refuted(Optional.empty()));
            }
        }
        return verdicts;
    }

    /** All steps, in the order of the specification. */
    static List<Question> steps(Specification specification) {
        List<Question> steps = new ArrayList<>();
        for (Action action : specification.actions()) {
            for (Outcome outcome : action.outcomes()) {
                steps.add(new Question(null, action, outcome));
            }
        }
        return steps;
    }
}
