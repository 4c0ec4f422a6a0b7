package org.cofferdam.isolation.explore;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.cofferdam.isolation.language.Action;
import org.cofferdam.isolation.language.Claim;
import org.cofferdam.isolation.language.Formula;
import org.cofferdam.isolation.language.Outcome;
import org.cofferdam.isolation.language.Relation;
import org.cofferdam.isolation.language.Specification;
import org.cofferdam.isolation.language.Symbol;

/** A specification in a small world: what a state is there, the steps, the claims, and where it begins. */
final class GroundSystem {
    private final Specification specification;
    private final SmallWorld world;
    private final List<Claim> claims;
    private final Set<Symbol> kept;
    private final Fields fields;
    private Expressions expressions;
    private Grounding grounding;
    private final List<Map<Integer, Integer>> initial;
    private final List<Variant> variants;
    private List<GroundStep> steps = List.of();
    private List<List<GroundStep>> stepsOfVariants = List.of();

    /** An outcome that an action of the specification does not have, to be tried beside those that it has. */
    record Variant(Action action, Outcome outcome) {}

    private GroundSystem(
            Specification specification,
            SmallWorld world,
            List<Claim> claims,
            List<Formula> more,
            List<Variant> variants) {
        this.specification = specification;
        this.world = world;
        this.claims = List.copyOf(claims);
        this.variants = List.copyOf(variants);
        List<Formula> spokenOf = new ArrayList<>(more);
        variants.forEach(variant -> spokenOf.addAll(variant.outcome.when()));
        kept = Cone.of(specification, claims, spokenOf);
        Set<Relation> inputs = new LinkedHashSet<>();
        specification.actions().forEach(action -> inputs.addAll(action.inputs()));
        variants.forEach(variant -> inputs.addAll(variant.action.inputs()));
        fields = new Fields(kept, inputs, world);
        initial = new InitialStates(specification, world).of(fields);
    }

    /** Of a state only what can occur is stored: found by carrying out all steps on sets of values until nothing new comes. */
    static GroundSystem reachable(
            Specification specification, SmallWorld world, List<Claim> claims, List<Formula> more) {
        return reachable(specification, world, claims, more, List.of());
    }

    /** The same, if now and then one of the variants happens too. */
    static GroundSystem reachable(
            Specification specification,
            SmallWorld world,
            List<Claim> claims,
            List<Formula> more,
            List<Variant> variants) {
        GroundSystem system = new GroundSystem(specification, world, claims, more, variants);
        for (Map<Integer, Integer> state : system.initial) {
            state.forEach(system.fields::add);
        }
        do {
            system.ground(List.of());
        } while (system.addValues());
        system.ground(claims);
        return system;
    }

    /** Any state is one, be it reachable or not. */
    static GroundSystem everything(Specification specification, SmallWorld world, List<Claim> claims) {
        GroundSystem system = new GroundSystem(specification, world, claims, List.of(), List.of());
        system.fields.allowAll(world);
        system.ground(claims);
        return system;
    }

    private void ground(List<Claim> promised) {
        expressions = new Expressions(fields);
        grounding = new Grounding(world, fields, expressions);
        Promises promises = new Promises(promised, world, expressions);
        StepGrounding ground = new StepGrounding(world, kept, fields, expressions, grounding, promises);
        Map<List<Integer>, GroundStep> found = new LinkedHashMap<>();
        for (Action action : specification.actions()) {
            for (Outcome outcome : action.outcomes()) {
                ground(action, outcome, false, ground, found);
            }
        }
        steps = List.copyOf(found.values());
        List<List<GroundStep>> all = new ArrayList<>();
        for (Variant variant : variants) {
            Map<List<Integer>, GroundStep> its = new LinkedHashMap<>();
            ground(variant.action, variant.outcome, true, ground, its);
            all.add(List.copyOf(its.values()));
        }
        stepsOfVariants = List.copyOf(all);
    }

    private void ground(
            Action action, Outcome outcome, boolean idle, StepGrounding ground, Map<List<Integer>, GroundStep> found) {
        ground.steps(action, outcome, idle, step -> {
            GroundStep same = found.putIfAbsent(step.key(), step);
            if (same != null) {
                same.join(step, expressions);
            }
        });
    }

    /** The values that steps assign occur; whether any is new. */
    private boolean addValues() {
        boolean isNew = addValues(steps);
        for (List<GroundStep> its : stepsOfVariants) {
            isNew |= addValues(its);
        }
        return isNew;
    }

    private boolean addValues(List<GroundStep> some) {
        boolean isNew = false;
        for (GroundStep step : some) {
            for (GroundStep.Change change : step.changes()) {
                for (GroundStep.Case each : change.cases()) {
                    isNew |= fields.add(change.field(), each.value());
                }
            }
        }
        return isNew;
    }

    Specification specification() {
        return specification;
    }

    SmallWorld world() {
        return world;
    }

    List<Claim> claims() {
        return claims;
    }

    /** The symbols that states give meaning to. */
    Set<Symbol> kept() {
        return kept;
    }

    Fields fields() {
        return fields;
    }

    Expressions expressions() {
        return expressions;
    }

    Grounding grounding() {
        return grounding;
    }

    /** Different steps, in the order of the specification. */
    List<GroundStep> steps() {
        return steps;
    }

    /** The steps of each variant, in the order of the variants. */
    List<List<GroundStep>> stepsOfVariants() {
        return stepsOfVariants;
    }

    /** The initial states: values of the fields of a state. */
    List<Map<Integer, Integer>> initial() {
        return initial;
    }

    /** A claim of every state, as an expression. */
    Expression ground(Claim.Invariant invariant) {
        return grounding.ground(invariant.formula(), Map.of());
    }

    /** The numbers of the fields of a state. */
    List<Integer> stateFields() {
        return IntStream.range(0, fields.inState()).boxed().toList();
    }

    List<Claim.Invariant> invariants() {
        List<Claim.Invariant> invariants = new ArrayList<>();
        for (Claim claim : claims) {
            if (claim instanceof Claim.Invariant invariant) {
                invariants.add(invariant);
            }
        }
        return invariants;
    }
}
