package org.cofferdam.isolation.language;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Whether everything in a specification is of the sort that it is used as. Each message names the place and the term. */
public final class WellSorted {
    private final Specification specification;
    private final List<String> faults = new ArrayList<>();

    private WellSorted(Specification specification) {
        this.specification = specification;
    }

    /** What is wrong with a specification, a line each; empty if nothing is. */
    public static List<String> faults(Specification specification) {
        WellSorted check = new WellSorted(specification);
        check.names();
        specification
                .axioms()
                .forEach(axiom -> check.formula("configuration", axiom, List.of(), List.of(), Set.of(World.NOW)));
        specification
                .initial()
                .forEach(begin -> check.formula("beginning", begin, List.of(), List.of(), Set.of(World.NOW)));
        specification.actions().forEach(check::action);
        specification.claims().forEach(check::claim);
        return check.faults;
    }

    /** What is wrong with a claim about a specification; empty if nothing is. */
    public static List<String> faults(Specification specification, Claim claim) {
        WellSorted check = new WellSorted(specification);
        check.claim(claim);
        return check.faults;
    }

    private void names() {
        unique("sort", specification.sorts().stream().map(Sort::name).toList());
        List<String> symbols = new ArrayList<>();
        specification.symbols().forEach(symbol -> symbols.add(symbol.name()));
        specification.constants().forEach(constant -> symbols.add(constant.name()));
        unique("symbol", symbols);
        unique("action", specification.actions().stream().map(Action::name).toList());
        unique("claim", specification.claims().stream().map(Claim::name).toList());
    }

    private void unique(String kind, Collection<String> names) {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(name)) {
                faults.add("two " + kind + "s have the name " + name);
            }
        }
    }

    private void action(Action action) {
        term(action.name(), action.actor(), action.parameters());
        unique(
                "outcome of " + action.name(),
                action.outcomes().stream().map(Outcome::result).toList());
        for (Outcome outcome : action.outcomes()) {
            String where = action.name() + ", outcome " + outcome.result();
            outcome.when()
                    .forEach(when -> formula(where, when, action.parameters(), action.inputs(), Set.of(World.NOW)));
            outcome.updates().forEach(update -> update(where, update, action));
        }
    }

    private void update(String where, Update update, Action action) {
        Symbol symbol = update.symbol();
        if (!symbol.changes()) {
            faults.add(where + ": " + symbol.name() + " is " + symbol.kind() + " and cannot be changed");
        }
        List<Sort> sorts = update.places().stream().map(Variable::sort).toList();
        if (!sorts.equals(symbol.sorts())) {
            faults.add(where + ": " + symbol.name() + " is about " + symbol.sorts() + ", not about " + sorts);
        }
        List<Variable> scope = new ArrayList<>(action.parameters());
        scope.addAll(update.places());
        formula(where, update.when(), scope, action.inputs(), Set.of(World.NOW));
        if (update instanceof Update.Assign(Function function, var _, var _, Term value)) {
            term(where, value, scope);
            needs(where, value, function.result(), function.name() + " := " + value);
        }
    }

    private void claim(Claim claim) {
        List<Variable> scope =
                switch (claim) {
                    case Claim.Step step -> List.of(step.actor());
                    case Claim.TwoRun run -> List.of(run.actor());
                    case Claim.Promise promise ->
                        specification.action(promise.action()).parameters();
                    case Claim.Invariant _, Claim.Refusal _ -> List.of();
                };
        Set<World> worlds =
                switch (claim) {
                    case Claim.Invariant _ -> Set.of(World.NOW);
                    case Claim.Step _, Claim.Refusal _, Claim.Promise _ -> Set.of(World.NOW, World.NEXT);
                    case Claim.TwoRun _ -> Set.of(World.values());
                };
        formula("claim " + claim.name(), claim.formula(), scope, List.of(), worlds);
    }

    private void formula(
            String where, Formula formula, List<Variable> scope, List<Relation> inputs, Set<World> worlds) {
        switch (formula) {
            case Formula.Holds(Relation relation, List<Term> arguments) -> {
                if (!specification.symbols().contains(relation) && !inputs.contains(relation)) {
                    faults.add(where + ": there is no relation " + relation + " here, in " + formula);
                }
                application(where, relation, arguments, scope, formula.toString());
            }
            case Formula.Equal(Term left, Term right) -> {
                term(where, left, scope);
                term(where, right, scope);
                needs(where, right, left.sort(), formula.toString());
            }
            case Formula.Not(Formula body) -> formula(where, body, scope, inputs, worlds);
            case Formula.And(List<Formula> parts) -> parts.forEach(part -> formula(where, part, scope, inputs, worlds));
            case Formula.Or(List<Formula> parts) -> parts.forEach(part -> formula(where, part, scope, inputs, worlds));
            case Formula.Implies(Formula premise, Formula conclusion) -> {
                formula(where, premise, scope, inputs, worlds);
                formula(where, conclusion, scope, inputs, worlds);
            }
            case Formula.Iff(Formula left, Formula right) -> {
                formula(where, left, scope, inputs, worlds);
                formula(where, right, scope, inputs, worlds);
            }
            case Formula.ForAll(List<Variable> variables, Formula body) ->
                formula(where, body, wider(where, variables, scope), inputs, worlds);
            case Formula.Exists(List<Variable> variables, Formula body) ->
                formula(where, body, wider(where, variables, scope), inputs, worlds);
            case Formula.At(World world, Formula body) -> {
                world(where, world, worlds, formula);
                formula(where, body, scope, inputs, worlds);
            }
            case Formula.Same(Term term, World one, World other) -> {
                world(where, one, worlds, formula);
                world(where, other, worlds, formula);
                term(where, term, scope);
            }
        }
    }

    private void world(String where, World world, Set<World> worlds, Formula formula) {
        if (!worlds.contains(world)) {
            faults.add(where + ": speaks of the state " + world + ", which there is not here, in " + formula);
        }
    }

    private List<Variable> wider(String where, List<Variable> variables, List<Variable> scope) {
        variables.forEach(variable -> sort(where, variable));
        List<Variable> wider = new ArrayList<>(scope);
        wider.addAll(variables);
        return wider;
    }

    private void sort(String where, Variable variable) {
        if (!specification.sorts().contains(variable.sort())) {
            faults.add(where + ": there is no sort " + variable.sort() + ", of variable " + variable);
        }
    }

    private void term(String where, Term term, List<Variable> scope) {
        switch (term) {
            case Variable variable -> {
                if (!scope.contains(variable)) {
                    faults.add(where + ": nothing binds the variable " + variable + " of sort " + variable.sort());
                }
            }
            case Constant constant -> {
                if (!specification.constants().contains(constant)) {
                    faults.add(where + ": there is no constant " + constant);
                }
            }
            case Term.Apply(Function function, List<Term> arguments) -> {
                if (!specification.symbols().contains(function)) {
                    faults.add(where + ": there is no function " + function + ", in " + term);
                }
                application(where, function, arguments, scope, term.toString());
            }
        }
    }

    private void application(String where, Symbol symbol, List<Term> arguments, List<Variable> scope, String written) {
        arguments.forEach(argument -> term(where, argument, scope));
        if (arguments.size() != symbol.sorts().size()) {
            faults.add(where + ": " + symbol.name() + " has " + symbol.sorts().size() + " places, not "
                    + arguments.size() + ", in " + written);
            return;
        }
        for (int i = 0; i < arguments.size(); i++) {
            needs(where, arguments.get(i), symbol.sorts().get(i), written);
        }
    }

    private void needs(String where, Term term, Sort sort, String written) {
        if (!term.sort().equals(sort)) {
            faults.add(where + ": " + term + " is of sort " + term.sort() + " where " + sort + " is needed, in "
                    + written);
        }
    }
}
