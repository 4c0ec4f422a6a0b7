package org.cofferdam.isolation.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cofferdam.isolation.explore.GroundStep.Label;
import org.cofferdam.isolation.language.Claim;
import org.cofferdam.isolation.language.Formula;
import org.cofferdam.isolation.language.Variable;

/** Claims about steps, turned into what has to be true before a step, that they hold of it. */
final class Promises {
    private final List<Claim> claims;
    private final SmallWorld world;
    private final Expressions expressions;

    /** Of the claims those about steps matter here. */
    Promises(List<Claim> claims, SmallWorld world, Expressions expressions) {
        this.claims = claims;
        this.world = world;
        this.expressions = expressions;
    }

    /** What all claims ask for before a step. */
    Expression of(Label label, GroundStep step, Grounding grounding) {
        List<Expression> parts = new ArrayList<>();
        for (Claim claim : claims) {
            parts.add(of(claim, label, step, grounding));
        }
        return expressions.all(parts);
    }

    /** What a claim asks for before a step. */
    Expression of(Claim claim, Label label, GroundStep step, Grounding grounding) {
        return switch (claim) {
            case Claim.Step(var _, var _, var _, String scope, Variable actor, Formula formula) ->
                label.action().name().startsWith(scope)
                        ? forActor(actor, formula, label, step, grounding)
                        : expressions.yes();
            case Claim.Refusal(var _, var _, var _, Formula formula) ->
                label.outcome().isError() ? grounding.ground(formula, Map.of(), reading(step)) : expressions.yes();
            case Claim.Promise(var _, var _, var _, String action, String result, Formula formula) ->
                label.action().name().equals(action) && label.outcome().result().equals(result)
                        ? grounding.ground(formula, label.parameters(), reading(step))
                        : expressions.yes();
            case Claim.Invariant _ -> expressions.yes();
            case Claim.TwoRun _ ->
                throw new IllegalArgumentException(
                        claim.name() + " is about two runs: the prover's, not the explorer's");
        };
    }

    private Expression forActor(Variable actor, Formula formula, Label label, GroundStep step, Grounding grounding) {
        List<Expression> parts = new ArrayList<>();
        for (int who = 0; who < world.size(actor.sort()); who++) {
            Expression acts = grounding.isValue(label.action().actor(), who, label.parameters());
            if (acts != expressions.no()) {
                Expression holds = grounding.ground(formula, Map.of(actor, who), reading(step));
                parts.add(expressions.either(expressions.not(acts), holds));
            }
        }
        return expressions.all(parts);
    }

    private Grounding.Reading reading(GroundStep step) {
        return (field, value) -> step.after(field, value, expressions);
    }
}
