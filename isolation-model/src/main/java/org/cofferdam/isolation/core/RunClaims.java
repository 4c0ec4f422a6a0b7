package org.cofferdam.isolation.core;

import static org.cofferdam.isolation.core.Configuration.isPartition;
import static org.cofferdam.isolation.core.Vocabulary.FLOWS;
import static org.cofferdam.isolation.core.Vocabulary.PARTITION;
import static org.cofferdam.isolation.language.Formulas.and;
import static org.cofferdam.isolation.language.Formulas.forAll;
import static org.cofferdam.isolation.language.Formulas.implies;
import static org.cofferdam.isolation.language.Formulas.not;

import java.util.List;
import org.cofferdam.isolation.language.Claim;
import org.cofferdam.isolation.language.Variable;
import org.cofferdam.isolation.language.World;

/** The unwinding conditions: claims about two runs, for any policy. */
final class RunClaims {
    private static final Variable ACTOR = new Variable("actor", PARTITION);
    private static final Variable VIEWER = new Variable("u", PARTITION);

    private RunClaims() {}

    static List<Claim> claims() {
        return List.of(
                new Claim.Step(
                        "localRespect",
                        List.of(2, 17),
                        "what may not flow to u changes nothing that u can see",
                        "",
                        ACTOR,
                        forAll(
                                VIEWER,
                                implies(
                                        and(isPartition(VIEWER), not(FLOWS.of(ACTOR, VIEWER))),
                                        View.alike(VIEWER, World.NOW, World.NEXT)))),
                new Claim.TwoRun(
                        "stepConsistency",
                        List.of(3, 7, 9, 17, 25),
                        "states that look the same to u, and to the actor if it may flow to u, look the same to u"
                                + " after the step",
                        ACTOR,
                        VIEWER,
                        and(
                                isPartition(VIEWER),
                                implies(FLOWS.of(ACTOR, VIEWER), View.alikeToActor(ACTOR, World.NOW, World.TWIN))),
                        View.aspects(VIEWER, World.NOW, World.TWIN)));
    }
}
