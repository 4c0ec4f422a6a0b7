package org.cofferdam.isolation.prove;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.cofferdam.isolation.language.Action;
import org.cofferdam.isolation.language.Claim;
import org.cofferdam.isolation.language.Constant;
import org.cofferdam.isolation.language.Formula;
import org.cofferdam.isolation.language.Function;
import org.cofferdam.isolation.language.Outcome;
import org.cofferdam.isolation.language.Relation;
import org.cofferdam.isolation.language.Sort;
import org.cofferdam.isolation.language.Specification;
import org.cofferdam.isolation.language.Symbol;
import org.cofferdam.isolation.language.Term;
import org.cofferdam.isolation.language.Update;
import org.cofferdam.isolation.language.Variable;
import org.cofferdam.isolation.language.World;

/**
 * What a solver is told before it is asked about a step: what there is, the configuration, the invariants before the step, that the
 * action could end so, and what it changed. Symbols after the step are definitions, not unknowns.
 */
final class Script {
    private static final String NAMED = "invariant!";
    private static final Pattern BETWEEN_NAMES = Pattern.compile("[\\s()]+");

    private final Specification specification;
    private final Set<Symbol> changed = new HashSet<>();
    private final Smt smt = new Smt(this::name);
    private final StringBuilder text = new StringBuilder();

    Script(Specification specification) {
        this.specification = specification;
    }

    /** The name of a symbol in a world: what a step does not change has the same name before and after. */
    private String name(Symbol symbol, World world) {
        boolean changes = symbol.changes();
        String run = changes && (world == World.TWIN || world == World.TWIN_NEXT) ? "!twin" : "";
        String time = changed.contains(symbol) && (world == World.NEXT || world == World.TWIN_NEXT) ? "!next" : "";
        return symbol.name() + run + time;
    }

    /** What there is, in one run or two. */
    Script vocabulary(boolean twoRuns) {
        for (Sort sort : specification.sorts()) {
            text.append("(declare-sort ").append(sort.name()).append(" 0)\n");
            List<Constant> constants = specification.constants().stream()
                    .filter(constant -> constant.sort().equals(sort))
                    .toList();
            for (Constant constant : constants) {
                text.append("(declare-const ")
                        .append(constant.name() + " " + sort)
                        .append(")\n");
            }
            if (constants.size() > 1) {
                text.append("(assert (distinct ")
                        .append(String.join(
                                " ", constants.stream().map(Constant::name).toList()))
                        .append("))\n");
            }
        }
        for (Symbol symbol : specification.symbols()) {
            declare(symbol, World.NOW);
            if (twoRuns && symbol.changes()) {
                declare(symbol, World.TWIN);
            }
        }
        return this;
    }

    private void declare(Symbol symbol, World world) {
        List<String> sorts = symbol.sorts().stream().map(Sort::name).toList();
        String result =
                switch (symbol) {
                    case Relation _ -> "Bool";
                    case Function function -> function.result().name();
                };
        text.append("(declare-fun ")
                .append(name(symbol, world))
                .append(" (" + String.join(" ", sorts) + ") ")
                .append(result)
                .append(")\n");
    }

    Script assume(List<Formula> formulas, World world) {
        formulas.forEach(formula ->
                text.append("(assert ").append(smt.formula(formula, world)).append(")\n"));
        return this;
    }

    /** The configuration is sound, and the invariants hold in a world; a proof can say by name which it used. */
    Script invariants(World world) {
        for (Claim.Invariant invariant : specification.claims(Claim.Invariant.class)) {
            text.append("(assert (! ")
                    .append(smt.formula(invariant.formula(), world))
                    .append(" :named " + NAMED + invariant.name() + (world == World.NOW ? "" : NAMED + "twin")
                            + "))\n");
        }
        return this;
    }

    /** The invariants whose names are in a list of names, as a solver gives it. */
    static Set<String> invariantsIn(String names) {
        Set<String> found = new TreeSet<>();
        BETWEEN_NAMES
                .splitAsStream(names)
                .filter(name -> name.startsWith(NAMED))
                .forEach(name -> found.add(name.substring(NAMED.length()).replace(NAMED + "twin", "")));
        return found;
    }

    /** The action is taken with parameters of which nothing is known but that it ends so. */
    Script step(Action action, Outcome outcome, boolean twoRuns) {
        for (Variable parameter : action.parameters()) {
            text.append("(declare-const ")
                    .append(parameter.name() + " " + parameter.sort())
                    .append(")\n");
        }
        action.inputs().forEach(input -> declare(input, World.NOW));
        assume(outcome.when(), World.NOW);
        outcome.updates().forEach(update -> changed.add(update.symbol()));
        define(outcome, World.NOW);
        if (twoRuns) {
            assume(outcome.when(), World.TWIN);
            define(outcome, World.TWIN);
        }
        return this;
    }

    /** What changed symbols mean after the step. */
    private void define(Outcome outcome, World before) {
        for (Symbol symbol : specification.symbols()) {
            List<Update> updates = outcome.updates().stream()
                    .filter(update -> update.symbol().equals(symbol))
                    .toList();
            if (!updates.isEmpty()) {
                switch (symbol) {
                    case Relation relation -> define(relation, updates, before);
                    case Function function -> define(function, updates, before);
                }
            }
        }
    }

    private void define(Relation relation, List<Update> updates, World before) {
        definition(relation, places(relation), "Bool", value(relation, updates, before), before);
    }

    private String value(Relation relation, List<Update> updates, World before) {
        List<Variable> places = places(relation);
        String value = applied(name(relation, before), places);
        for (Update update : updates) {
            if (update instanceof Update.Remove) {
                value = "(and " + value + " (not " + condition(update, places, before) + "))";
            }
        }
        for (Update update : updates) {
            if (update instanceof Update.Insert) {
                value = "(or " + value + " " + condition(update, places, before) + ")";
            }
        }
        return value;
    }

    private void define(Function function, List<Update> updates, World before) {
        definition(function, places(function), function.result().name(), value(function, updates, before), before);
    }

    private String value(Function function, List<Update> updates, World before) {
        List<Variable> places = places(function);
        String value = applied(name(function, before), places);
        for (Update update : updates.reversed()) {
            if (update instanceof Update.Assign assign) {
                String renamed = renamed(assign, places, smt.term(assign.value(), before));
                value = "(ite " + condition(update, places, before) + " " + renamed + " " + value + ")";
            }
        }
        return value;
    }

    private void definition(Symbol symbol, List<Variable> places, String result, String value, World before) {
        text.append("(define-fun ")
                .append(name(symbol, before.next()))
                .append(" (" + Smt.bindings(places) + ") ")
                .append(result + " ")
                .append(value)
                .append(")\n");
    }

    private String condition(Update update, List<Variable> places, World before) {
        return renamed(update, places, smt.formula(update.when(), before));
    }

    /** Binds the update's own names for the places. */
    private static String renamed(Update update, List<Variable> places, String body) {
        if (places.isEmpty()) {
            return body;
        }
        List<String> bindings = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            bindings.add(
                    "(" + update.places().get(i).name() + " " + places.get(i).name() + ")");
        }
        return "(let (" + String.join(" ", bindings) + ") " + body + ")";
    }

    private static String applied(String name, List<Variable> places) {
        return places.isEmpty()
                ? name
                : "(" + name + " "
                        + String.join(" ", places.stream().map(Variable::name).toList()) + ")";
    }

    private static List<Variable> places(Symbol symbol) {
        List<Variable> places = new ArrayList<>();
        for (Sort sort : symbol.sorts()) {
            places.add(new Variable("place!" + places.size(), sort));
        }
        return places;
    }

    /**
     * That a claim fails.
     *
     * @param actor who acts, for claims that speak of that
     */
    String negation(Claim claim, Term actor) {
        return switch (claim) {
            case Claim.Invariant invariant -> "(assert (not " + smt.formula(invariant.formula(), World.NEXT) + "))\n";
            case Claim.Refusal _, Claim.Promise _ -> "(assert (not " + smt.formula(claim.formula(), World.NOW) + "))\n";
            case Claim.Step step -> negation(step.actor(), actor, step.formula());
            case Claim.TwoRun run -> negation(run.actor(), actor, run.formula());
        };
    }

    /** What two runs have in common before the step; the viewer becomes a constant. */
    String premise(Claim.TwoRun run, Term actor) {
        return "(declare-const " + run.viewer().name() + " " + run.viewer().sort() + ")\n(assert (let (("
                + run.actor().name() + " " + smt.term(actor, World.NOW) + ")) " + smt.formula(run.before(), World.NOW)
                + "))\n";
    }

    private String negation(Variable name, Term actor, Formula formula) {
        return "(assert (let ((" + name.name() + " " + smt.term(actor, World.NOW) + ")) (not "
                + smt.formula(formula, World.NOW) + ")))\n";
    }

    /**
     * That a symbol would be something else after the step if only these updates were made of it.
     *
     * @param fewer some of the updates that the step makes of the symbol
     */
    String difference(Symbol symbol, List<Update> fewer) {
        List<Variable> places = places(symbol);
        String without =
                switch (symbol) {
                    case Relation relation -> value(relation, fewer, World.NOW);
                    case Function function -> value(function, fewer, World.NOW);
                };
        String same = "(= " + applied(name(symbol, World.NEXT), places) + " " + without + ")";
        return "(assert (not "
                + (places.isEmpty() ? same : "(forall (" + Smt.bindings(places) + ") " + same + ")")
                + "))\n";
    }

    /** Symbols that the step changes. */
    Set<Symbol> changed() {
        return Set.copyOf(changed);
    }

    /** How a formula is written in this script. */
    String written(Formula formula, World world) {
        return smt.formula(formula, world);
    }

    /** How a tuple of a symbol is written in this script. */
    String written(Symbol symbol, World world, List<String> arguments) {
        String name = name(symbol, world);
        return arguments.isEmpty() ? name : "(" + name + " " + String.join(" ", arguments) + ")";
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
