package org.cofferdam.isolation.language;

import static org.cofferdam.isolation.language.Formulas.equal;
import static org.cofferdam.isolation.language.Formulas.exists;
import static org.cofferdam.isolation.language.Formulas.forAll;
import static org.cofferdam.isolation.language.Formulas.next;
import static org.cofferdam.isolation.language.ToySpecification.B;
import static org.cofferdam.isolation.language.ToySpecification.BOX;
import static org.cofferdam.isolation.language.ToySpecification.GIVE;
import static org.cofferdam.isolation.language.ToySpecification.LOOK;
import static org.cofferdam.isolation.language.ToySpecification.OPEN;
import static org.cofferdam.isolation.language.ToySpecification.OWNER;
import static org.cofferdam.isolation.language.ToySpecification.TOY;
import static org.cofferdam.isolation.language.ToySpecification.U;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.cofferdam.isolation.core.CoreSpecification;
import org.junit.jupiter.api.Test;

class WellFormedTest {
    @Test
    void theSpecificationOfTheCoreIsWellSorted() {
        assertEquals(List.of(), WellSorted.faults(CoreSpecification.CORE));
        assertEquals(List.of(), WellSorted.faults(TOY));
    }

    @Test
    void everyQuestionAboutTheCoreIsInTheDecidableFragment() {
        assertEquals(List.of(), Fragment.faults(CoreSpecification.CORE));
    }

    @Test
    void aTermOfTheWrongSortIsNamed() {
        assertEquals(
                List.of(
                        "claim c: b is of sort Box where Person is needed, in open(b, u)",
                        "claim c: u is of sort Person where Box is needed, in open(b, u)"),
                faults(forAll(U, B, OPEN.of(B, U))));
        assertEquals(
                List.of("claim c: b is of sort Box where Person is needed, in owner(b) = b"),
                faults(forAll(B, equal(OWNER.of(B), B))));
        assertEquals(List.of("claim c: open has 2 places, not 1, in open(u)"), faults(forAll(U, OPEN.of(U))));
    }

    @Test
    void whatNothingBindsOrDeclaresIsNamed() {
        assertEquals(List.of("claim c: nothing binds the variable u of sort Person"), faults(forAll(B, OPEN.of(U, B))));
        Relation other = new Relation("locked", List.of(BOX), Kind.STATE, "");
        assertEquals(
                List.of("claim c: there is no relation locked here, in locked(b)"), faults(forAll(B, other.of(B))));
    }

    @Test
    void anInvariantSpeaksOfOneState() {
        assertEquals(
                List.of("claim c: speaks of the state NEXT, which there is not here, in open′(u, b)"),
                faults(forAll(U, B, next(OPEN.of(U, B)))));
    }

    @Test
    void anUpdateOfWhatTheConfigurationFixesIsNamed() {
        Relation fixed = new Relation("fixed", List.of(BOX), Kind.RIGID, "");
        Action action = new Action(
                "a",
                "",
                U,
                List.of(U, B),
                List.of(),
                List.of(new Outcome("OK", false, List.of(), List.of(Update.insert(fixed, B)))));
        assertEquals(
                List.of("a, outcome OK: fixed is RIGID and cannot be changed"),
                WellSorted.faults(TOY.withActions(List.of(GIVE, LOOK, action))));
    }

    @Test
    void whatHasTheNameOfAnotherIsNamed() {
        Specification doubled = new Specification(
                "doubled",
                List.of(BOX, ToySpecification.PERSON, BOX),
                List.of(OWNER, OPEN),
                List.of(new Constant("open", ToySpecification.PERSON, 1, "")),
                List.of(),
                List.of(),
                List.of(GIVE, GIVE),
                List.of(ToySpecification.OPEN_IS_OWNED, ToySpecification.OPEN_IS_OWNED));
        assertEquals(
                List.of(
                        "two sorts have the name Box",
                        "two symbols have the name open",
                        "two actions have the name give",
                        "two claims have the name openIsOwned"),
                WellSorted.faults(doubled));
        Outcome one = new Outcome("OK", false, List.of(), List.of());
        assertEquals(
                List.of("two outcome of as have the name OK"),
                WellSorted.faults(TOY.withActions(List.of(action(one, one)))));
    }

    @Test
    void anUpdateThatDoesNotFitItsSymbolIsNamed() {
        assertEquals(
                List.of("a, outcome OK: open is about [Person, Box], not about [Box, Person]"),
                WellSorted.faults(TOY.withActions(
                        List.of(action(updating(new Update.Remove(OPEN, List.of(B, U), Formulas.and())))))));
        assertEquals(
                List.of("a, outcome OK: b is of sort Box where Person is needed, in owner := b"),
                WellSorted.faults(TOY.withActions(
                        List.of(action(updating(new Update.Assign(OWNER, List.of(B), Formulas.and(), B)))))));
    }

    @Test
    void sortsConstantsAndFunctionsThatThereAreNotAreNamed() {
        Sort room = new Sort("Room", "r", "");
        assertEquals(
                List.of("claim c: there is no sort Room, of variable r"),
                faults(forAll(new Variable("r", room), Formulas.and())));
        Constant somebody = new Constant("somebody", ToySpecification.PERSON, 1, "");
        assertEquals(
                List.of("claim c: there is no constant somebody"), faults(forAll(B, equal(OWNER.of(B), somebody))));
        Function finder = new Function("finder", List.of(BOX), ToySpecification.PERSON, Kind.STATE, "");
        assertEquals(
                List.of("claim c: there is no function finder, in finder(b)"),
                faults(forAll(B, equal(finder.of(B), ToySpecification.NOBODY))));
    }

    private static Action action(Outcome... outcomes) {
        return new Action("a", "", U, List.of(U), List.of(), List.of(outcomes));
    }

    private static Outcome updating(Update update) {
        return new Outcome("OK", false, List.of(), List.of(update));
    }

    @Test
    void aCircleOfSortsIsNamed() {
        Claim everyOneHasABox =
                new Claim.Invariant("everyOneHasABox", List.of(), "", forAll(U, exists(B, equal(OWNER.of(B), U))));
        String circle = Fragment.question(
                        TOY.withClaims(List.of(everyOneHasABox)),
                        LOOK.outcomes().getFirst(),
                        everyOneHasABox)
                .orElseThrow();
        assertEquals("Box to Person by owner; Person to Box by ∃b : Box. owner(b) = u", circle);
        assertTrue(Fragment.question(TOY, LOOK.outcomes().getFirst(), ToySpecification.OPEN_IS_OWNED)
                .isEmpty());
    }

    private static List<String> faults(Formula formula) {
        return WellSorted.faults(TOY, new Claim.Invariant("c", List.of(), "", formula));
    }
}
