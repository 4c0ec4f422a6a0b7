package org.cofferdam.isolation.evaluate;

import static org.cofferdam.isolation.language.Formulas.at;
import static org.cofferdam.isolation.language.Formulas.equal;
import static org.cofferdam.isolation.language.Formulas.exists;
import static org.cofferdam.isolation.language.Formulas.forAll;
import static org.cofferdam.isolation.language.Formulas.iff;
import static org.cofferdam.isolation.language.Formulas.next;
import static org.cofferdam.isolation.language.ToySpecification.B;
import static org.cofferdam.isolation.language.ToySpecification.BOX;
import static org.cofferdam.isolation.language.ToySpecification.GIFTS;
import static org.cofferdam.isolation.language.ToySpecification.GIVE;
import static org.cofferdam.isolation.language.ToySpecification.LOOK;
import static org.cofferdam.isolation.language.ToySpecification.NOBODY;
import static org.cofferdam.isolation.language.ToySpecification.OPEN;
import static org.cofferdam.isolation.language.ToySpecification.OPEN_IS_OWNED;
import static org.cofferdam.isolation.language.ToySpecification.OWNER;
import static org.cofferdam.isolation.language.ToySpecification.PERSON;
import static org.cofferdam.isolation.language.ToySpecification.U;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.cofferdam.isolation.language.Formula;
import org.cofferdam.isolation.language.Sort;
import org.cofferdam.isolation.language.World;
import org.junit.jupiter.api.Test;

class StepsTest {
    private static final Map<Sort, Integer> TWO_BOXES = Map.of(BOX, 2, PERSON, 3);

    /** Box 0 is person 1's and open to it; box 1 is nobody's. */
    private static TableState begin() {
        TableState state = new TableState(TWO_BOXES);
        state.set(OWNER, 1, 0);
        state.set(OPEN, true, 1, 0);
        return state;
    }

    @Test
    void aStepChangesWhatItsUpdatesNameAndNothingElse() {
        TableState before = begin();
        before.set(GIFTS, true, 0);
        Steps give = Steps.of(GIVE, GIVE.outcome("OK"));
        assertTrue(give.isPossible(before, 1, 2));
        TableState after = give.after(before, 1, 2);
        assertEquals(2, after.value(OWNER, new int[] {0}));
        assertEquals(0, after.value(OWNER, new int[] {1}));
        assertFalse(after.holds(OPEN, new int[] {1, 0}));
        assertEquals(1, before.value(OWNER, new int[] {0}), "the state before stays");
    }

    @Test
    void aStepWhoseGuardFailsIsNotPossible() {
        TableState before = begin();
        before.set(GIFTS, true, 1);
        assertFalse(Steps.of(GIVE, GIVE.outcome("OK")).isPossible(before, 1, 2));
        assertFalse(Steps.of(LOOK, LOOK.outcome("OK")).isPossible(before, 2, 0));
    }

    @Test
    void theFirstViolationOfAnInvariantIsNamed() {
        TableState state = begin();
        Evaluation invariant = Evaluation.of(OPEN_IS_OWNED.formula());
        assertTrue(invariant.holds(state));
        state.set(OPEN, true, 2, 1);
        assertFalse(invariant.holds(state));
        assertEquals(
                "u = u2, b = b1",
                invariant.violation(Worlds.of(state), Map.of()).orElseThrow().toString());
        BitSet first = new BitSet();
        first.set(0);
        assertTrue(invariant.violation(Worlds.of(state), Map.of(BOX, first)).isEmpty(), "box 1 was not asked about");
    }

    @Test
    void aFormulaSpeaksOfTwoStates() {
        TableState before = begin();
        TableState after = before.copy();
        after.set(OWNER, 2, 1);
        Formula same = forAll(B, U, iff(equal(OWNER.of(B), U), next(equal(OWNER.of(B), U))));
        assertTrue(Evaluation.of(same).holds(Worlds.of(before, before)));
        assertFalse(Evaluation.of(same).holds(Worlds.of(before, after)));
        assertThrows(IllegalArgumentException.class, () -> Evaluation.of(at(World.TWIN, same))
                .holds(Worlds.of(before, after)));
    }

    @Test
    void quantifiersOverAnEmptySortAreTrueAndFalse() {
        TableState state = new TableState(Map.of(BOX, 0, PERSON, 1));
        assertTrue(Evaluation.of(forAll(B, Formula.FALSE)).holds(state));
        assertFalse(Evaluation.of(exists(B, Formula.TRUE)).holds(state));
    }

    @Test
    void constantsAreTheirElements() {
        TableState state = begin();
        assertTrue(Evaluation.of(equal(OWNER.of(B), NOBODY), List.of(B)).holds(state, 1));
        assertFalse(Evaluation.of(equal(OWNER.of(B), NOBODY), List.of(B)).holds(state, 0));
    }

    @Test
    void statesWithTheSameMeaningAreEqual() {
        TableState state = begin();
        TableState other = begin();
        other.set(OPEN, true, 2, 1);
        assertFalse(state.equals(other));
        other.set(OPEN, false, 2, 1);
        assertEquals(state, other);
        assertEquals(state.hashCode(), other.hashCode());
    }
}
