package org.cofferdam.isolation.prove;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.cofferdam.isolation.language.Action;
import org.cofferdam.isolation.language.Claim;
import org.cofferdam.isolation.language.Formula;
import org.cofferdam.isolation.language.Outcome;
import org.cofferdam.isolation.language.Specification;
import org.cofferdam.isolation.language.Symbol;
import org.cofferdam.isolation.language.Symbols;
import org.cofferdam.isolation.language.Update;
import org.cofferdam.isolation.language.World;

/** Asks a solver, for every outcome of every action, whether it keeps every claim. */
public final class Prover {
    /** Nothing in the specification takes Z3 a tenth of this. */
    private static final String PATIENCE = "(set-option :timeout 20000)\n";

    private static final String CORES = "(set-option :produce-unsat-cores true)\n";

    private final Specification specification;
    private final Supplier<Solver> solvers;
    private final boolean tellsUsed;

    private Prover(Specification specification, Supplier<Solver> solvers, boolean tellsUsed) {
        this.specification = specification;
        this.solvers = solvers;
        this.tellsUsed = tellsUsed;
    }

    /** A prover that uses Z3. */
    public static Prover z3(Specification specification) {
        return new Prover(specification, Z3Solver::new, false);
    }

    /** A prover that uses Z3, and tells of each proof which invariants were used in it. It takes longer. */
    public static Prover z3WithReasons(Specification specification) {
        return new Prover(specification, Z3Solver::new, true);
    }

    /** A prover that uses SMTInterpol, which may leave questions open that Z3 answers, and has no counterexamples. */
    public static Prover smtInterpol(Specification specification) {
        return new Prover(specification, SmtInterpolSolver::new, false);
    }

    /** Name and version of the solver. */
    public String name() {
        try (Solver solver = solvers.get()) {
            return solver.name();
        }
    }

    /** Whether a claim is about this outcome at all. */
    private static boolean concerns(Claim claim, Action action, Outcome outcome) {
        return switch (claim) {
            case Claim.Refusal _ -> outcome.isError();
            case Claim.Step step -> action.name().startsWith(step.scope());
            case Claim.Promise promise ->
                action.name().equals(promise.action()) && outcome.result().equals(promise.result());
            case Claim.Invariant _, Claim.TwoRun _ -> true;
        };
    }

    /**
     * Answers all questions, in the order of the specification's actions.
     *
     * @param claims what is asked about
     * @param threads how many questions are worked on at once: the answers do not depend on it
     */
    public List<Answer> answer(List<Claim> claims, int threads) {
        List<Callable<List<Answer>>> tasks = new ArrayList<>();
        for (Action action : specification.actions()) {
            for (Outcome outcome : action.outcomes()) {
                tasks.add(() -> answer(action, outcome, claims, true));
            }
        }
        return Parallel.run(tasks, threads).stream().flatMap(List::stream).toList();
    }

    /** A claim that an outcome breaks, without a counterexample; empty if it keeps them all. */
    public Optional<Question> refutation(Action action, Outcome outcome, List<Claim> claims) {
        return answer(action, outcome, claims, false).stream()
                .filter(answer -> answer.verdict() instanceof Verdict.Refuted)
                .map(Answer::question)
                .findFirst();
    }

    /** Answers all questions about one outcome of an action. */
    public List<Answer> answer(Action action, Outcome outcome, List<Claim> claims, boolean withCounterexamples) {
        List<Answer> answers = new ArrayList<>();
        for (boolean twoRuns : List.of(false, true)) {
            List<Claim> asked = claims.stream()
                    .filter(claim -> claim instanceof Claim.TwoRun == twoRuns)
                    .filter(claim -> concerns(claim, action, outcome))
                    .toList();
            if (!asked.isEmpty()) {
                answer(action, outcome, asked, twoRuns, withCounterexamples, answers);
            }
        }
        return answers;
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
            List<Answer> answers) {
        Script script = script(action, outcome, twoRuns);
        try (Solver solver = solvers.get()) {
            solver.send((tellsUsed ? CORES : "") + PATIENCE + script);
            for (Claim claim : claims) {
                long began = System.nanoTime();
                Question question = new Question(claim, action, outcome);
                Verdict verdict = answer(question, script, solver, withCounterexamples);
                answers.add(new Answer(question, verdict, (System.nanoTime() - began) / 1000));
            }
        }
    }

    private Verdict answer(Question question, Script script, Solver solver, boolean withCounterexamples) {
        if (question.claim() instanceof Claim.TwoRun run) {
            return answer(run, question, script, solver, withCounterexamples);
        }
        // What is claimed of steps may be false of one that changes nothing.
        boolean ofStates = question.claim() instanceof Claim.Invariant || question.claim() instanceof Claim.Refusal;
        if (ofStates && !speaksOf(question.claim().formula(), script.changed())) {
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
        if (one instanceof Verdict.Proved(Set<String> some) && other instanceof Verdict.Proved(Set<String> more)) {
            Set<String> both = new TreeSet<>(some);
            both.addAll(more);
            return new Verdict.Proved(both);
        }
        return one instanceof Verdict.Unknown && !(other instanceof Verdict.Refuted) ? one : other;
    }

    private Verdict ask(String negation, Question question, Script script, Solver solver, boolean withCounterexamples) {
        solver.send("(push)\n" + negation);
        String answer = solver.send("(check-sat)");
        Verdict verdict =
                switch (answer) {
                    case "unsat" ->
                        new Verdict.Proved(tellsUsed ? Script.invariantsIn(solver.send("(get-unsat-core)")) : Set.of());
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

    /** Whether an outcome is possible at all where the invariants hold: if not, nothing was proved of it. */
    public boolean isPossible(Action action, Outcome outcome) {
        try (Solver solver = solvers.get()) {
            return solver.send(PATIENCE + script(action, outcome, false) + "(check-sat)")
                    .equals("sat");
        }
    }

    /** Whether the invariants and the other conditions of an outcome imply a condition. */
    public boolean isImplied(Action action, Outcome others, Formula condition) {
        Script script = script(action, others, false);
        return isUnsatisfiable(script, "(assert (not " + script.written(condition, World.NOW) + "))\n");
    }

    /** Whether an outcome would end in the same state without one of its updates, wherever the invariants hold. */
    public boolean isIdle(Action action, Outcome outcome, Update update) {
        Script script = script(action, outcome, false);
        List<Update> fewer = outcome.updates().stream()
                .filter(other -> other.symbol().equals(update.symbol()) && !other.equals(update))
                .toList();
        return isUnsatisfiable(script, script.difference(update.symbol(), fewer));
    }

    private boolean isUnsatisfiable(Script script, String last) {
        try (Solver solver = solvers.get()) {
            return solver.send(PATIENCE + script + last + "(check-sat)").equals("unsat");
        }
    }

    /** The invariants that do not hold in the beginning. */
    public List<Claim> brokenInTheBeginning() {
        List<Claim> broken = new ArrayList<>();
        Script script = new Script(specification)
                .vocabulary(false)
                .assume(specification.axioms(), World.NOW)
                .assume(specification.initial(), World.NOW);
        try (Solver solver = solvers.get()) {
            solver.send(PATIENCE + script);
            for (Claim claim : specification.claims(Claim.Invariant.class)) {
                String answer = solver.send(
                        "(push)\n(assert (not " + script.written(claim.formula(), World.NOW) + "))\n(check-sat)\n");
                solver.send("(pop)");
                if (!answer.equals("unsat")) {
                    broken.add(claim);
                }
            }
        }
        return broken;
    }
}
