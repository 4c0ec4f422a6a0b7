package org.cofferdam.isolation.explore;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.cofferdam.isolation.language.Action;
import org.cofferdam.isolation.language.Claim;
import org.cofferdam.isolation.language.Formula;
import org.cofferdam.isolation.language.Outcome;
import org.cofferdam.isolation.language.Specification;
import org.cofferdam.isolation.language.Symbol;
import org.cofferdam.isolation.language.Symbols;
import org.cofferdam.isolation.language.Term;
import org.cofferdam.isolation.language.Update;

/**
 * What a run has to keep of a state: the symbols that its claims speak of, and those that decide how these change. All others are
 * left out, and the verdict is the same; an outcome that changes nothing of what is kept is no step.
 */
final class Cone {
    private Cone() {}

    /** The symbols that change and matter to the claims and further formulas, in the order of the specification. */
    static Set<Symbol> of(Specification specification, List<Claim> claims, List<Formula> more) {
        Set<Symbol> found = new LinkedHashSet<>();
        boolean aboutSteps = false;
        for (Claim claim : claims) {
            found.addAll(Symbols.of(claim.formula()));
            aboutSteps |= !(claim instanceof Claim.Invariant);
        }
        more.forEach(formula -> found.addAll(Symbols.of(formula)));
        int before;
        do {
            before = found.size();
            for (Action action : specification.actions()) {
                for (Outcome outcome : action.outcomes()) {
                    widen(action, outcome, aboutSteps, found);
                }
            }
        } while (found.size() > before);
        Set<Symbol> kept = new LinkedHashSet<>(specification.state());
        kept.retainAll(found);
        return kept;
    }

    private static void widen(Action action, Outcome outcome, boolean withActor, Set<Symbol> found) {
        if (!matters(outcome, found)) {
            return;
        }
        outcome.when().forEach(condition -> found.addAll(Symbols.of(condition)));
        if (withActor) {
            found.addAll(Symbols.of(itself(action.actor())));
        }
        for (Update update : outcome.updates()) {
            if (found.contains(update.symbol())) {
                found.addAll(Symbols.of(update.when()));
                if (update instanceof Update.Assign(var _, var _, var _, Term value)) {
                    found.addAll(Symbols.of(itself(value)));
                }
            }
        }
    }

    /** Whether an outcome can change one of the symbols. */
    static boolean matters(Outcome outcome, Set<Symbol> symbols) {
        return outcome.updates().stream().anyMatch(update -> symbols.contains(update.symbol()));
    }

    /** A formula that speaks of what a term speaks of. */
    private static Formula itself(Term term) {
        return new Formula.Equal(term, term);
    }
}
