package org.cofferdam.isolation.language;

import static org.cofferdam.isolation.language.Formulas.and;
import static org.cofferdam.isolation.language.Formulas.at;
import static org.cofferdam.isolation.language.Formulas.forAll;
import static org.cofferdam.isolation.language.Formulas.iff;
import static org.cofferdam.isolation.language.Formulas.implies;

import java.util.ArrayList;
import java.util.List;

/**
 * Formulas that say that two states agree.
 */
public final class Sameness {
    private Sameness() {}

    /** A relation is the same. */
    public static Formula same(Relation relation, World one, World other) {
        List<Variable> places = places(relation);
        Formula holds = new Formula.Holds(relation, List.copyOf(places));
        return forAll(places, iff(at(one, holds), at(other, holds)));
    }

    /** A function is the same. */
    public static Formula same(Function function, World one, World other) {
        List<Variable> places = places(function);
        return forAll(places, same(new Term.Apply(function, List.copyOf(places)), one, other));
    }

    /** A symbol means the same. */
    public static Formula same(Symbol symbol, World one, World other) {
        return switch (symbol) {
            case Relation relation -> same(relation, one, other);
            case Function function -> same(function, one, other);
        };
    }

    /** A term denotes the same. */
    public static Formula same(Term term, World one, World other) {
        return new Formula.Same(term, one, other);
    }

    /** A formula is true in both or in neither. */
    public static Formula same(Formula formula, World one, World other) {
        return iff(at(one, formula), at(other, formula));
    }

    /** Where a formula is true in the one, a term denotes the same in both. */
    public static Formula sameWhere(Formula where, Term term, World one, World other) {
        return implies(at(one, where), same(term, one, other));
    }

    /** All of them mean the same. */
    public static Formula allSame(List<? extends Symbol> symbols, World one, World other) {
        return and(symbols.stream().map(symbol -> same(symbol, one, other)).toArray(Formula[]::new));
    }

    private static List<Variable> places(Symbol symbol) {
        List<Variable> places = new ArrayList<>();
        for (Sort sort : symbol.sorts()) {
            places.add(new Variable(sort.letter() + "_" + (places.size() + 1), sort));
        }
        return places;
    }
}
