package org.cofferdam.isolation.core;

import static org.cofferdam.isolation.core.Configuration.isPartition;
import static org.cofferdam.isolation.core.MemoryClaims.invariant;
import static org.cofferdam.isolation.core.Names.G;
import static org.cofferdam.isolation.core.Names.P;
import static org.cofferdam.isolation.core.Names.R;
import static org.cofferdam.isolation.core.Vocabulary.ABSENT;
import static org.cofferdam.isolation.core.Vocabulary.ACCEPTED;
import static org.cofferdam.isolation.core.Vocabulary.ALLOWED;
import static org.cofferdam.isolation.core.Vocabulary.BORROWER;
import static org.cofferdam.isolation.core.Vocabulary.CREATED;
import static org.cofferdam.isolation.core.Vocabulary.FLOWS;
import static org.cofferdam.isolation.core.Vocabulary.GRANTER;
import static org.cofferdam.isolation.core.Vocabulary.GRANT_OF;
import static org.cofferdam.isolation.core.Vocabulary.KEPT;
import static org.cofferdam.isolation.core.Vocabulary.LENDS;
import static org.cofferdam.isolation.core.Vocabulary.LIVE;
import static org.cofferdam.isolation.core.Vocabulary.NOBODY;
import static org.cofferdam.isolation.core.Vocabulary.NO_GRANT;
import static org.cofferdam.isolation.core.Vocabulary.OWN;
import static org.cofferdam.isolation.core.Vocabulary.PHASE_OF;
import static org.cofferdam.isolation.core.Vocabulary.RETURNED;
import static org.cofferdam.isolation.core.Vocabulary.SHARES;
import static org.cofferdam.isolation.core.Vocabulary.SYSTEM;
import static org.cofferdam.isolation.core.Vocabulary.WRITE;
import static org.cofferdam.isolation.language.Formulas.and;
import static org.cofferdam.isolation.language.Formulas.differ;
import static org.cofferdam.isolation.language.Formulas.equal;
import static org.cofferdam.isolation.language.Formulas.forAll;
import static org.cofferdam.isolation.language.Formulas.implies;
import static org.cofferdam.isolation.language.Formulas.not;
import static org.cofferdam.isolation.language.Formulas.or;

import java.util.List;
import org.cofferdam.isolation.language.Claim;
import org.cofferdam.isolation.language.Formula;
import org.cofferdam.isolation.language.Term;

/** Invariants about grants. */
final class GrantClaims {
    private static final Term ITS_GRANT = GRANT_OF.of(P);
    private static final Formula DONATES = and(not(SHARES.of(ITS_GRANT)), not(LENDS.of(ITS_GRANT)));

    private GrantClaims() {}

    static List<Claim> claims() {
        return List.of(
                invariant(
                        "pagesOfAGrant",
                        List.of(13, 15),
                        "what is granted is the granter's own; what is donated, the borrower's already",
                        forAll(
                                P,
                                implies(
                                        differ(ITS_GRANT, NO_GRANT),
                                        and(
                                                LIVE.of(ITS_GRANT),
                                                or(
                                                        and(not(DONATES), equal(OWN.of(P), GRANTER.of(ITS_GRANT))),
                                                        and(
                                                                DONATES,
                                                                equal(OWN.of(P), BORROWER.of(ITS_GRANT)),
                                                                differ(OWN.of(P), NOBODY))))))),
                invariant(
                        "freeSlots",
                        List.of(),
                        "a free slot says nothing",
                        forAll(
                                G,
                                implies(
                                        not(LIVE.of(G)),
                                        and(
                                                not(ACCEPTED.of(G)),
                                                not(RETURNED.of(G)),
                                                not(SHARES.of(G)),
                                                not(LENDS.of(G)),
                                                equal(BORROWER.of(G), NOBODY))))),
                invariant(
                        "freeSlotsHaveNoRights",
                        List.of(),
                        "a free slot gives no right",
                        forAll(G, R, implies(not(LIVE.of(G)), and(not(ALLOWED.of(G, R)), not(KEPT.of(G, R)))))),
                invariant("noGrantIsNone", List.of(), "the slot that is none is free", not(LIVE.of(NO_GRANT))),
                invariant(
                        "oneKind",
                        List.of(15),
                        "a grant shares, lends or donates",
                        forAll(G, not(and(SHARES.of(G), LENDS.of(G))))),
                invariant(
                        "acceptedIsLive",
                        List.of(15),
                        "what is accepted is shared or lent, to somebody, and not given back",
                        forAll(
                                G,
                                implies(
                                        ACCEPTED.of(G),
                                        and(
                                                or(SHARES.of(G), LENDS.of(G)),
                                                not(RETURNED.of(G)),
                                                isPartition(BORROWER.of(G)))))),
                invariant(
                        "whoHasNotRunHasBorrowedNothing",
                        List.of(),
                        "a partition that has not started has accepted nothing",
                        forAll(G, implies(ACCEPTED.of(G), differ(PHASE_OF.of(BORROWER.of(G)), CREATED)))),
                invariant(
                        "granterIsThere",
                        List.of(15),
                        "a grant's granter has not been destroyed, nor has its borrower",
                        forAll(
                                G,
                                implies(
                                        LIVE.of(G),
                                        and(
                                                differ(PHASE_OF.of(GRANTER.of(G)), ABSENT),
                                                or(
                                                        equal(BORROWER.of(G), NOBODY),
                                                        differ(PHASE_OF.of(BORROWER.of(G)), ABSENT)))))),
                invariant(
                        "borrowersArePartitions",
                        List.of(13),
                        "a grant is for another partition, or nobody any more",
                        forAll(
                                G,
                                implies(
                                        differ(BORROWER.of(G), NOBODY),
                                        and(differ(BORROWER.of(G), SYSTEM), differ(BORROWER.of(G), GRANTER.of(G)))))),
                invariant(
                        "grantsAreAllowed",
                        List.of(2, 13),
                        "the policy lets the granter flow to the borrower",
                        forAll(
                                G,
                                implies(
                                        and(LIVE.of(G), differ(BORROWER.of(G), NOBODY)),
                                        FLOWS.of(GRANTER.of(G), BORROWER.of(G))))),
                invariant(
                        "sharingForWritingIsAllowedBack",
                        List.of(2, 13),
                        "where the borrower may write what is shared, the policy lets it flow back",
                        forAll(
                                G,
                                implies(
                                        and(SHARES.of(G), ALLOWED.of(G, WRITE), differ(BORROWER.of(G), NOBODY)),
                                        FLOWS.of(BORROWER.of(G), GRANTER.of(G))))));
    }
}
