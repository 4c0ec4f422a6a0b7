package org.cofferdam.isolation.explore;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.cofferdam.isolation.explore.GroundStep.Case;
import org.cofferdam.isolation.explore.GroundStep.Change;
import org.cofferdam.isolation.explore.GroundStep.Label;
import org.cofferdam.isolation.explore.SmallWorld.Entry;
import org.cofferdam.isolation.language.Action;
import org.cofferdam.isolation.language.Formula;
import org.cofferdam.isolation.language.Function;
import org.cofferdam.isolation.language.Outcome;
import org.cofferdam.isolation.language.Symbol;
import org.cofferdam.isolation.language.Term;
import org.cofferdam.isolation.language.Update;
import org.cofferdam.isolation.language.Variable;

/** All ground steps of an outcome: each choice of parameters, and of the sets that are chosen as far as they matter. */
final class StepGrounding {
    private final SmallWorld world;
    private final Set<Symbol> kept;
    private final Fields fields;
    private final Expressions expressions;
    private final Grounding grounding;
    private final Promises promises;
    private final IdentityHashMap<Formula, Set<Variable>> free = new IdentityHashMap<>();

    StepGrounding(
            SmallWorld world,
            Set<Symbol> kept,
            Fields fields,
            Expressions expressions,
            Grounding grounding,
            Promises promises) {
        this.world = world;
        this.kept = kept;
        this.fields = fields;
        this.expressions = expressions;
        this.grounding = grounding;
        this.promises = promises;
    }

    /**
     * All steps.
     *
     * @param idle whether those that change nothing are wanted: something may have been promised of them
     */
    void steps(Action action, Outcome outcome, boolean idle, Consumer<GroundStep> to) {
        if (!idle && !Cone.matters(outcome, kept)) {
            return;
        }
        List<Variable> parameters = parameters(action, outcome);
        for (List<Integer> tuple :
                Tuples.of(parameters.stream().map(Variable::sort).toList(), world)) {
            Map<Variable, Integer> values = new LinkedHashMap<>();
            for (int i = 0; i < tuple.size(); i++) {
                values.put(parameters.get(i), tuple.get(i));
            }
            Expression guard = grounding.ground(outcome.guard(), values);
            if (guard != expressions.no()) {
                choose(new Label(action, outcome, values, List.of()), guard, changes(outcome, values), idle, to);
            }
        }
    }

    /** Those that matter: a parameter that nothing speaks of is the same whatever it is. */
    private List<Variable> parameters(Action action, Outcome outcome) {
        Set<Variable> used = new LinkedHashSet<>();
        outcome.when().forEach(condition -> used.addAll(FreeVariables.of(condition, free)));
        for (Update update : outcome.updates()) {
            used.addAll(FreeVariables.of(update.when(), free));
            if (update instanceof Update.Assign(var _, var _, var _, Term value)) {
                FreeVariables.add(value, used);
            }
        }
        FreeVariables.add(action.actor(), used);
        return action.parameters().stream().filter(used::contains).toList();
    }

    /** By field in order: insertions win over removals, and of assignments the first that applies. */
    private List<Change> changes(Outcome outcome, Map<Variable, Integer> values) {
        Map<Integer, List<Case>> insertions = new TreeMap<>();
        Map<Integer, List<Case>> others = new TreeMap<>();
        for (Update update : outcome.updates()) {
            if (!kept.contains(update.symbol())) {
                continue;
            }
            Map<Integer, List<Case>> cases = update instanceof Update.Insert ? insertions : others;
            for (List<Integer> tuple : Tuples.of(update.symbol().sorts(), world)) {
                int field = fields.of(update.symbol(), tuple);
                Map<Variable, Integer> scope = new HashMap<>(values);
                for (int i = 0; i < tuple.size(); i++) {
                    scope.put(update.places().get(i), tuple.get(i));
                }
                Expression when = grounding.ground(update.when(), scope);
                if (when != expressions.no()) {
                    addCases(update, when, scope, cases.computeIfAbsent(field, _ -> new ArrayList<>()));
                }
            }
        }
        others.forEach((field, cases) ->
                insertions.computeIfAbsent(field, _ -> new ArrayList<>()).addAll(cases));
        List<Change> changes = new ArrayList<>();
        insertions.forEach((field, cases) -> changes.add(new Change(field, cases)));
        return changes;
    }

    private void addCases(Update update, Expression when, Map<Variable, Integer> scope, List<Case> to) {
        switch (update) {
            case Update.Insert _ -> to.add(new Case(when, 1));
            case Update.Remove _ -> to.add(new Case(when, 0));
            case Update.Assign(Function function, var _, var _, Term value) -> {
                for (int element = 0; element < world.size(function.result()); element++) {
                    Expression both = expressions.both(when, grounding.isValue(value, element, scope));
                    if (both != expressions.no()) {
                        to.add(new Case(both, element));
                    }
                }
            }
        }
    }

    /** Decides about the first choice that still matters, both ways, until none does. */
    private void choose(Label label, Expression guard, List<Change> changes, boolean idle, Consumer<GroundStep> to) {
        if (guard == expressions.no()) {
            return;
        }
        int choice = guard.choice();
        for (Change change : changes) {
            for (Case each : change.cases()) {
                choice = Math.min(choice, each.when().choice());
            }
        }
        if (choice == Expression.NO_CHOICE) {
            finish(label, guard, changes, idle, to);
            return;
        }
        for (int value = 0; value <= 1; value++) {
            Map<Integer, Integer> known = Map.of(choice, value);
            List<Entry> sets = new ArrayList<>(label.sets());
            if (value == 1) {
                sets.add(fields.entry(choice));
            }
            choose(
                    new Label(label.action(), label.outcome(), label.parameters(), sets),
                    expressions.assuming(guard, known),
                    assuming(changes, known),
                    idle,
                    to);
        }
    }

    private List<Change> assuming(List<Change> changes, Map<Integer, Integer> known) {
        List<Change> simpler = new ArrayList<>();
        for (Change change : changes) {
            List<Case> cases = new ArrayList<>();
            for (Case each : change.cases()) {
                Expression when = expressions.assuming(each.when(), known);
                if (when != expressions.no()) {
                    cases.add(new Case(when, each.value()));
                }
                if (when == expressions.yes()) {
                    break;
                }
            }
            if (!cases.isEmpty()) {
                simpler.add(new Change(change.field(), cases));
            }
        }
        return simpler;
    }

    private void finish(Label label, Expression guard, List<Change> changes, boolean idle, Consumer<GroundStep> to) {
        Map<Integer, Integer> facts = expressions.facts(guard);
        List<Change> real = new ArrayList<>();
        for (Change change : assuming(changes, facts)) {
            int before = facts.getOrDefault(change.field(), onlyValue(change.field()));
            if (change.cases().stream().anyMatch(each -> each.value() != before)) {
                real.add(change);
            }
        }
        GroundStep step = new GroundStep(label, guard, real, expressions.yes());
        if (idle || !real.isEmpty()) {
            to.accept(step.promising(expressions.assuming(promises.of(label, step, grounding), facts)));
        }
    }

    /** The one value that occurs in a field; -1 if there are more. */
    private int onlyValue(int field) {
        return fields.values(field).cardinality() == 1 ? fields.values(field).nextSetBit(0) : -1;
    }
}
