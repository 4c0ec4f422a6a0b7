package org.cofferdam.isolation.prove;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cofferdam.isolation.evaluate.TableState;
import org.cofferdam.isolation.language.Action;
import org.cofferdam.isolation.language.Claim;
import org.cofferdam.isolation.language.Function;
import org.cofferdam.isolation.language.Relation;
import org.cofferdam.isolation.language.Sort;
import org.cofferdam.isolation.language.Specification;
import org.cofferdam.isolation.language.Symbol;
import org.cofferdam.isolation.language.Variable;
import org.cofferdam.isolation.language.World;

/**
 * Reads a small world off a solver that has found a claim to fail. The sorts are made as small as they can be, one after the other;
 * then each fact is dropped that need not be.
 */
final class Countermodel {
    private static final int MOST = 12;

    private final Specification specification;
    private final Script script;
    private final Solver solver;
    private final Map<Sort, Integer> sizes = new LinkedHashMap<>();

    /** @param solver has been told the script and that a claim fails, and answers "sat" */
    Countermodel(Specification specification, Script script, Solver solver) {
        this.specification = specification;
        this.script = script;
        this.solver = solver;
    }

    /** The world, and the step in it. */
    Counterexample smallest(Question question) {
        int scopes = 0;
        for (Sort sort : specification.sorts()) {
            int size = Math.max(1, Elements.constants(specification, sort).size());
            solver.send("(push)\n" + Elements.bound(specification, sort, size));
            while (!solver.send("(check-sat)").equals("sat")) {
                size++;
                if (size > MOST) {
                    throw new IllegalStateException("no world with " + MOST + " of sort " + sort + " for " + question);
                }
                solver.send("(pop)\n(push)\n" + Elements.bound(specification, sort, size));
            }
            sizes.put(sort, size);
            scopes++;
        }
        Action action = question.action();
        List<Integer> parameters = new ArrayList<>();
        for (Variable parameter : action.parameters()) {
            parameters.add(which(parameter.name(), parameter.sort()));
        }
        TableState before = state(World.NOW);
        Optional<TableState> twin =
                question.claim() instanceof Claim.TwoRun ? Optional.of(state(World.TWIN)) : Optional.empty();
        for (Relation input : action.inputs()) {
            read(input, World.NOW, before);
            twin.ifPresent(state -> read(input, World.NOW, state));
        }
        solver.send("(pop)\n".repeat(scopes));
        return new Counterexample(question, sizes, parameters, before, twin);
    }

    private TableState state(World world) {
        TableState state = new TableState(sizes);
        specification.symbols().forEach(symbol -> read(symbol, world, state));
        return state;
    }

    private void read(Symbol symbol, World world, TableState into) {
        for (List<Integer> tuple : Elements.tuples(symbol.sorts(), sizes)) {
            List<String> arguments = new ArrayList<>();
            for (int i = 0; i < tuple.size(); i++) {
                arguments.add(Elements.name(symbol.sorts().get(i), tuple.get(i)));
            }
            String term = script.written(symbol, world, arguments);
            int[] places = tuple.stream().mapToInt(Integer::intValue).toArray();
            switch (symbol) {
                case Relation relation -> into.set(relation, holds(term), places);
                case Function function -> into.set(function, which(term, function.result()), places);
            }
        }
    }

    /** The lowest element that a term can denote; it denotes that from now on. */
    private int which(String term, Sort sort) {
        for (int element = 0; element < sizes.get(sort); element++) {
            String same = "(= " + term + " " + Elements.name(sort, element) + ")";
            if (isPossible(same)) {
                solver.send("(assert " + same + ")");
                return element;
            }
        }
        throw new IllegalStateException("the solver gives " + term + " no value");
    }

    /** Whether a formula has to hold; if not it does not from now on. The fewer facts, the clearer the story. */
    private boolean holds(String formula) {
        boolean holds = !isPossible("(not " + formula + ")");
        solver.send("(assert " + (holds ? formula : "(not " + formula + ")") + ")");
        return holds;
    }

    private boolean isPossible(String formula) {
        solver.send("(push)\n(assert " + formula + ")");
        String answer = solver.send("(check-sat)");
        solver.send("(pop)");
        return answer.equals("sat");
    }
}
