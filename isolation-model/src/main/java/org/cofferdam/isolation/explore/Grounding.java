package org.cofferdam.isolation.explore;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cofferdam.isolation.language.Constant;
import org.cofferdam.isolation.language.Formula;
import org.cofferdam.isolation.language.Function;
import org.cofferdam.isolation.language.Kind;
import org.cofferdam.isolation.language.Relation;
import org.cofferdam.isolation.language.Symbol;
import org.cofferdam.isolation.language.Term;
import org.cofferdam.isolation.language.Variable;
import org.cofferdam.isolation.language.World;

/**
 * Turns formulas into expressions over the fields of a state: quantifiers become as many parts as there are elements, and a term
 * whose value the state decides becomes its cases.
 */
final class Grounding {
    private final SmallWorld world;
    private final Fields fields;
    private final Expressions expressions;
    private final IdentityHashMap<Formula, Set<Variable>> free = new IdentityHashMap<>();
    private Reading next = null;

    /** How a field reads in a state. */
    interface Reading {
        Expression is(int field, int value);
    }

    /** A value, and when a term has it. */
    private record Case(Expression when, int value) {}

    /** A tuple, and when terms denote it. */
    private record TupleCase(Expression when, List<Integer> tuple) {}

    Grounding(SmallWorld world, Fields fields, Expressions expressions) {
        this.world = world;
        this.fields = fields;
        this.expressions = expressions;
    }

    /** A formula about one state. */
    Expression ground(Formula formula, Map<Variable, Integer> values) {
        return ground(formula, new HashMap<>(values), World.NOW);
    }

    /** A formula about the two states of a step, the second of which is read like this. */
    Expression ground(Formula formula, Map<Variable, Integer> values, Reading after) {
        next = after;
        try {
            return ground(formula, values);
        } finally {
            next = null;
        }
    }

    /** When a term has a value. */
    Expression isValue(Term term, int value, Map<Variable, Integer> values) {
        List<Expression> ways = new ArrayList<>();
        for (Case each : cases(term, values, World.NOW)) {
            if (each.value == value) {
                ways.add(each.when);
            }
        }
        return expressions.any(ways);
    }

    private Expression ground(Formula formula, Map<Variable, Integer> values, World at) {
        return switch (formula) {
            case Formula.Holds(Relation relation, List<Term> arguments) -> {
                List<Expression> ways = new ArrayList<>();
                for (TupleCase each : tuples(arguments, values, at)) {
                    ways.add(expressions.both(each.when, holds(relation, each.tuple, at)));
                }
                yield expressions.any(ways);
            }
            case Formula.Equal(Term left, Term right) -> equal(cases(left, values, at), cases(right, values, at));
            case Formula.Same(Term term, World one, World other) ->
                equal(cases(term, values, one), cases(term, values, other));
            case Formula.Not(Formula body) -> expressions.not(ground(body, values, at));
            case Formula.And(List<Formula> parts) -> all(parts, values, at);
            case Formula.Or(List<Formula> parts) -> any(parts, values, at);
            case Formula.Implies(Formula premise, Formula conclusion) -> {
                Expression not = expressions.not(ground(premise, values, at));
                yield not == expressions.yes() ? not : expressions.either(not, ground(conclusion, values, at));
            }
            case Formula.Iff(Formula left, Formula right) ->
                expressions.same(ground(left, values, at), ground(right, values, at));
            case Formula.ForAll(List<Variable> variables, Formula body) ->
                forAll(FreeVariables.used(variables, body, free), body, values, at);
            case Formula.Exists(List<Variable> variables, Formula body) ->
                exists(FreeVariables.used(variables, body, free), body, values, at);
            case Formula.At(World other, Formula body) -> ground(body, values, other);
        };
    }

    private Expression all(List<Formula> parts, Map<Variable, Integer> values, World at) {
        List<Expression> grounds = new ArrayList<>();
        for (Formula part : parts) {
            Expression ground = ground(part, values, at);
            if (ground == expressions.no()) {
                return ground;
            }
            grounds.add(ground);
        }
        return expressions.all(grounds);
    }

    private Expression any(List<Formula> parts, Map<Variable, Integer> values, World at) {
        List<Expression> grounds = new ArrayList<>();
        for (Formula part : parts) {
            Expression ground = ground(part, values, at);
            if (ground == expressions.yes()) {
                return ground;
            }
            grounds.add(ground);
        }
        return expressions.any(grounds);
    }

    private Expression forAll(List<Variable> variables, Formula body, Map<Variable, Integer> values, World at) {
        List<Expression> instances = new ArrayList<>();
        instances(variables, body, values, at, instances);
        return expressions.all(instances);
    }

    private Expression exists(List<Variable> variables, Formula body, Map<Variable, Integer> values, World at) {
        List<Expression> instances = new ArrayList<>();
        instances(variables, body, values, at, instances);
        return expressions.any(instances);
    }

    private void instances(
            List<Variable> variables,
            Formula body,
            Map<Variable, Integer> values,
            World at,
            List<Expression> instances) {
        if (variables.isEmpty()) {
            instances.add(ground(body, values, at));
            return;
        }
        Variable variable = variables.getFirst();
        Integer shadowed = values.get(variable);
        for (int element = 0; element < world.size(variable.sort()); element++) {
            values.put(variable, element);
            instances(variables.subList(1, variables.size()), body, values, at, instances);
        }
        if (shadowed == null) {
            values.remove(variable);
        } else {
            values.put(variable, shadowed);
        }
    }

    private Expression equal(List<Case> ones, List<Case> others) {
        List<Expression> ways = new ArrayList<>();
        for (Case one : ones) {
            for (Case other : others) {
                if (one.value == other.value) {
                    ways.add(expressions.both(one.when, other.when));
                }
            }
        }
        return expressions.any(ways);
    }

    private List<Case> cases(Term term, Map<Variable, Integer> values, World at) {
        return switch (term) {
            case Variable variable -> List.of(new Case(expressions.yes(), bound(variable, values)));
            case Constant constant -> List.of(new Case(expressions.yes(), constant.element()));
            case Term.Apply(Function function, List<Term> arguments) -> {
                List<Case> cases = new ArrayList<>();
                for (TupleCase each : tuples(arguments, values, at)) {
                    addCases(function, each, at, cases);
                }
                yield cases;
            }
        };
    }

    private static int bound(Variable variable, Map<Variable, Integer> values) {
        Integer value = values.get(variable);
        if (value == null) {
            throw new IllegalArgumentException(variable + " is free, and no parameter");
        }
        return value;
    }

    private void addCases(Function function, TupleCase arguments, World at, List<Case> cases) {
        if (function.kind() == Kind.RIGID) {
            int value = world.configuration().value(function, array(arguments.tuple));
            cases.add(new Case(arguments.when, value));
            return;
        }
        int field = fields.of(function, arguments.tuple);
        fields.values(field).stream().forEach(value -> {
            Expression when = expressions.both(arguments.when, read(field, value, at));
            if (when != expressions.no()) {
                cases.add(new Case(when, value));
            }
        });
    }

    private List<TupleCase> tuples(List<Term> terms, Map<Variable, Integer> values, World at) {
        List<TupleCase> tuples = List.of(new TupleCase(expressions.yes(), List.of()));
        for (Term term : terms) {
            List<TupleCase> longer = new ArrayList<>();
            for (Case each : cases(term, values, at)) {
                for (TupleCase tuple : tuples) {
                    List<Integer> wider = new ArrayList<>(tuple.tuple);
                    wider.add(each.value);
                    longer.add(new TupleCase(expressions.both(tuple.when, each.when), wider));
                }
            }
            tuples = longer;
        }
        return tuples;
    }

    private Expression holds(Relation relation, List<Integer> tuple, World at) {
        if (relation.kind() == Kind.RIGID) {
            return expressions.constant(world.configuration().holds(relation, array(tuple)));
        }
        // Whoever acts chooses once: its sets are the same before and after.
        World when = relation.kind() == Kind.INPUT ? World.NOW : at;
        return read(fields.of(relation, tuple), 1, when);
    }

    private Expression read(int field, int value, World at) {
        return switch (at) {
            case NOW -> expressions.is(field, value);
            case NEXT -> {
                if (next == null) {
                    throw new IllegalArgumentException("a formula about one state speaks of the state after a step");
                }
                yield next.is(field, value);
            }
            case TWIN, TWIN_NEXT ->
                throw new IllegalArgumentException("the explorer follows one run: claims about two are the prover's");
        };
    }

    static int[] array(List<Integer> tuple) {
        return tuple.stream().mapToInt(Integer::intValue).toArray();
    }

    /** The value of a rigid symbol, for comparisons: 0 and 1 of a relation. */
    static int rigid(SmallWorld world, Symbol symbol, List<Integer> tuple) {
        return switch (symbol) {
            case Relation relation -> world.configuration().holds(relation, array(tuple)) ? 1 : 0;
            case Function function -> world.configuration().value(function, array(tuple));
        };
    }
}
