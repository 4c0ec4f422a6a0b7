package org.cofferdam.isolation.language;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whether questions about a specification can be decided: whether they stay in the stratified form of effectively propositional
 * logic (Ge and de Moura 2009; Padon et al. 2016). A function leads from the sorts of its arguments to that of its result, an "exists"
 * under a "for all" from the one's sort to the other's. If nothing leads round in a circle, only finitely many things can be
 * talked about, and a solver always ends.
 */
public final class Fragment {
    /** From sort to sort, and which term leads there. */
    private final Map<Sort, Map<Sort, String>> leads = new LinkedHashMap<>();

    private Fragment() {}

    /** Why a question about a specification's claims may have no end, a line for each; empty if all of them have. */
    public static List<String> faults(Specification specification) {
        return faults(specification, specification.claims());
    }

    /** The same for some claims. */
    public static List<String> faults(Specification specification, List<Claim> claims) {
        List<String> faults = new ArrayList<>();
        for (Action action : specification.actions()) {
            for (Outcome outcome : action.outcomes()) {
                for (Claim claim : claims) {
                    question(specification, outcome, claim)
                            .map(circle ->
                                    claim.name() + " in " + action.name() + " " + outcome.result() + ": " + circle)
                            .ifPresent(faults::add);
                }
            }
        }
        return faults;
    }

    /** The circle in one question, or empty if there is none. */
    static Optional<String> question(Specification specification, Outcome outcome, Claim claim) {
        Fragment fragment = new Fragment();
        specification.symbols().forEach(fragment::function);
        specification.axioms().forEach(axiom -> fragment.formula(axiom, true, List.of()));
        specification
                .claims(Claim.Invariant.class)
                .forEach(invariant -> fragment.formula(invariant.formula(), true, List.of()));
        outcome.when().forEach(when -> fragment.formula(when, true, List.of()));
        for (Update update : outcome.updates()) {
            List<Sort> places = update.places().stream().map(Variable::sort).toList();
            fragment.formula(update.when(), true, places);
            fragment.formula(update.when(), false, places);
        }
        fragment.formula(claim.formula(), false, List.of());
        return fragment.circle();
    }

    private void function(Symbol symbol) {
        if (symbol instanceof Function function) {
            function.sorts().forEach(sort -> lead(sort, function.result(), function.name()));
        }
    }

    private void lead(Sort from, Sort to, String because) {
        leads.computeIfAbsent(from, _ -> new LinkedHashMap<>()).putIfAbsent(to, because);
    }

    /** Notes what a formula leads to that is assumed, or whose opposite is. */
    private void formula(Formula formula, boolean assumed, List<Sort> universal) {
        switch (formula) {
            case Formula.Holds _, Formula.Equal _, Formula.Same _ -> {}
            case Formula.Not(Formula body) -> formula(body, !assumed, universal);
            case Formula.And(List<Formula> parts) -> parts.forEach(part -> formula(part, assumed, universal));
            case Formula.Or(List<Formula> parts) -> parts.forEach(part -> formula(part, assumed, universal));
            case Formula.Implies(Formula premise, Formula conclusion) -> {
                formula(premise, !assumed, universal);
                formula(conclusion, assumed, universal);
            }
            case Formula.Iff(Formula left, Formula right) -> {
                for (boolean either : List.of(true, false)) {
                    formula(left, either, universal);
                    formula(right, either, universal);
                }
            }
            case Formula.ForAll(List<Variable> variables, Formula body) ->
                quantified(formula, variables, body, assumed, assumed, universal);
            case Formula.Exists(List<Variable> variables, Formula body) ->
                quantified(formula, variables, body, !assumed, assumed, universal);
            case Formula.At(World _, Formula body) -> formula(body, assumed, universal);
        }
    }

    private void quantified(
            Formula whole,
            List<Variable> variables,
            Formula body,
            boolean forAll,
            boolean assumed,
            List<Sort> universal) {
        List<Sort> sorts = variables.stream().map(Variable::sort).toList();
        if (forAll) {
            List<Sort> wider = new ArrayList<>(universal);
            wider.addAll(sorts);
            formula(body, assumed, wider);
        } else {
            universal.forEach(from -> sorts.forEach(to -> lead(from, to, whole.toString())));
            formula(body, assumed, universal);
        }
    }

    /** A circle of sorts, with what leads on from each. */
    private Optional<String> circle() {
        for (Sort start : leads.keySet()) {
            Map<Sort, Sort> from = new LinkedHashMap<>();
            Deque<Sort> next = new ArrayDeque<>(List.of(start));
            Set<Sort> seen = new HashSet<>();
            while (!next.isEmpty()) {
                Sort at = next.remove();
                for (Sort to : leads.getOrDefault(at, Map.of()).keySet()) {
                    if (seen.add(to)) {
                        from.put(to, at);
                        next.add(to);
                    }
                }
            }
            if (seen.contains(start)) {
                return Optional.of(written(start, from));
            }
        }
        return Optional.empty();
    }

    private String written(Sort start, Map<Sort, Sort> from) {
        List<String> steps = new ArrayList<>();
        Sort at = start;
        do {
            Sort before = from.get(at);
            steps.addFirst(before + " to " + at + " by " + leads.get(before).get(at));
            at = before;
        } while (!at.equals(start));
        return String.join("; ", steps);
    }
}
