package org.cofferdam.isolation.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cofferdam.isolation.language.Constant;
import org.cofferdam.isolation.language.Formula;
import org.cofferdam.isolation.language.Formulas;
import org.cofferdam.isolation.language.Function;
import org.cofferdam.isolation.language.Relation;
import org.cofferdam.isolation.language.Sort;
import org.cofferdam.isolation.language.Specification;
import org.cofferdam.isolation.language.Symbol;
import org.cofferdam.isolation.language.Term;
import org.cofferdam.isolation.language.Variable;
import org.cofferdam.isolation.language.World;

/**
 * Formulas as text. From loose to tight: {@code forall x, y : Sort, z : Sort. …} and {@code exists}; {@code iff}; {@code implies};
 * {@code or}; {@code and}; {@code not}; then {@code relation(…)}, {@code term = term}, {@code term != term}, {@code true},
 * {@code false} and parentheses. A prime, as in {@code own'(p)}, reads the state after the step.
 */
final class FormulaReader {
    private final Reader in;
    private final Specification specification;
    private boolean speaksOfSteps;

    FormulaReader(Reader in, Specification specification) {
        this.in = in;
        this.specification = specification;
    }

    /** Whether a prime has been read. */
    boolean speaksOfSteps() {
        return speaksOfSteps;
    }

    /** Reads as much as is one formula. */
    Formula formula(List<Variable> scope) throws BadTextException {
        if (in.isNext("forall") || in.isNext("exists")) {
            boolean universal = in.take().text().equals("forall");
            List<Variable> variables = bindings();
            in.expect(".");
            List<Variable> wider = new ArrayList<>(scope);
            wider.addAll(variables);
            Formula body = formula(wider);
            return universal ? new Formula.ForAll(variables, body) : new Formula.Exists(variables, body);
        }
        Formula left = implication(scope);
        while (in.skip("iff")) {
            left = Formulas.iff(left, implication(scope));
        }
        return left;
    }

    private List<Variable> bindings() throws BadTextException {
        List<Variable> variables = new ArrayList<>();
        do {
            List<Token> names = new ArrayList<>();
            do {
                names.add(in.word("a variable"));
            } while (in.skip(","));
            in.expect(":");
            Token name = in.word("a sort");
            Sort sort = specification.sorts().stream()
                    .filter(each -> each.name().equals(name.text()))
                    .findFirst()
                    .orElseThrow(() -> in.wrong(
                            name,
                            "there is no sort " + name + "; sorts are "
                                    + words(specification.sorts().stream()
                                            .map(Sort::name)
                                            .toList())));
            names.forEach(each -> variables.add(new Variable(each.text(), sort)));
        } while (in.skip(","));
        return variables;
    }

    private static String words(List<String> words) {
        return String.join(", ", words);
    }

    private Formula implication(List<Variable> scope) throws BadTextException {
        Formula left = disjunction(scope);
        return in.skip("implies") ? Formulas.implies(left, quantifiedOr(scope)) : left;
    }

    /** What stands to the right of "implies" reaches as far as it can. */
    private Formula quantifiedOr(List<Variable> scope) throws BadTextException {
        return in.isNext("forall") || in.isNext("exists") ? formula(scope) : implication(scope);
    }

    private Formula disjunction(List<Variable> scope) throws BadTextException {
        List<Formula> parts = new ArrayList<>(List.of(conjunction(scope)));
        while (in.skip("or")) {
            parts.add(conjunction(scope));
        }
        return parts.size() == 1 ? parts.getFirst() : new Formula.Or(parts);
    }

    private Formula conjunction(List<Variable> scope) throws BadTextException {
        List<Formula> parts = new ArrayList<>(List.of(negation(scope)));
        while (in.skip("and")) {
            parts.add(negation(scope));
        }
        return parts.size() == 1 ? parts.getFirst() : new Formula.And(parts);
    }

    private Formula negation(List<Variable> scope) throws BadTextException {
        if (in.skip("not")) {
            return Formulas.not(negation(scope));
        }
        if (in.skip("(")) {
            Formula inner = formula(scope);
            in.expect(")");
            return inner;
        }
        if (in.skip("true")) {
            return Formula.TRUE;
        }
        return in.skip("false") ? Formula.FALSE : atom(scope);
    }

    private Formula atom(List<Variable> scope) throws BadTextException {
        Token name = in.peek();
        Optional<Relation> relation = symbol(name, Relation.class);
        if (relation.isPresent()) {
            in.take();
            boolean primed = prime(relation.get());
            Formula holds = new Formula.Holds(relation.get(), arguments(relation.get(), name, scope));
            return primed ? Formulas.next(holds) : holds;
        }
        Side left = side(scope);
        boolean differ = in.isNext("!=");
        if (!differ) {
            in.expect("=");
        } else {
            in.take();
        }
        Token second = in.peek();
        Side right = side(scope);
        if (!left.term.sort().equals(right.term.sort())) {
            throw in.wrong(
                    second,
                    right.term + " is of sort " + right.term.sort() + ", and what it is compared with of sort "
                            + left.term.sort());
        }
        Formula same = equal(left, right);
        return differ ? Formulas.not(same) : same;
    }

    /** A term, and whether it is read after the step. */
    private record Side(Term term, boolean primed) {}

    private static Formula equal(Side left, Side right) {
        if (left.primed == right.primed || isFixed(left.term) || isFixed(right.term)) {
            Formula equal = Formulas.equal(left.term, right.term);
            return left.primed || right.primed ? Formulas.next(equal) : equal;
        }
        if (left.term.equals(right.term)) {
            return new Formula.Same(left.term, World.NOW, World.NEXT);
        }
        Variable value = new Variable("the_value", left.term.sort());
        return Formulas.forAll(
                value,
                Formulas.iff(at(left, Formulas.equal(left.term, value)), at(right, Formulas.equal(right.term, value))));
    }

    private static Formula at(Side side, Formula formula) {
        return side.primed ? Formulas.next(formula) : formula;
    }

    private static boolean isFixed(Term term) {
        return !(term instanceof Term.Apply);
    }

    private Side side(List<Variable> scope) throws BadTextException {
        Token name = in.word("a relation, a function, a constant or a variable");
        for (Variable variable : scope.reversed()) {
            if (variable.name().equals(name.text())) {
                return new Side(variable, false);
            }
        }
        for (Constant constant : specification.constants()) {
            if (constant.name().equals(name.text())) {
                return new Side(constant, false);
            }
        }
        Function function = symbol(name, Function.class).orElseThrow(() -> unknown(name, scope));
        boolean primed = prime(function);
        return new Side(new Term.Apply(function, arguments(function, name, scope)), primed);
    }

    private BadTextException unknown(Token name, List<Variable> scope) {
        List<String> known = new ArrayList<>(scope.stream().map(Variable::name).toList());
        specification.constants().forEach(constant -> known.add(constant.name()));
        specification.symbols().forEach(symbol -> known.add(symbol.name()));
        String nearest = known.getFirst();
        for (String each : known) {
            nearest = distance(each, name.text()) < distance(nearest, name.text()) ? each : nearest;
        }
        return in.wrong(
                name, "there is nothing called " + name + "; is '" + nearest + "' meant? See: cofferdam spec print");
    }

    /** How many letters are to be changed, put in or left out (Levenshtein 1966). */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }

    private <S extends Symbol> Optional<S> symbol(Token name, Class<S> kind) {
        return specification.symbols().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .filter(each -> each.name().equals(name.text()))
                .findFirst();
    }

    private boolean prime(Symbol symbol) {
        boolean primed = in.skip("'");
        speaksOfSteps |= primed;
        return primed && symbol.changes();
    }

    private List<Term> arguments(Symbol symbol, Token name, List<Variable> scope) throws BadTextException {
        List<Term> arguments = new ArrayList<>();
        in.expect("(");
        do {
            Token where = in.peek();
            Side side = side(scope);
            arguments.add(side.term);
            int place = arguments.size() - 1;
            if (place < symbol.sorts().size()
                    && !side.term.sort().equals(symbol.sorts().get(place))) {
                throw in.wrong(
                        where,
                        side.term + " is of sort " + side.term.sort() + " where " + symbol.name() + " needs "
                                + symbol.sorts().get(place));
            }
        } while (in.skip(","));
        in.expect(")");
        if (arguments.size() != symbol.sorts().size()) {
            throw in.wrong(
                    name,
                    symbol.name() + " has " + symbol.sorts().size() + " places, " + symbol.sorts() + ", not "
                            + arguments.size());
        }
        return arguments;
    }
}
