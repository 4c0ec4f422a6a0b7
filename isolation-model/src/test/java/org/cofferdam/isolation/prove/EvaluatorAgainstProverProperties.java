package org.cofferdam.isolation.prove;

import static org.cofferdam.isolation.core.CoreSpecification.CORE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.cofferdam.isolation.core.Vocabulary;
import org.cofferdam.isolation.evaluate.Evaluation;
import org.cofferdam.isolation.evaluate.Steps;
import org.cofferdam.isolation.evaluate.TableState;
import org.cofferdam.isolation.language.Action;
import org.cofferdam.isolation.language.Claim;
import org.cofferdam.isolation.language.Function;
import org.cofferdam.isolation.language.Outcome;
import org.cofferdam.isolation.language.Relation;
import org.cofferdam.isolation.language.Sort;
import org.cofferdam.isolation.language.Symbol;
import org.cofferdam.isolation.language.Variable;
import org.cofferdam.isolation.language.World;

/** The evaluator and the translation for solvers give every formula and every step the same meaning. */
class EvaluatorAgainstProverProperties {
    private static final Map<Sort, Integer> SIZES = sizes();

    private static Map<Sort, Integer> sizes() {
        Map<Sort, Integer> sizes = new HashMap<>();
        for (Sort sort : Vocabulary.SORTS) {
            sizes.put(sort, Math.max(2, Elements.constants(CORE, sort).size()));
        }
        sizes.put(Vocabulary.PARTITION, 3);
        return sizes;
    }

    @Property(tries = 12)
    void invariantsAreTrueOfTheSameStates(@ForAll long seed) {
        TableState state = random(new Random(seed), CORE.symbols());
        Script script = new Script(CORE).vocabulary(false);
        try (Solver solver = new Z3Solver()) {
            solver.send(script + world() + told(script, World.NOW, CORE.symbols(), state));
            for (Claim claim : CORE.claims(Claim.Invariant.class)) {
                String answer = solver.send(
                        "(push)\n(assert " + script.written(claim.formula(), World.NOW) + ")\n(check-sat)\n");
                solver.send("(pop)");
                assertEquals(
                        answer.equals("sat"), Evaluation.of(claim.formula()).holds(state), claim::name);
            }
        }
    }

    @Property(tries = 60)
    void stepsArePossibleInTheSameStatesAndEndInTheSameState(@ForAll long seed) {
        Random random = new Random(seed);
        Action action = CORE.actions().get(random.nextInt(CORE.actions().size()));
        Outcome outcome = action.outcomes().get(random.nextInt(action.outcomes().size()));
        List<Symbol> symbols = new ArrayList<>(CORE.symbols());
        symbols.addAll(action.inputs());
        TableState state = random(random, symbols);
        int[] parameters = action.parameters().stream()
                .mapToInt(parameter -> random.nextInt(SIZES.get(parameter.sort())))
                .toArray();
        Steps step = Steps.of(action, outcome);
        // Without the condition, so that the step's effect is compared even where it is not possible.
        Outcome unconditional = new Outcome(outcome.result(), outcome.isError(), List.of(), outcome.updates());
        Script script = new Script(CORE).vocabulary(false).step(action, unconditional, false);
        StringBuilder text = new StringBuilder(script + world() + told(script, World.NOW, symbols, state));
        for (int i = 0; i < parameters.length; i++) {
            Variable parameter = action.parameters().get(i);
            text.append(
                    "(assert (= " + parameter.name() + " " + Elements.name(parameter.sort(), parameters[i]) + "))\n");
        }
        try (Solver solver = new Z3Solver()) {
            solver.send(text.toString());
            assertEquals("sat", solver.send("(check-sat)"));
            String guard = "(push)\n(assert " + script.written(outcome.guard(), World.NOW) + ")\n(check-sat)\n";
            assertEquals(step.isPossible(state, parameters), solver.send(guard).equals("sat"), action::name);
            solver.send("(pop)");
            String after = told(script, World.NEXT, CORE.symbols(), step.after(state, parameters));
            assertEquals("sat", solver.send(after + "(check-sat)"), () -> action + " " + outcome.result());
        }
    }

    private static TableState random(Random random, List<Symbol> symbols) {
        TableState state = new TableState(SIZES);
        int density = 1 + random.nextInt(4);
        for (Symbol symbol : symbols) {
            for (List<Integer> tuple : Elements.tuples(symbol.sorts(), SIZES)) {
                int[] places = tuple.stream().mapToInt(Integer::intValue).toArray();
                switch (symbol) {
                    case Relation relation -> state.set(relation, random.nextInt(4) < density, places);
                    case Function function -> state.set(function, random.nextInt(SIZES.get(function.result())), places);
                }
            }
        }
        return state;
    }

    private static String world() {
        StringBuilder text = new StringBuilder();
        SIZES.forEach((sort, size) -> text.append(Elements.bound(CORE, sort, size)));
        return text.toString();
    }

    /** A state, fact by fact. */
    private static String told(Script script, World world, List<Symbol> symbols, TableState state) {
        StringBuilder text = new StringBuilder();
        for (Symbol symbol : symbols) {
            for (List<Integer> tuple : Elements.tuples(symbol.sorts(), SIZES)) {
                int[] places = tuple.stream().mapToInt(Integer::intValue).toArray();
                List<String> arguments = new ArrayList<>();
                for (int i = 0; i < places.length; i++) {
                    arguments.add(Elements.name(symbol.sorts().get(i), places[i]));
                }
                String written = script.written(symbol, world, arguments);
                switch (symbol) {
                    case Relation relation ->
                        text.append("(assert (= " + written + " " + state.holds(relation, places) + "))\n");
                    case Function function ->
                        text.append("(assert (= " + written + " "
                                + Elements.name(function.result(), state.value(function, places)) + "))\n");
                }
            }
        }
        return text.toString();
    }
}
