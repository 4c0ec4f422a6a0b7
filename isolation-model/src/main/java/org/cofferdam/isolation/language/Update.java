package org.cofferdam.isolation.language;

import static org.cofferdam.isolation.language.Formulas.equal;

import java.util.ArrayList;
import java.util.List;

/**
 * One change that a step makes. All conditions and values of a step are read in the state before it; of one relation tuples
 * are removed first, then inserted. What no update names stays.
 */
public sealed interface Update {
    /** What changes. */
    Symbol symbol();

    /** Names for the arguments of the symbol, for {@link #when}. */
    List<Variable> places();

    /** For which arguments it changes. */
    Formula when();

    /** The update as it is written in mathematics. */
    default String written() {
        List<String> names = places().stream().map(Variable::name).toList();
        String head = symbol().name() + (names.isEmpty() ? "" : "(" + String.join(", ", names) + ")");
        return switch (this) {
            case Insert insert -> head + " comes where " + insert.when();
            case Remove remove -> head + " goes where " + remove.when();
            case Assign assign -> head + " := " + assign.value() + " where " + assign.when();
        };
    }

    /** Tuples come into a relation. */
    record Insert(Relation symbol, List<Variable> places, Formula when) implements Update {
        public Insert {
            places = List.copyOf(places);
        }
    }

    /** Tuples go from a relation. */
    record Remove(Relation symbol, List<Variable> places, Formula when) implements Update {
        public Remove {
            places = List.copyOf(places);
        }
    }

    /** A function gets another value, where several updates of a step apply the first of them. */
    record Assign(Function symbol, List<Variable> places, Formula when, Term value) implements Update {
        public Assign {
            places = List.copyOf(places);
        }
    }

    /** Inserts one tuple. */
    static Update insert(Relation relation, Term... tuple) {
        List<Variable> places = places(relation);
        return new Insert(relation, places, are(places, tuple));
    }

    /** Removes one tuple. */
    static Update remove(Relation relation, Term... tuple) {
        List<Variable> places = places(relation);
        return new Remove(relation, places, are(places, tuple));
    }

    /** A constant, or the value for all arguments. */
    static Update assign(Function function, Term value) {
        return new Assign(function, places(function), Formula.TRUE, value);
    }

    /** The value for one argument. */
    static Update assign(Function function, Term argument, Term value) {
        List<Variable> places = places(function);
        return new Assign(function, places, are(places, argument), value);
    }

    private static List<Variable> places(Symbol symbol) {
        List<Variable> places = new ArrayList<>();
        for (Sort sort : symbol.sorts()) {
            places.add(new Variable(sort.letter() + "_" + (places.size() + 1), sort));
        }
        return places;
    }

    private static Formula are(List<Variable> places, Term... tuple) {
        if (places.size() != tuple.length) {
            throw new IllegalArgumentException("a tuple of " + tuple.length + " for " + places.size() + " places");
        }
        Formula[] same = new Formula[tuple.length];
        for (int i = 0; i < tuple.length; i++) {
            same[i] = equal(places.get(i), tuple[i]);
        }
        return Formulas.and(same);
    }
}
