package org.cofferdam.isolation.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cofferdam.isolation.language.Constant;
import org.cofferdam.isolation.language.Formula;
import org.cofferdam.isolation.language.Relation;
import org.cofferdam.isolation.language.Sort;
import org.cofferdam.isolation.language.Term;
import org.cofferdam.isolation.language.Variable;
import org.cofferdam.isolation.language.World;

/**
 * A formula made ready to be asked of finite states, as often as one likes, by any number of threads. Quantifiers are loops;
 * nothing is clever, for this is the meaning that the other engines are measured by.
 */
public final class Evaluation {
    private final List<Variable> parameters;
    private final Formula formula;
    private final Test test;
    private final int slots;

    /** A formula with its variables replaced by places in an array of values. */
    private interface Test {
        boolean in(Worlds worlds, int[] values);
    }

    private interface Value {
        int in(Worlds worlds, int[] values);
    }

    private Evaluation(List<Variable> parameters, Formula formula) {
        this.parameters = List.copyOf(parameters);
        this.formula = formula;
        Compiler compiler = new Compiler();
        this.test = compiler.test(formula, parameters, World.NOW);
        this.slots = Math.max(compiler.deepest, parameters.size());
    }

    /**
     * Makes a formula ready.
     *
     * @param parameters its free variables, in the order in which {@link #holds} takes their values
     * @throws IllegalArgumentException if another variable is free
     */
    public static Evaluation of(Formula formula, List<Variable> parameters) {
        return new Evaluation(parameters, formula);
    }

    /** Makes a formula without free variables ready. */
    public static Evaluation of(Formula formula) {
        return of(formula, List.of());
    }

    /** Whether it holds. */
    public boolean holds(Worlds worlds, int... arguments) {
        if (arguments.length != parameters.size()) {
            throw new IllegalArgumentException(arguments.length + " values for " + parameters);
        }
        int[] values = new int[slots];
        System.arraycopy(arguments, 0, values, 0, arguments.length);
        return test.in(worlds, values);
    }

    /** Whether it holds in a state. */
    public boolean holds(State state, int... arguments) {
        return holds(Worlds.of(state), arguments);
    }

    /**
     * For which values of its outermost "for all" a formula is false: the first such, or empty if it holds.
     *
     * @param only by sort the elements that variables of the outermost "for all" range over; a sort that is left out: all. A
     *     claim that speaks of one frame at a time need be asked only about the frames that a step has touched
     */
    public Optional<Assignment> violation(Worlds worlds, Map<Sort, BitSet> only, int... arguments) {
        if (!(formula instanceof Formula.ForAll(List<Variable> variables, Formula body))) {
            return holds(worlds, arguments) ? Optional.empty() : Optional.of(new Assignment(List.of(), List.of()));
        }
        List<Variable> scope = new ArrayList<>(parameters);
        scope.addAll(variables);
        Evaluation inner = of(body, scope);
        int[] values = Arrays.copyOf(arguments, inner.slots);
        return inner.search(worlds, only, values, arguments.length)
                ? Optional.of(new Assignment(variables, range(values, arguments.length, scope.size())))
                : Optional.empty();
    }

    private static List<Integer> range(int[] values, int from, int to) {
        return Arrays.stream(values, from, to).boxed().toList();
    }

    private boolean search(Worlds worlds, Map<Sort, BitSet> only, int[] values, int place) {
        if (place == parameters.size()) {
            return !test.in(worlds, values);
        }
        Sort sort = parameters.get(place).sort();
        BitSet allowed = only.get(sort);
        int size = worlds.at(World.NOW).size(sort);
        for (int element = 0; element < size; element++) {
            values[place] = element;
            if ((allowed == null || allowed.get(element)) && search(worlds, only, values, place + 1)) {
                return true;
            }
        }
        return false;
    }

    /** Replaces names by places, once. */
    private static final class Compiler {
        private int deepest;

        Test test(Formula formula, List<Variable> scope, World world) {
            return switch (formula) {
                case Formula.Holds(Relation relation, List<Term> arguments) -> {
                    Value[] tuple = values(arguments, scope, world);
                    yield (worlds, values) -> worlds.at(world).holds(relation, all(tuple, worlds, values));
                }
                case Formula.Equal(Term left, Term right) -> {
                    Value one = value(left, scope, world);
                    Value other = value(right, scope, world);
                    yield (worlds, values) -> one.in(worlds, values) == other.in(worlds, values);
                }
                case Formula.Not(Formula body) -> {
                    Test inner = test(body, scope, world);
                    yield (worlds, values) -> !inner.in(worlds, values);
                }
                case Formula.And(List<Formula> parts) -> all(tests(parts, scope, world));
                case Formula.Or(List<Formula> parts) -> any(tests(parts, scope, world));
                case Formula.Implies(Formula premise, Formula conclusion) -> {
                    Test one = test(premise, scope, world);
                    Test other = test(conclusion, scope, world);
                    yield (worlds, values) -> !one.in(worlds, values) || other.in(worlds, values);
                }
                case Formula.Iff(Formula left, Formula right) -> {
                    Test one = test(left, scope, world);
                    Test other = test(right, scope, world);
                    yield (worlds, values) -> one.in(worlds, values) == other.in(worlds, values);
                }
                case Formula.ForAll(List<Variable> variables, Formula body) ->
                    quantified(variables, body, scope, world, true);
                case Formula.Exists(List<Variable> variables, Formula body) ->
                    quantified(variables, body, scope, world, false);
                case Formula.At(World other, Formula body) -> test(body, scope, other);
                case Formula.Same(Term term, World here, World there) -> {
                    Value one = value(term, scope, here);
                    Value other = value(term, scope, there);
                    yield (worlds, values) -> one.in(worlds, values) == other.in(worlds, values);
                }
            };
        }

        private List<Test> tests(List<Formula> parts, List<Variable> scope, World world) {
            return parts.stream().map(part -> test(part, scope, world)).toList();
        }

        private static Test all(List<Test> parts) {
            return (worlds, values) -> {
                for (Test part : parts) {
                    if (!part.in(worlds, values)) {
                        return false;
                    }
                }
                return true;
            };
        }

        private static Test any(List<Test> parts) {
            return (worlds, values) -> {
                for (Test part : parts) {
                    if (part.in(worlds, values)) {
                        return true;
                    }
                }
                return false;
            };
        }

        /** One loop a variable: "for all" looks for one that fails, "exists" for one that does. */
        private Test quantified(
                List<Variable> variables, Formula body, List<Variable> scope, World world, boolean universal) {
            if (variables.isEmpty()) {
                return test(body, scope, world);
            }
            List<Variable> wider = new ArrayList<>(scope);
            wider.add(variables.getFirst());
            deepest = Math.max(deepest, wider.size());
            Test inner = quantified(variables.subList(1, variables.size()), body, wider, world, universal);
            Sort sort = variables.getFirst().sort();
            int slot = scope.size();
            return (worlds, values) -> {
                int size = worlds.at(World.NOW).size(sort);
                for (int element = 0; element < size; element++) {
                    values[slot] = element;
                    if (inner.in(worlds, values) != universal) {
                        return !universal;
                    }
                }
                return universal;
            };
        }

        private Value[] values(List<Term> terms, List<Variable> scope, World world) {
            return terms.stream().map(term -> value(term, scope, world)).toArray(Value[]::new);
        }

        private Value value(Term term, List<Variable> scope, World world) {
            return switch (term) {
                case Variable variable -> {
                    int slot = scope.lastIndexOf(variable);
                    if (slot < 0) {
                        throw new IllegalArgumentException(variable + " is free, and no parameter");
                    }
                    yield (_, values) -> values[slot];
                }
                case Constant constant -> (_, _) -> constant.element();
                case Term.Apply apply -> {
                    Value[] arguments = values(apply.arguments(), scope, world);
                    yield (worlds, values) -> worlds.at(world).value(apply.function(), all(arguments, worlds, values));
                }
            };
        }

        private static int[] all(Value[] terms, Worlds worlds, int[] values) {
            int[] tuple = new int[terms.length];
            for (int i = 0; i < tuple.length; i++) {
                tuple[i] = terms[i].in(worlds, values);
            }
            return tuple;
        }
    }
}
