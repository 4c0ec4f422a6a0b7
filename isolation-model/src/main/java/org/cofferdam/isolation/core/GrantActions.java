package org.cofferdam.isolation.core;

import static org.cofferdam.isolation.core.Effects.all;
import static org.cofferdam.isolation.core.Effects.freeSlot;
import static org.cofferdam.isolation.core.Effects.leaveGrant;
import static org.cofferdam.isolation.core.Effects.map;
import static org.cofferdam.isolation.core.Effects.unmap;
import static org.cofferdam.isolation.core.Effects.wipe;
import static org.cofferdam.isolation.core.Names.ANY_FRAME;
import static org.cofferdam.isolation.core.Names.ANY_GRANT;
import static org.cofferdam.isolation.core.Names.ANY_PARTITION;
import static org.cofferdam.isolation.core.Names.ANY_RIGHT;
import static org.cofferdam.isolation.core.Names.ASKED;
import static org.cofferdam.isolation.core.Names.D;
import static org.cofferdam.isolation.core.Names.E;
import static org.cofferdam.isolation.core.Names.G;
import static org.cofferdam.isolation.core.Names.H;
import static org.cofferdam.isolation.core.Names.HELD;
import static org.cofferdam.isolation.core.Names.RUN;
import static org.cofferdam.isolation.core.Names.WIPED;
import static org.cofferdam.isolation.core.Vocabulary.ABSENT;
import static org.cofferdam.isolation.core.Vocabulary.ACCEPTED;
import static org.cofferdam.isolation.core.Vocabulary.ALLOWED;
import static org.cofferdam.isolation.core.Vocabulary.BORROWER;
import static org.cofferdam.isolation.core.Vocabulary.DESTROYING;
import static org.cofferdam.isolation.core.Vocabulary.FLOWS;
import static org.cofferdam.isolation.core.Vocabulary.GRANTER;
import static org.cofferdam.isolation.core.Vocabulary.GRANT_OF;
import static org.cofferdam.isolation.core.Vocabulary.KEPT;
import static org.cofferdam.isolation.core.Vocabulary.LENDS;
import static org.cofferdam.isolation.core.Vocabulary.LIVE;
import static org.cofferdam.isolation.core.Vocabulary.MAPPED;
import static org.cofferdam.isolation.core.Vocabulary.NO_GRANT;
import static org.cofferdam.isolation.core.Vocabulary.ON;
import static org.cofferdam.isolation.core.Vocabulary.OWN;
import static org.cofferdam.isolation.core.Vocabulary.PHASE_OF;
import static org.cofferdam.isolation.core.Vocabulary.RETURNED;
import static org.cofferdam.isolation.core.Vocabulary.RUNNING;
import static org.cofferdam.isolation.core.Vocabulary.SHARES;
import static org.cofferdam.isolation.core.Vocabulary.TRACES;
import static org.cofferdam.isolation.core.Vocabulary.WRITE;
import static org.cofferdam.isolation.language.Formulas.and;
import static org.cofferdam.isolation.language.Formulas.differ;
import static org.cofferdam.isolation.language.Formulas.equal;
import static org.cofferdam.isolation.language.Formulas.exists;
import static org.cofferdam.isolation.language.Formulas.forAll;
import static org.cofferdam.isolation.language.Formulas.iff;
import static org.cofferdam.isolation.language.Formulas.implies;
import static org.cofferdam.isolation.language.Formulas.not;
import static org.cofferdam.isolation.language.Formulas.oneOf;

import java.util.ArrayList;
import java.util.List;
import org.cofferdam.isolation.language.Action;
import org.cofferdam.isolation.language.Formula;
import org.cofferdam.isolation.language.Outcome;
import org.cofferdam.isolation.language.Update;

/** Hypercalls about grants of pages, on behalf of the partition that is on the hart. */
final class GrantActions {
    /** The caller executes: it is on the hart, and has not been told to stop. */
    static final List<Formula> CALLS = List.of(equal(ON.of(H), D), equal(PHASE_OF.of(D), RUNNING));

    /** Every error of a call: it has changed nothing. */
    static final Outcome REFUSED_CALL = new Outcome("REFUSED", true, CALLS, List.of());

    private static final Formula OF_GRANT = equal(GRANT_OF.of(ANY_FRAME), G);
    private static final Formula IS_GRANT = differ(G, NO_GRANT);
    private static final Formula DONATES = and(not(SHARES.of(G)), not(LENDS.of(G)));

    private GrantActions() {}

    static List<Action> actions() {
        Formula writesBack = implies(ASKED.of(WRITE), FLOWS.of(E, D));
        return List.of(
                offer(
                        "SHARE",
                        "offers pages that both shall see",
                        List.of(writesBack),
                        List.of(Update.insert(SHARES, G))),
                offer(
                        "LEND",
                        "offers pages that the borrower shall have to itself",
                        List.of(),
                        all(List.of(Update.insert(LENDS, G)), unmap(D, RUN.of(ANY_FRAME)))),
                offer(
                        "DONATE",
                        "gives pages away for good, with their charge",
                        List.of(),
                        all(
                                unmap(D, RUN.of(ANY_FRAME)),
                                List.of(new Update.Assign(OWN, List.of(ANY_FRAME), RUN.of(ANY_FRAME), E)))),
                accept(),
                giveBack(),
                reclaim());
    }

    /** Conditions one after another. */
    static List<Formula> conditions(List<Formula> first, Formula... more) {
        List<Formula> all = new ArrayList<>(first);
        all.addAll(List.of(more));
        return all;
    }

    private static Action offer(String kind, String meaning, List<Formula> policy, List<Update> change) {
        Formula run = RUN.of(ANY_FRAME);
        List<Formula> when = new ArrayList<>(conditions(
                CALLS,
                differ(E, D),
                FLOWS.of(D, E),
                not(oneOf(PHASE_OF.of(E), ABSENT, DESTROYING)),
                IS_GRANT,
                equal(GRANTER.of(G), D),
                not(LIVE.of(G)),
                forAll(ANY_FRAME, implies(run, equal(OWN.of(ANY_FRAME), D))),
                forAll(ANY_FRAME, implies(run, equal(GRANT_OF.of(ANY_FRAME), NO_GRANT))),
                forAll(ANY_FRAME, ANY_RIGHT, implies(run, iff(MAPPED.of(D, ANY_FRAME, ANY_RIGHT), HELD.of(ANY_RIGHT)))),
                exists(ANY_RIGHT, ASKED.of(ANY_RIGHT)),
                forAll(ANY_RIGHT, implies(ASKED.of(ANY_RIGHT), HELD.of(ANY_RIGHT)))));
        when.addAll(policy);
        List<Update> slot = List.of(
                Update.insert(LIVE, G),
                Update.assign(BORROWER, G, E),
                new Update.Insert(
                        ALLOWED, List.of(ANY_GRANT, ANY_RIGHT), and(equal(ANY_GRANT, G), ASKED.of(ANY_RIGHT))),
                new Update.Insert(KEPT, List.of(ANY_GRANT, ANY_RIGHT), and(equal(ANY_GRANT, G), HELD.of(ANY_RIGHT))),
                new Update.Assign(GRANT_OF, List.of(ANY_FRAME), run, G));
        return new Action(
                "hypercall.GRANT_" + kind,
                meaning,
                D,
                List.of(H, D, E, G),
                List.of(RUN, ASKED, HELD),
                List.of(new Outcome("SUCCESS", false, when, all(slot, change)), REFUSED_CALL));
    }

    private static Action accept() {
        List<Formula> offered = conditions(
                CALLS, IS_GRANT, LIVE.of(G), equal(BORROWER.of(G), D), not(ACCEPTED.of(G)), not(RETURNED.of(G)));
        Formula another = and(OF_GRANT, not(SHARES.of(G)));
        return new Action(
                "hypercall.GRANT_ACCEPT",
                "maps what was offered, wiped unless it is shared",
                D,
                List.of(H, D, G),
                List.of(WIPED),
                List.of(
                        new Outcome("UNFINISHED", false, offered, wipe(and(another, WIPED.of(ANY_FRAME)))),
                        new Outcome(
                                "SUCCESS",
                                false,
                                offered,
                                all(
                                        wipe(another),
                                        List.of(
                                                map(D, and(OF_GRANT, ALLOWED.of(G, ANY_RIGHT))),
                                                new Update.Insert(
                                                        ACCEPTED,
                                                        List.of(ANY_GRANT),
                                                        and(equal(ANY_GRANT, G), not(DONATES))),
                                                new Update.Insert(
                                                        RETURNED,
                                                        List.of(ANY_GRANT),
                                                        and(equal(ANY_GRANT, G), DONATES)),
                                                leaveGrant(and(OF_GRANT, DONATES))))),
                        REFUSED_CALL));
    }

    private static Action giveBack() {
        return new Action(
                "hypercall.GRANT_RETURN",
                "gives borrowed pages back",
                D,
                List.of(H, D, G),
                List.of(),
                List.of(
                        new Outcome(
                                "SUCCESS",
                                false,
                                conditions(CALLS, IS_GRANT, ACCEPTED.of(G), equal(BORROWER.of(G), D)),
                                takenAway()),
                        REFUSED_CALL));
    }

    /** The borrower has the pages no more. */
    private static List<Update> takenAway() {
        return all(
                unmap(BORROWER.of(G), and(ACCEPTED.of(G), OF_GRANT)),
                List.of(Update.remove(ACCEPTED, G), Update.insert(RETURNED, G)));
    }

    private static Action reclaim() {
        List<Formula> own = conditions(CALLS, IS_GRANT, LIVE.of(G), equal(GRANTER.of(G), D));
        List<Formula> lent = conditions(own, LENDS.of(G));
        Formula comesBack = and(OF_GRANT, LENDS.of(G));
        Formula wasShared = and(OF_GRANT, SHARES.of(G));
        List<Update> back = List.of(
                map(D, and(comesBack, KEPT.of(G, ANY_RIGHT))),
                // What the borrower wrote into a shared page is the granter's from now on: it could have copied it.
                new Update.Remove(TRACES, List.of(ANY_FRAME, ANY_PARTITION), wasShared),
                new Update.Insert(TRACES, List.of(ANY_FRAME, ANY_PARTITION), and(wasShared, equal(ANY_PARTITION, D))));
        return new Action(
                "hypercall.GRANT_RECLAIM",
                "ends a grant, whatever the borrower says; what was lent comes back wiped",
                D,
                List.of(H, D, G),
                List.of(WIPED),
                List.of(
                        new Outcome(
                                "UNFINISHED", false, lent, all(takenAway(), wipe(and(comesBack, WIPED.of(ANY_FRAME))))),
                        new Outcome(
                                "SUCCESS",
                                false,
                                own,
                                all(
                                        unmap(BORROWER.of(G), and(ACCEPTED.of(G), OF_GRANT)),
                                        wipe(comesBack),
                                        back,
                                        freeSlot(G))),
                        REFUSED_CALL));
    }
}
