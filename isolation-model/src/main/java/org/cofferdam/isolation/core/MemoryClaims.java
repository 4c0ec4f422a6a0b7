package org.cofferdam.isolation.core;

import static org.cofferdam.isolation.core.Configuration.isPartition;
import static org.cofferdam.isolation.core.Names.D;
import static org.cofferdam.isolation.core.Names.E;
import static org.cofferdam.isolation.core.Names.P;
import static org.cofferdam.isolation.core.Names.R;
import static org.cofferdam.isolation.core.Vocabulary.ABSENT;
import static org.cofferdam.isolation.core.Vocabulary.ACCEPTED;
import static org.cofferdam.isolation.core.Vocabulary.ALLOWED;
import static org.cofferdam.isolation.core.Vocabulary.ATTACHMENT;
import static org.cofferdam.isolation.core.Vocabulary.BORROWER;
import static org.cofferdam.isolation.core.Vocabulary.CONTENT;
import static org.cofferdam.isolation.core.Vocabulary.DESTROYING;
import static org.cofferdam.isolation.core.Vocabulary.FLOWS;
import static org.cofferdam.isolation.core.Vocabulary.GRANT_OF;
import static org.cofferdam.isolation.core.Vocabulary.MAPPED;
import static org.cofferdam.isolation.core.Vocabulary.NOBODY;
import static org.cofferdam.isolation.core.Vocabulary.NO_GRANT;
import static org.cofferdam.isolation.core.Vocabulary.OWN;
import static org.cofferdam.isolation.core.Vocabulary.PHASE_OF;
import static org.cofferdam.isolation.core.Vocabulary.READ;
import static org.cofferdam.isolation.core.Vocabulary.REGION;
import static org.cofferdam.isolation.core.Vocabulary.RETURNED;
import static org.cofferdam.isolation.core.Vocabulary.SHARES;
import static org.cofferdam.isolation.core.Vocabulary.SYSTEM;
import static org.cofferdam.isolation.core.Vocabulary.TABLE;
import static org.cofferdam.isolation.core.Vocabulary.TRACES;
import static org.cofferdam.isolation.core.Vocabulary.WRITE;
import static org.cofferdam.isolation.core.Vocabulary.ZERO;
import static org.cofferdam.isolation.language.Formulas.and;
import static org.cofferdam.isolation.language.Formulas.differ;
import static org.cofferdam.isolation.language.Formulas.equal;
import static org.cofferdam.isolation.language.Formulas.forAll;
import static org.cofferdam.isolation.language.Formulas.iff;
import static org.cofferdam.isolation.language.Formulas.implies;
import static org.cofferdam.isolation.language.Formulas.not;
import static org.cofferdam.isolation.language.Formulas.oneOf;
import static org.cofferdam.isolation.language.Formulas.or;

import java.util.List;
import org.cofferdam.isolation.language.Claim;
import org.cofferdam.isolation.language.Formula;

/** Invariants about frames: who owns them, who can reach them, and whose bytes they show. */
final class MemoryClaims {
    private static final Formula OWNS = equal(OWN.of(P), D);
    private static final Formula FREE_OF_GRANTS = equal(GRANT_OF.of(P), NO_GRANT);
    private static final Formula BORROWS =
            and(ACCEPTED.of(GRANT_OF.of(P)), equal(BORROWER.of(GRANT_OF.of(P)), D), ALLOWED.of(GRANT_OF.of(P), R));

    private MemoryClaims() {}

    /** Whether a partition may reach a frame with a right: acc(d, p) of the catalogue, for one right. */
    static final Formula MAY_REACH = or(
            and(OWNS, isPartition(D), or(FREE_OF_GRANTS, SHARES.of(GRANT_OF.of(P)))), BORROWS, ATTACHMENT.of(D, P, R));

    static List<Claim> claims() {
        return List.of(
                invariant(
                        "mappingAgreement",
                        List.of(14),
                        "a table leads only to frames that its partition owns and has not lent, has borrowed with that"
                                + " right, or is attached to",
                        forAll(D, P, R, implies(MAPPED.of(D, P, R), MAY_REACH))),
                invariant(
                        "tablesAreTheCores",
                        List.of(12, 14),
                        "no table leads to a page table",
                        forAll(D, P, R, implies(TABLE.of(P), not(MAPPED.of(D, P, R))))),
                invariant(
                        "freeIsUnreachable",
                        List.of(14),
                        "no table leads to a free frame",
                        forAll(D, P, R, implies(MAPPED.of(D, P, R), differ(OWN.of(P), NOBODY)))),
                invariant(
                        "whoIsGoneReachesNothing",
                        List.of(14),
                        "a partition that is absent or being taken apart has no mappings",
                        forAll(D, P, R, implies(MAPPED.of(D, P, R), not(oneOf(PHASE_OF.of(D), ABSENT, DESTROYING))))),
                invariant(
                        "whoIsAbsentOwnsNothing",
                        List.of(23),
                        "nothing is charged to who is not there",
                        forAll(
                                P,
                                implies(
                                        equal(PHASE_OF.of(OWN.of(P)), ABSENT),
                                        or(equal(OWN.of(P), NOBODY), equal(OWN.of(P), SYSTEM))))),
                invariant(
                        "neitherIsAPartition",
                        List.of(),
                        "nobody and the system have no life",
                        and(equal(PHASE_OF.of(NOBODY), ABSENT), equal(PHASE_OF.of(SYSTEM), ABSENT))),
                invariant(
                        "systemFrames",
                        List.of(12),
                        "the system's frames are regions and its tables, for ever",
                        forAll(
                                P,
                                iff(
                                        equal(OWN.of(P), SYSTEM),
                                        or(REGION.of(P), and(TABLE.of(P), equal(OWN.of(P), SYSTEM)))))),
                invariant(
                        "tablesAreCharged",
                        List.of(23),
                        "every page table is charged to somebody, and none is in a grant",
                        forAll(
                                P,
                                implies(
                                        TABLE.of(P),
                                        and(differ(OWN.of(P), NOBODY), not(REGION.of(P)), FREE_OF_GRANTS)))),
                invariant(
                        "channelsAreAllowed",
                        List.of(2, 13),
                        "where one can write what another sees, the policy lets the one flow to the other",
                        forAll(
                                List.of(D, E, P, R),
                                implies(and(MAPPED.of(E, P, WRITE), MAPPED.of(D, P, R)), FLOWS.of(E, D)))),
                invariant(
                        "scrub",
                        List.of(22),
                        "who can read a frame finds in it bytes only of those that may flow to it",
                        forAll(D, E, P, implies(and(MAPPED.of(D, P, READ), TRACES.of(P, E)), FLOWS.of(E, D)))),
                invariant(
                        "freeIsWiped",
                        List.of(22),
                        "a free frame shows nothing",
                        forAll(P, E, implies(equal(OWN.of(P), NOBODY), not(TRACES.of(P, E))))),
                invariant(
                        "freeIsZero",
                        List.of(22),
                        "a free frame is zero",
                        forAll(P, implies(equal(OWN.of(P), NOBODY), equal(CONTENT.of(P), ZERO)))),
                invariant(
                        "ownBytes",
                        List.of(22),
                        "a frame that its owner alone has had shows bytes of the owner, and what the manager loaded",
                        forAll(
                                List.of(D, E, P, R),
                                implies(
                                        and(
                                                MAPPED.of(D, P, R),
                                                OWNS,
                                                not(ACCEPTED.of(GRANT_OF.of(P))),
                                                not(RETURNED.of(GRANT_OF.of(P))),
                                                TRACES.of(P, E)),
                                        or(equal(E, D), equal(E, SYSTEM))))),
                invariant(
                        "offeredBytes",
                        List.of(22),
                        "so does a frame that is offered to be shared",
                        forAll(
                                P,
                                E,
                                implies(
                                        and(
                                                SHARES.of(GRANT_OF.of(P)),
                                                not(ACCEPTED.of(GRANT_OF.of(P))),
                                                not(RETURNED.of(GRANT_OF.of(P))),
                                                TRACES.of(P, E)),
                                        or(equal(E, OWN.of(P)), equal(E, SYSTEM))))),
                invariant(
                        "regionBytes",
                        List.of(22),
                        "a region shows bytes of those that may write it",
                        forAll(
                                P,
                                E,
                                implies(
                                        and(REGION.of(P), TRACES.of(P, E)),
                                        or(equal(E, SYSTEM), ATTACHMENT.of(E, P, WRITE))))));
    }

    static Claim invariant(String name, List<Integer> properties, String meaning, Formula formula) {
        return new Claim.Invariant(name, properties, meaning, formula);
    }
}
