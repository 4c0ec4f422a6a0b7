package org.cofferdam.isolation.prove;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.cofferdam.isolation.language.Constant;
import org.cofferdam.isolation.language.Formula;
import org.cofferdam.isolation.language.Symbol;
import org.cofferdam.isolation.language.Term;
import org.cofferdam.isolation.language.Variable;
import org.cofferdam.isolation.language.World;

/** Terms and formulas in SMT-LIB 2.6, the language of solvers. */
final class Smt {
    private final BiFunction<Symbol, World, String> names;

    /** @param names how a symbol is called in a world */
    Smt(BiFunction<Symbol, World, String> names) {
        this.names = names;
    }

    /** A formula, read in a world where it does not say otherwise. */
    String formula(Formula formula, World world) {
        return switch (formula) {
            case Formula.Holds holds -> apply(holds.relation(), holds.arguments(), world);
            case Formula.Equal(Term left, Term right) -> "(= " + term(left, world) + " " + term(right, world) + ")";
            case Formula.Not(Formula body) -> "(not " + formula(body, world) + ")";
            case Formula.And(List<Formula> parts) -> join("and", "true", parts, world);
            case Formula.Or(List<Formula> parts) -> join("or", "false", parts, world);
            case Formula.Implies(Formula premise, Formula conclusion) ->
                "(=> " + formula(premise, world) + " " + formula(conclusion, world) + ")";
            case Formula.Iff(Formula left, Formula right) ->
                "(= " + formula(left, world) + " " + formula(right, world) + ")";
            case Formula.ForAll(List<Variable> variables, Formula body) ->
                "(forall (" + bindings(variables) + ") " + formula(body, world) + ")";
            case Formula.Exists(List<Variable> variables, Formula body) ->
                "(exists (" + bindings(variables) + ") " + formula(body, world) + ")";
            case Formula.At(World other, Formula body) -> formula(body, other);
            case Formula.Same(Term term, World one, World other) ->
                "(= " + term(term, one) + " " + term(term, other) + ")";
        };
    }

    private String join(String operator, String ofNone, List<Formula> parts, World world) {
        List<String> texts = parts.stream().map(part -> formula(part, world)).toList();
        return switch (texts.size()) {
            case 0 -> ofNone;
            case 1 -> texts.getFirst();
            default -> "(" + operator + " " + String.join(" ", texts) + ")";
        };
    }

    /** A term. */
    String term(Term term, World world) {
        return switch (term) {
            case Variable variable -> variable.name();
            case Constant constant -> constant.name();
            case Term.Apply apply -> apply(apply.function(), apply.arguments(), world);
        };
    }

    private String apply(Symbol symbol, List<Term> arguments, World world) {
        String name = names.apply(symbol, world);
        List<String> texts = new ArrayList<>();
        arguments.forEach(argument -> texts.add(term(argument, world)));
        return texts.isEmpty() ? name : "(" + name + " " + String.join(" ", texts) + ")";
    }

    /** {@code (p Frame) (d Partition)}. */
    static String bindings(List<Variable> variables) {
        return String.join(
                " ",
                variables.stream()
                        .map(variable -> "(" + variable.name() + " " + variable.sort() + ")")
                        .toList());
    }
}
