package org.cofferdam.isolation.language;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which symbols a formula speaks of. */
public final class Symbols {
    private Symbols() {}

    /** The relations and functions in a formula, in the order in which they appear. */
    public static Set<Symbol> of(Formula formula) {
        Set<Symbol> found = new LinkedHashSet<>();
        add(formula, found);
        return found;
    }

    private static void add(Formula formula, Set<Symbol> found) {
        switch (formula) {
            case Formula.Holds(Relation relation, List<Term> arguments) -> {
                found.add(relation);
                arguments.forEach(argument -> add(argument, found));
            }
            case Formula.Equal(Term left, Term right) -> {
                add(left, found);
                add(right, found);
            }
            case Formula.Not(Formula body) -> add(body, found);
            case Formula.And(List<Formula> parts) -> parts.forEach(part -> add(part, found));
            case Formula.Or(List<Formula> parts) -> parts.forEach(part -> add(part, found));
            case Formula.Implies(Formula premise, Formula conclusion) -> {
                add(premise, found);
                add(conclusion, found);
            }
            case Formula.Iff(Formula left, Formula right) -> {
                add(left, found);
                add(right, found);
            }
            case Formula.ForAll(var _, Formula body) -> add(body, found);
            case Formula.Exists(var _, Formula body) -> add(body, found);
            case Formula.At(var _, Formula body) -> add(body, found);
            case Formula.Same(Term term, var _, var _) -> add(term, found);
        }
    }

    private static void add(Term term, Set<Symbol> found) {
        if (term instanceof Term.Apply(Function function, List<Term> arguments)) {
            found.add(function);
            arguments.forEach(argument -> add(argument, found));
        }
    }
}
