package org.cofferdam.isolation.mutate;

import static org.cofferdam.isolation.language.Formulas.equal;
import static org.cofferdam.isolation.language.Formulas.forAll;
import static org.cofferdam.isolation.language.Formulas.implies;
import static org.cofferdam.isolation.language.ToySpecification.B;
import static org.cofferdam.isolation.language.ToySpecification.LOOK;
import static org.cofferdam.isolation.language.ToySpecification.NOBODY;
import static org.cofferdam.isolation.language.ToySpecification.OPEN;
import static org.cofferdam.isolation.language.ToySpecification.OPEN_IS_OWNED;
import static org.cofferdam.isolation.language.ToySpecification.OWNER;
import static org.cofferdam.isolation.language.ToySpecification.TOY;
import static org.cofferdam.isolation.language.ToySpecification.U;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.cofferdam.isolation.language.Claim;
import org.cofferdam.isolation.language.Formula;
import org.cofferdam.isolation.language.Specification;
import org.cofferdam.isolation.language.Variable;
import org.cofferdam.isolation.prove.ProofTable;
import org.cofferdam.isolation.prove.Prover;
import org.junit.jupiter.api.Test;

class NecessityTest {
    private static final Variable OTHER = new Variable("other", U.sort());

    /** Who can look in does not change hands with the box: to say so of a step takes that it is the owner who can. */
    private static final Claim.Promise NOBODY_ELSE_LOOKS = new Claim.Promise(
            "nobodyElseLooks",
            List.of(),
            "who looks in is the only one who can",
            "look",
            "OK",
            forAll(OTHER, implies(OPEN.of(OTHER, B), equal(OTHER, U))));

    private static final Claim.Invariant IDLE = new Claim.Invariant(
            "idle", List.of(), "a box has one owner", forAll(B, implies(equal(OWNER.of(B), NOBODY), Formula.TRUE)));

    private static Necessity of(Claim.Invariant invariant) {
        Specification specification = TOY.withClaims(List.of(OPEN_IS_OWNED, IDLE, NOBODY_ELSE_LOOKS));
        assertEquals(List.of(), new ProofTable(Prover.z3(specification).answer(specification.claims(), 1)).open());
        return Necessity.run(specification, 2).stream()
                .filter(each -> each.invariant().equals(invariant))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatAnotherProofNeedsIsNamedWithTheStep() {
        Necessity necessity = of(OPEN_IS_OWNED);
        assertEquals(
                List.of(NOBODY_ELSE_LOOKS), List.copyOf(necessity.neededBy().keySet()));
        assertEquals(LOOK, necessity.neededBy().get(NOBODY_ELSE_LOOKS).action());
        assertEquals(
                "states property 14 itself, and nothing rests on it",
                necessity.alone().orElseThrow());
        assertFalse(necessity.isIdle());
    }

    @Test
    void whatStatesNothingAndHelpsNothingIsListed() {
        assertTrue(of(IDLE).isIdle());
    }
}
