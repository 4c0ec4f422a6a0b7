package org.cofferdam.isolation.prove;

import static org.cofferdam.isolation.core.CoreSpecification.CORE;
import static org.cofferdam.isolation.language.ToySpecification.GIVE;
import static org.cofferdam.isolation.language.ToySpecification.OPEN;
import static org.cofferdam.isolation.language.ToySpecification.TOY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.cofferdam.isolation.language.Action;
import org.cofferdam.isolation.language.Outcome;
import org.cofferdam.isolation.language.Update;
import org.cofferdam.isolation.mutate.Edits;
import org.junit.jupiter.api.Test;

class ProverTest {
    @Test
    void theSpecificationOfTheCoreIsProved() {
        Prover prover = Prover.z3(CORE);
        assertEquals(List.of(), new ProofTable(prover.answer(CORE.claims(), 2)).open());
        assertEquals(List.of(), prover.brokenInTheBeginning());
    }

    @Test
    void everyOutcomeIsPossible() {
        Prover prover = Prover.z3(CORE);
        for (Action action : CORE.actions()) {
            for (Outcome outcome : action.outcomes()) {
                assertTrue(prover.isPossible(action, outcome), () -> action + " " + outcome.result());
            }
        }
    }

    @Test
    void theToyIsProvedAndRefutedOnceItsBoxStaysOpen() {
        assertEquals(List.of(), new ProofTable(Prover.z3(TOY).answer(TOY.claims(), 1)).open());
        Outcome given = GIVE.outcome("OK");
        List<Update> closes = given.updates().stream()
                .filter(update -> update.symbol().equals(OPEN))
                .toList();
        var careless = Edits.replaced("careless", TOY, GIVE, Edits.withoutUpdates(given, closes));
        List<Answer> open = new ProofTable(Prover.z3(careless.specification()).answer(TOY.claims(), 1)).open();
        assertEquals(1, open.size());
        Verdict.Refuted refuted =
                assertInstanceOf(Verdict.Refuted.class, open.getFirst().verdict());
        assertEquals(
                """
                openIsOwned is broken by give (OK)
                  claim: who can look in owns the box
                  world: Box b0; Person nobody u1
                  1. before:
                       open(nobody, b0)
                  2. step: gives boxes away
                       u = nobody, to = u1
                       what is given: gifts(b0)
                     it changed:
                         owner(b0): nobody becomes u1
                  3. then the claim fails for u = nobody, b = b0:
                       ∀u : Person, b : Box. open(u, b) → owner(b) = u
                """,
                new Story(careless.specification(), refuted.counterexample().orElseThrow()).tell());
    }
}
