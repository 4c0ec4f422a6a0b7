package org.cofferdam.isolation.language;

import static org.cofferdam.isolation.language.Formulas.and;
import static org.cofferdam.isolation.language.Formulas.equal;
import static org.cofferdam.isolation.language.Formulas.forAll;
import static org.cofferdam.isolation.language.Formulas.implies;

import java.util.List;

/** Boxes that have an owner and can be open for people: small enough to be worked out by hand. */
public final class ToySpecification {
    public static final Sort BOX = new Sort("Box", "b", "a box");
    public static final Sort PERSON = new Sort("Person", "u", "a person");
    public static final Constant NOBODY = new Constant("nobody", PERSON, 0, "nobody");
    public static final Function OWNER = new Function("owner", List.of(BOX), PERSON, Kind.STATE, "whose it is");
    public static final Relation OPEN = new Relation("open", List.of(PERSON, BOX), Kind.STATE, "who can look in");
    public static final Relation GIFTS = new Relation("gifts", List.of(BOX), Kind.INPUT, "what is given");
    public static final Variable B = new Variable("b", BOX);
    public static final Variable U = new Variable("u", PERSON);
    public static final Variable TO = new Variable("to", PERSON);

    public static final Claim.Invariant OPEN_IS_OWNED = new Claim.Invariant(
            "openIsOwned",
            List.of(14),
            "who can look in owns the box",
            forAll(U, B, implies(OPEN.of(U, B), equal(OWNER.of(B), U))));

    /** Gives boxes of u's away, and closes them for u. */
    public static final Action GIVE = new Action(
            "give",
            "gives boxes away",
            U,
            List.of(U, TO),
            List.of(GIFTS),
            List.of(
                    new Outcome(
                            "OK",
                            false,
                            List.of(forAll(B, implies(GIFTS.of(B), equal(OWNER.of(B), U)))),
                            List.of(
                                    new Update.Remove(OPEN, List.of(new Variable("w", PERSON), B), and(GIFTS.of(B))),
                                    new Update.Assign(OWNER, List.of(B), GIFTS.of(B), TO))),
                    new Outcome("REFUSED", true, List.of(), List.of())));

    /** An owner opens a box. */
    public static final Action LOOK = new Action(
            "look",
            "an owner opens a box",
            U,
            List.of(U, B),
            List.of(),
            List.of(new Outcome("OK", false, List.of(equal(OWNER.of(B), U)), List.of(Update.insert(OPEN, U, B)))));

    public static final Specification TOY = new Specification(
            "toy",
            List.of(BOX, PERSON),
            List.of(OWNER, OPEN),
            List.of(NOBODY),
            List.of(),
            List.of(forAll(B, equal(OWNER.of(B), NOBODY)), forAll(U, B, Formulas.not(OPEN.of(U, B)))),
            List.of(GIVE, LOOK),
            List.of(OPEN_IS_OWNED));

    private ToySpecification() {}
}
