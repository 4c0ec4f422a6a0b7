package org.cofferdam.isolation.core;

import static org.cofferdam.isolation.core.Names.B;
import static org.cofferdam.isolation.core.Names.C;
import static org.cofferdam.isolation.core.Names.D;
import static org.cofferdam.isolation.core.Names.E;
import static org.cofferdam.isolation.core.Names.G;
import static org.cofferdam.isolation.core.Names.H;
import static org.cofferdam.isolation.core.Names.I;
import static org.cofferdam.isolation.core.Names.P;
import static org.cofferdam.isolation.core.Names.R;
import static org.cofferdam.isolation.core.Names.T;
import static org.cofferdam.isolation.core.Names.V;
import static org.cofferdam.isolation.core.Vocabulary.ABSENT;
import static org.cofferdam.isolation.core.Vocabulary.ACCEPTED;
import static org.cofferdam.isolation.core.Vocabulary.ALLOWED;
import static org.cofferdam.isolation.core.Vocabulary.ASSERTED;
import static org.cofferdam.isolation.core.Vocabulary.ASSIGNEE;
import static org.cofferdam.isolation.core.Vocabulary.ATTACHMENT;
import static org.cofferdam.isolation.core.Vocabulary.BORROWER;
import static org.cofferdam.isolation.core.Vocabulary.BUFFER;
import static org.cofferdam.isolation.core.Vocabulary.CLAIMED;
import static org.cofferdam.isolation.core.Vocabulary.CONTENT;
import static org.cofferdam.isolation.core.Vocabulary.CONTEXT;
import static org.cofferdam.isolation.core.Vocabulary.DIRECTORY;
import static org.cofferdam.isolation.core.Vocabulary.DRIVES;
import static org.cofferdam.isolation.core.Vocabulary.ENABLED;
import static org.cofferdam.isolation.core.Vocabulary.FILE;
import static org.cofferdam.isolation.core.Vocabulary.FLOWS;
import static org.cofferdam.isolation.core.Vocabulary.FOCUS;
import static org.cofferdam.isolation.core.Vocabulary.FULL;
import static org.cofferdam.isolation.core.Vocabulary.GRANTER;
import static org.cofferdam.isolation.core.Vocabulary.GRANT_OF;
import static org.cofferdam.isolation.core.Vocabulary.HEARER;
import static org.cofferdam.isolation.core.Vocabulary.HGATP;
import static org.cofferdam.isolation.core.Vocabulary.IOTLB;
import static org.cofferdam.isolation.core.Vocabulary.KEPT;
import static org.cofferdam.isolation.core.Vocabulary.LENDS;
import static org.cofferdam.isolation.core.Vocabulary.LINE;
import static org.cofferdam.isolation.core.Vocabulary.LIVE;
import static org.cofferdam.isolation.core.Vocabulary.LOST;
import static org.cofferdam.isolation.core.Vocabulary.MAPPED;
import static org.cofferdam.isolation.core.Vocabulary.MESSAGE;
import static org.cofferdam.isolation.core.Vocabulary.NOBODY;
import static org.cofferdam.isolation.core.Vocabulary.NO_GRANT;
import static org.cofferdam.isolation.core.Vocabulary.NO_VMID;
import static org.cofferdam.isolation.core.Vocabulary.ON;
import static org.cofferdam.isolation.core.Vocabulary.OWN;
import static org.cofferdam.isolation.core.Vocabulary.PHASE_OF;
import static org.cofferdam.isolation.core.Vocabulary.RECEIVER;
import static org.cofferdam.isolation.core.Vocabulary.REGION;
import static org.cofferdam.isolation.core.Vocabulary.REGISTERS;
import static org.cofferdam.isolation.core.Vocabulary.RETURNED;
import static org.cofferdam.isolation.core.Vocabulary.RINGER;
import static org.cofferdam.isolation.core.Vocabulary.ROOT;
import static org.cofferdam.isolation.core.Vocabulary.RUNG;
import static org.cofferdam.isolation.core.Vocabulary.SENDER;
import static org.cofferdam.isolation.core.Vocabulary.SHARES;
import static org.cofferdam.isolation.core.Vocabulary.SYSTEM;
import static org.cofferdam.isolation.core.Vocabulary.TABLE;
import static org.cofferdam.isolation.core.Vocabulary.TAG;
import static org.cofferdam.isolation.core.Vocabulary.TLB;
import static org.cofferdam.isolation.core.Vocabulary.TRACES;
import static org.cofferdam.isolation.core.Vocabulary.USED;
import static org.cofferdam.isolation.core.Vocabulary.WAITING;
import static org.cofferdam.isolation.core.Vocabulary.WEIGHS;
import static org.cofferdam.isolation.core.Vocabulary.WINDOW;
import static org.cofferdam.isolation.core.Vocabulary.WRITE;
import static org.cofferdam.isolation.core.Vocabulary.ZERO;
import static org.cofferdam.isolation.language.Formulas.and;
import static org.cofferdam.isolation.language.Formulas.differ;
import static org.cofferdam.isolation.language.Formulas.equal;
import static org.cofferdam.isolation.language.Formulas.forAll;
import static org.cofferdam.isolation.language.Formulas.iff;
import static org.cofferdam.isolation.language.Formulas.implies;
import static org.cofferdam.isolation.language.Formulas.not;
import static org.cofferdam.isolation.language.Formulas.or;

import java.util.List;
import org.cofferdam.isolation.language.Formula;
import org.cofferdam.isolation.language.Term;

/** What every configuration that the core accepts is like, and how the system begins. */
final class Configuration {
    /** A configuration that is against these is refused before anything runs. */
    static final List<Formula> AXIOMS = List.of(
            forAll(D, FLOWS.of(D, D)),
            forAll(D, FLOWS.of(SYSTEM, D)),
            forAll(G, isPartition(GRANTER.of(G))),
            forAll(I, isPartition(ASSIGNEE.of(I))),
            forAll(
                    C,
                    and(
                            isPartition(SENDER.of(C)),
                            isPartition(RECEIVER.of(C)),
                            FLOWS.of(SENDER.of(C), RECEIVER.of(C)))),
            forAll(B, and(isPartition(RINGER.of(B)), isPartition(HEARER.of(B)), FLOWS.of(RINGER.of(B), HEARER.of(B)))),
            forAll(D, P, R, implies(ATTACHMENT.of(D, P, R), and(REGION.of(P), isPartition(D)))),
            forAll(
                    List.of(D, E, P, R),
                    implies(and(ATTACHMENT.of(D, P, WRITE), ATTACHMENT.of(E, P, R)), FLOWS.of(D, E))),
            forAll(List.of(H, T, D, E), implies(and(WINDOW.of(H, T, D), WINDOW.of(H, T, E)), equal(D, E))),
            forAll(H, T, D, implies(WINDOW.of(H, T, D), isPartition(D))),
            forAll(H, D, implies(WEIGHS.of(D, H), isPartition(D))));

    /** Nothing but the system's own frames is held by anybody, nothing is mapped, remembered, granted or pending. */
    static final List<Formula> INITIAL = List.of(
            forAll(P, iff(equal(OWN.of(P), SYSTEM), or(TABLE.of(P), REGION.of(P)))),
            forAll(P, or(equal(OWN.of(P), SYSTEM), equal(OWN.of(P), NOBODY))),
            forAll(P, not(and(TABLE.of(P), REGION.of(P)))),
            forAll(D, P, R, not(MAPPED.of(D, P, R))),
            forAll(P, equal(GRANT_OF.of(P), NO_GRANT)),
            forAll(
                    G,
                    and(
                            not(LIVE.of(G)),
                            not(ACCEPTED.of(G)),
                            not(RETURNED.of(G)),
                            not(SHARES.of(G)),
                            not(LENDS.of(G)),
                            equal(BORROWER.of(G), NOBODY))),
            forAll(G, R, and(not(ALLOWED.of(G, R)), not(KEPT.of(G, R)))),
            forAll(
                    H,
                    and(
                            equal(ROOT.of(H), NOBODY),
                            equal(HGATP.of(H), NO_VMID),
                            equal(ON.of(H), NOBODY),
                            equal(FOCUS.of(H), NOBODY))),
            forAll(D, V, not(TAG.of(D, V))),
            forAll(V, iff(USED.of(V), equal(V, NO_VMID))),
            forAll(List.of(H, V, P, R), not(TLB.of(H, V, P, R))),
            forAll(I, D, and(not(DIRECTORY.of(I, D)), not(CONTEXT.of(I, D)), not(DRIVES.of(D, I)))),
            forAll(D, P, R, not(IOTLB.of(D, P, R))),
            forAll(H, I, not(ENABLED.of(H, I))),
            forAll(I, and(not(ASSERTED.of(I)), not(CLAIMED.of(I)))),
            forAll(C, and(not(WAITING.of(C)), not(FULL.of(C)), not(LOST.of(C)))),
            forAll(B, not(RUNG.of(B))),
            forAll(D, and(not(LINE.of(D)), equal(PHASE_OF.of(D), ABSENT))),
            forAll(P, D, not(TRACES.of(P, D))),
            forAll(P, equal(CONTENT.of(P), ZERO)),
            forAll(D, equal(REGISTERS.of(D), ZERO)),
            forAll(H, equal(FILE.of(H), ZERO)),
            forAll(I, equal(BUFFER.of(I), ZERO)),
            forAll(C, equal(MESSAGE.of(C), ZERO)));

    private Configuration() {}

    /** It is neither nobody nor the system. */
    static Formula isPartition(Term term) {
        return and(differ(term, NOBODY), differ(term, SYSTEM));
    }
}
