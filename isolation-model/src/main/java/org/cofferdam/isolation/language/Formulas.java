package org.cofferdam.isolation.language;

import java.util.ArrayList;
import java.util.List;

/** Formulas as they read best in a specification; to be imported statically. */
public final class Formulas {
    private Formulas() {}

    public static Formula and(Formula... parts) {
        return parts.length == 1 ? parts[0] : new Formula.And(List.of(parts));
    }

    public static Formula or(Formula... parts) {
        return parts.length == 1 ? parts[0] : new Formula.Or(List.of(parts));
    }

    public static Formula not(Formula body) {
        return new Formula.Not(body);
    }

    public static Formula implies(Formula premise, Formula conclusion) {
        return new Formula.Implies(premise, conclusion);
    }

    public static Formula iff(Formula left, Formula right) {
        return new Formula.Iff(left, right);
    }

    public static Formula equal(Term left, Term right) {
        return new Formula.Equal(left, right);
    }

    public static Formula differ(Term left, Term right) {
        return not(equal(left, right));
    }

    /** The term denotes one of these. */
    public static Formula oneOf(Term term, Term... choices) {
        List<Formula> parts = new ArrayList<>();
        for (Term choice : choices) {
            parts.add(equal(term, choice));
        }
        return new Formula.Or(parts);
    }

    public static Formula forAll(List<Variable> variables, Formula body) {
        return variables.isEmpty() ? body : new Formula.ForAll(variables, body);
    }

    public static Formula forAll(Variable one, Formula body) {
        return forAll(List.of(one), body);
    }

    public static Formula forAll(Variable one, Variable two, Formula body) {
        return forAll(List.of(one, two), body);
    }

    public static Formula forAll(Variable one, Variable two, Variable three, Formula body) {
        return forAll(List.of(one, two, three), body);
    }

    public static Formula forAll(Variable one, Variable two, Variable three, Variable four, Formula body) {
        return forAll(List.of(one, two, three, four), body);
    }

    public static Formula exists(Variable one, Formula body) {
        return new Formula.Exists(List.of(one), body);
    }

    public static Formula exists(Variable one, Variable two, Formula body) {
        return new Formula.Exists(List.of(one, two), body);
    }

    public static Formula at(World world, Formula body) {
        return new Formula.At(world, body);
    }

    /** The body in the state after the step. */
    public static Formula next(Formula body) {
        return at(World.NEXT, body);
    }
}
