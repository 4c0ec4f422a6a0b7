package org.cofferdam.isolation.text;

import static org.cofferdam.isolation.core.CoreSpecification.CORE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.cofferdam.isolation.language.Claim;
import org.cofferdam.isolation.language.Notation;
import org.cofferdam.isolation.language.WellSorted;
import org.junit.jupiter.api.Test;

class ClaimFileTest {
    @Test
    void aFormulaWithoutPrimesIsClaimedOfStates() throws BadTextException {
        List<Claim> claims = read("""
            # a comment
            property hidden "tables are hidden"
              forall d : Partition, p : Frame, r : Right.
                mapped(d, p, r) and own(p) = system implies region(p) or not table(p)
            """);
        Claim claim = claims.getFirst();
        assertInstanceOf(Claim.Invariant.class, claim);
        assertEquals("tables are hidden", claim.meaning());
        assertEquals(
                "∀d : Partition, p : Frame, r : Right. mapped(d, p, r) ∧ own(p) = system → region(p) ∨ ¬table(p)",
                claim.formula().toString());
        assertEquals(List.of(), WellSorted.faults(CORE, claim));
    }

    @Test
    void aPrimeReadsTheStateAfterTheStep() throws BadTextException {
        Claim claim = read("property p \"\" forall g : Grant. accepted'(g) implies actor != nobody")
                .getFirst();
        assertInstanceOf(Claim.Step.class, claim);
        assertEquals(
                "∀g : Grant. accepted′(g) → actor ≠ nobody", claim.formula().toString());
    }

    @Test
    void whatTheCoreClaimsCanBeReadBack() throws BadTextException {
        for (Claim claim : CORE.claims(Claim.Invariant.class)) {
            String text = "property again \"\" " + Notation.ASCII.print(claim.formula());
            assertEquals(
                    claim.formula().toString(), read(text).getFirst().formula().toString(), claim::name);
        }
    }

    @Test
    void aMistakeIsNamedWithItsPlace() {
        wrong("f:2:3: there is nothing called 'maped'; is 'mapped' meant? See: cofferdam spec print", """
            property p "x" forall d : Partition, q : Frame. not
              maped(d, q, write)\
            """);
        wrong(
                "f:1:50: q is of sort Frame where phase needs Partition",
                "property p \"x\" forall q : Frame. created = phase(q)");
        wrong(
                "f:1:27: there is no sort 'Page'; sorts are Frame, Partition, Hart, Vmid, Right, Grant, Device, Port,"
                        + " Bell, Phase, Value, Instant",
                "property p \"x\" forall q : Page. true");
        wrong("f:1:33: table has 1 places, [Frame], not 2", "property p \"\" forall q : Frame. table(q, q)");
        wrong("f:1:10: there is a claim 'scrub' already: choose another name", "property scrub \"\" true");
        wrong(
                "f:1:20: the formula ends before ')': an operator, 'property' or the end of the file is needed",
                "property p \"\" true )");
        wrong("f:1:1: there is no property in this file: write  property NAME \"what it says\" FORMULA", "");
        wrong("f:1:12: what it says, in quotes, is needed here, not 'true'", "property p true");
    }

    private static void wrong(String message, String text) {
        BadTextException bad = assertThrows(BadTextException.class, () -> read(text));
        assertEquals(message, bad.getMessage());
    }

    private static List<Claim> read(String text) throws BadTextException {
        return ClaimFile.read("f", text, CORE);
    }
}
