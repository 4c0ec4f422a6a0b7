package org.cofferdam.isolation.language;

import java.util.List;

/**
 * A system: what a state of it is, what is fixed, where it begins, what can happen, and what is claimed of it.
 *
 * @param constants named elements
 * @param axioms what the configuration is held to: formulas of rigid symbols
 * @param initial what holds in the beginning
 */
public record Specification(
        String name,
        List<Sort> sorts,
        List<Symbol> symbols,
        List<Constant> constants,
        List<Formula> axioms,
        List<Formula> initial,
        List<Action> actions,
        List<Claim> claims) {
    public Specification {
        sorts = List.copyOf(sorts);
        symbols = List.copyOf(symbols);
        constants = List.copyOf(constants);
        axioms = List.copyOf(axioms);
        initial = List.copyOf(initial);
        actions = List.copyOf(actions);
        claims = List.copyOf(claims);
    }

    /**
     * The action with a name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Action action(String wanted) {
        for (Action action : actions) {
            if (action.name().equals(wanted)) {
                return action;
            }
        }
        throw new IllegalArgumentException("no action " + wanted + " in " + name);
    }

    /** The claims of one kind, in order. */
    public <C extends Claim> List<C> claims(Class<C> kind) {
        return claims.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** The symbols that steps can change, in order. */
    public List<Symbol> state() {
        return symbols.stream().filter(Symbol::changes).toList();
    }

    public Specification withActions(List<Action> others) {
        return new Specification(name, sorts, symbols, constants, axioms, initial, others, claims);
    }

    public Specification withClaims(List<Claim> others) {
        return new Specification(name, sorts, symbols, constants, axioms, initial, actions, others);
    }
}
