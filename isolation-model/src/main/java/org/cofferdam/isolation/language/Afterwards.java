package org.cofferdam.isolation.language;

import java.util.List;

/** A formula about the states before a step, said of the states after it. */
final class Afterwards {
    private Afterwards() {}

    /** The same formula; it speaks of no state after the step yet. */
    static Formula of(Formula formula) {
        return at(formula, World.NEXT);
    }

    private static Formula at(Formula formula, World now) {
        return switch (formula) {
            case Formula.Holds _, Formula.Equal _ -> new Formula.At(now, formula);
            case Formula.Not(Formula body) -> new Formula.Not(at(body, now));
            case Formula.And(List<Formula> parts) ->
                new Formula.And(parts.stream().map(part -> at(part, now)).toList());
            case Formula.Or(List<Formula> parts) ->
                new Formula.Or(parts.stream().map(part -> at(part, now)).toList());
            case Formula.Implies(Formula premise, Formula conclusion) ->
                new Formula.Implies(at(premise, now), at(conclusion, now));
            case Formula.Iff(Formula left, Formula right) -> new Formula.Iff(at(left, now), at(right, now));
            case Formula.ForAll(List<Variable> variables, Formula body) -> new Formula.ForAll(variables, at(body, now));
            case Formula.Exists(List<Variable> variables, Formula body) -> new Formula.Exists(variables, at(body, now));
            case Formula.At(World world, Formula body) -> at(body, world.next());
            case Formula.Same(Term term, World one, World other) -> new Formula.Same(term, one.next(), other.next());
        };
    }
}
