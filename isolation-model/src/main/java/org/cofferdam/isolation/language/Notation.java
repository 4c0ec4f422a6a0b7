package org.cofferdam.isolation.language;

import java.util.ArrayList;
import java.util.List;

/** Terms and formulas as text: as mathematics is written, or in the ASCII that {@link FormulaParser} reads. */
public enum Notation {
    MATHEMATICS("¬", " ∧ ", " ∨ ", " → ", " ↔ ", "∀", "∃", "true", "false", " = ", " ≠ "),
    ASCII("not ", " and ", " or ", " implies ", " iff ", "forall ", "exists ", "true", "false", " = ", " != ");

    /** How tightly an operator binds; an operand that binds less gets parentheses. */
    private static final int ATOM = 5;

    private static final int NOT = 4;
    private static final int AND = 3;
    private static final int OR = 2;
    private static final int IMPLIES = 1;
    private static final int QUANTIFIER = 0;

    private final String not;
    private final String and;
    private final String or;
    private final String implies;
    private final String iff;
    private final String forAll;
    private final String exists;
    private final String yes;
    private final String no;
    private final String equal;
    private final String differ;

    Notation(
            String not,
            String and,
            String or,
            String implies,
            String iff,
            String forAll,
            String exists,
            String yes,
            String no,
            String equal,
            String differ) {
        this.not = not;
        this.and = and;
        this.or = or;
        this.implies = implies;
        this.iff = iff;
        this.forAll = forAll;
        this.exists = exists;
        this.yes = yes;
        this.no = no;
        this.equal = equal;
        this.differ = differ;
    }

    /** A term as text. */
    public String print(Term term) {
        return print(term, World.NOW);
    }

    private String print(Term term, World world) {
        return switch (term) {
            case Variable variable -> variable.name();
            case Constant constant -> constant.name();
            case Term.Apply(Function function, List<Term> arguments) ->
                arguments.isEmpty() ? function.name() : function.name() + mark(world) + print(arguments, world);
        };
    }

    private String print(List<Term> arguments, World world) {
        return arguments.isEmpty()
                ? ""
                : "("
                        + String.join(
                                ", ",
                                arguments.stream()
                                        .map(each -> print(each, world))
                                        .toList()) + ")";
    }

    /** s′ is written mapped′(…), the other run mapped″(…). */
    private static String mark(World world) {
        return switch (world) {
            case NOW -> "";
            case NEXT -> "′";
            case TWIN -> "ᵗ";
            case TWIN_NEXT -> "ᵗ′";
        };
    }

    /** A formula as text. */
    public String print(Formula formula) {
        return print(formula, QUANTIFIER, World.NOW);
    }

    private String print(Formula formula, int outside, World world) {
        if (formula instanceof Formula.And(List<Formula> parts) && parts.size() == 1) {
            return print(parts.getFirst(), outside, world);
        }
        if (formula instanceof Formula.Or(List<Formula> parts) && parts.size() == 1) {
            return print(parts.getFirst(), outside, world);
        }
        int inside = tightness(formula);
        String text =
                switch (formula) {
                    case Formula.Holds(Relation relation, List<Term> arguments) ->
                        relation.name() + mark(world) + print(arguments, world);
                    case Formula.Equal(Term left, Term right) -> print(left, world) + equal + print(right, world);
                    case Formula.Not(Formula.Equal(Term left, Term right)) ->
                        print(left, world) + differ + print(right, world);
                    case Formula.Not(Formula body) -> not + print(body, NOT, world);
                    case Formula.And(List<Formula> parts) -> join(parts, and, yes, AND, world);
                    case Formula.Or(List<Formula> parts) -> join(parts, or, no, OR, world);
                    case Formula.Implies(Formula premise, Formula conclusion) ->
                        print(premise, IMPLIES + 1, world) + implies + print(conclusion, IMPLIES, world);
                    case Formula.Iff(Formula left, Formula right) ->
                        print(left, IMPLIES + 1, world) + iff + print(right, IMPLIES + 1, world);
                    case Formula.ForAll(List<Variable> variables, Formula body) ->
                        forAll + bindings(variables) + ". " + print(body, QUANTIFIER, world);
                    case Formula.Exists(List<Variable> variables, Formula body) ->
                        exists + bindings(variables) + ". " + print(body, QUANTIFIER, world);
                    case Formula.At(World other, Formula body) -> print(body, outside, other);
                    case Formula.Same(Term term, World one, World other) ->
                        print(term, one) + equal + print(term, other);
                };
        return inside < outside && !(formula instanceof Formula.At) ? "(" + text + ")" : text;
    }

    private String join(List<Formula> parts, String between, String ofNone, int tightness, World world) {
        return parts.isEmpty()
                ? ofNone
                : String.join(
                        between,
                        parts.stream()
                                .map(part -> print(part, tightness + 1, world))
                                .toList());
    }

    private static int tightness(Formula formula) {
        return switch (formula) {
            case Formula.Holds _, Formula.Equal _, Formula.Same _ -> ATOM;
            case Formula.Not(Formula.Equal _) -> ATOM;
            case Formula.Not _ -> NOT;
            case Formula.And(List<Formula> parts) -> parts.isEmpty() ? ATOM : AND;
            case Formula.Or(List<Formula> parts) -> parts.isEmpty() ? ATOM : OR;
            case Formula.Implies _, Formula.Iff _ -> IMPLIES;
            case Formula.ForAll _, Formula.Exists _ -> QUANTIFIER;
            case Formula.At(World _, Formula body) -> tightness(body);
        };
    }

    /** {@code p, q : Frame, d : Partition}. */
    private static String bindings(List<Variable> variables) {
        List<String> groups = new ArrayList<>();
        int from = 0;
        while (from < variables.size()) {
            int to = from;
            Sort sort = variables.get(from).sort();
            List<String> names = new ArrayList<>();
            while (to < variables.size() && variables.get(to).sort().equals(sort)) {
                names.add(variables.get(to).name());
                to++;
            }
            groups.add(String.join(", ", names) + " : " + sort.name());
            from = to;
        }
        return String.join(", ", groups);
    }
}
