package org.cofferdam.isolation.explore;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.cofferdam.isolation.language.Constant;
import org.cofferdam.isolation.language.Formula;
import org.cofferdam.isolation.language.Term;
import org.cofferdam.isolation.language.Variable;

/** Which variables a formula leaves open. */
final class FreeVariables {
    private FreeVariables() {}

    /**
     * Those of a quantifier's variables that its body speaks of. To drop the others changes nothing while each sort has an
     * element, and in a world without devices keeps a claim about frames from being true of no device.
     */
    static List<Variable> used(List<Variable> variables, Formula body, IdentityHashMap<Formula, Set<Variable>> memory) {
        Set<Variable> free = of(body, memory);
        List<Variable> used = new ArrayList<>();
        for (Variable variable : variables) {
            if (free.contains(variable)) {
                used.add(variable);
            }
        }
        return used;
    }

    /** The free variables of a formula; the memory is by identity. */
    static Set<Variable> of(Formula formula, IdentityHashMap<Formula, Set<Variable>> memory) {
        Set<Variable> known = memory.get(formula);
        if (known == null) {
            known = new LinkedHashSet<>();
            add(formula, known, memory);
            memory.put(formula, known);
        }
        return known;
    }

    private static void add(Formula formula, Set<Variable> free, IdentityHashMap<Formula, Set<Variable>> memory) {
        switch (formula) {
            case Formula.Holds(var _, List<Term> arguments) -> arguments.forEach(term -> add(term, free));
            case Formula.Equal(Term left, Term right) -> {
                add(left, free);
                add(right, free);
            }
            case Formula.Not(Formula body) -> free.addAll(of(body, memory));
            case Formula.And(List<Formula> parts) -> parts.forEach(part -> free.addAll(of(part, memory)));
            case Formula.Or(List<Formula> parts) -> parts.forEach(part -> free.addAll(of(part, memory)));
            case Formula.Implies(Formula premise, Formula conclusion) -> {
                free.addAll(of(premise, memory));
                free.addAll(of(conclusion, memory));
            }
            case Formula.Iff(Formula left, Formula right) -> {
                free.addAll(of(left, memory));
                free.addAll(of(right, memory));
            }
            case Formula.ForAll(List<Variable> variables, Formula body) -> bind(variables, body, free, memory);
            case Formula.Exists(List<Variable> variables, Formula body) -> bind(variables, body, free, memory);
            case Formula.At(var _, Formula body) -> free.addAll(of(body, memory));
            case Formula.Same(Term term, var _, var _) -> add(term, free);
        }
    }

    private static void bind(
            List<Variable> variables,
            Formula body,
            Set<Variable> free,
            IdentityHashMap<Formula, Set<Variable>> memory) {
        Set<Variable> inner = new LinkedHashSet<>(of(body, memory));
        variables.forEach(inner::remove);
        free.addAll(inner);
    }

    /** Adds the variables of a term. */
    static void add(Term term, Set<Variable> free) {
        switch (term) {
            case Variable variable -> free.add(variable);
            case Constant _ -> {}
            case Term.Apply(var _, List<Term> arguments) -> arguments.forEach(each -> add(each, free));
        }
    }
}
