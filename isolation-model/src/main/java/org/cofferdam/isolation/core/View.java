package org.cofferdam.isolation.core;

import static org.cofferdam.isolation.core.Names.ANY_BELL;
import static org.cofferdam.isolation.core.Names.ANY_DEVICE;
import static org.cofferdam.isolation.core.Names.ANY_FRAME;
import static org.cofferdam.isolation.core.Names.ANY_GRANT;
import static org.cofferdam.isolation.core.Names.ANY_HART;
import static org.cofferdam.isolation.core.Names.ANY_PORT;
import static org.cofferdam.isolation.core.Names.ANY_RIGHT;
import static org.cofferdam.isolation.core.Vocabulary.ACCEPTED;
import static org.cofferdam.isolation.core.Vocabulary.ALLOWED;
import static org.cofferdam.isolation.core.Vocabulary.ASSERTED;
import static org.cofferdam.isolation.core.Vocabulary.ASSIGNEE;
import static org.cofferdam.isolation.core.Vocabulary.BORROWER;
import static org.cofferdam.isolation.core.Vocabulary.BUFFER;
import static org.cofferdam.isolation.core.Vocabulary.CHANGING;
import static org.cofferdam.isolation.core.Vocabulary.CLAIMED;
import static org.cofferdam.isolation.core.Vocabulary.CONTENT;
import static org.cofferdam.isolation.core.Vocabulary.DRIVES;
import static org.cofferdam.isolation.core.Vocabulary.FILE;
import static org.cofferdam.isolation.core.Vocabulary.FLOWS;
import static org.cofferdam.isolation.core.Vocabulary.FULL;
import static org.cofferdam.isolation.core.Vocabulary.GRANTER;
import static org.cofferdam.isolation.core.Vocabulary.GRANT_OF;
import static org.cofferdam.isolation.core.Vocabulary.HEARER;
import static org.cofferdam.isolation.core.Vocabulary.INSTANT_OF;
import static org.cofferdam.isolation.core.Vocabulary.KEPT;
import static org.cofferdam.isolation.core.Vocabulary.LENDS;
import static org.cofferdam.isolation.core.Vocabulary.LINE;
import static org.cofferdam.isolation.core.Vocabulary.LIVE;
import static org.cofferdam.isolation.core.Vocabulary.LOST;
import static org.cofferdam.isolation.core.Vocabulary.MAPPED;
import static org.cofferdam.isolation.core.Vocabulary.MESSAGE;
import static org.cofferdam.isolation.core.Vocabulary.ON;
import static org.cofferdam.isolation.core.Vocabulary.OWN;
import static org.cofferdam.isolation.core.Vocabulary.PHASE_OF;
import static org.cofferdam.isolation.core.Vocabulary.READ;
import static org.cofferdam.isolation.core.Vocabulary.RECEIVER;
import static org.cofferdam.isolation.core.Vocabulary.REGION;
import static org.cofferdam.isolation.core.Vocabulary.REGISTERS;
import static org.cofferdam.isolation.core.Vocabulary.RETURNED;
import static org.cofferdam.isolation.core.Vocabulary.RUNG;
import static org.cofferdam.isolation.core.Vocabulary.SENDER;
import static org.cofferdam.isolation.core.Vocabulary.SHARES;
import static org.cofferdam.isolation.core.Vocabulary.SYSTEM;
import static org.cofferdam.isolation.core.Vocabulary.WAITING;
import static org.cofferdam.isolation.language.Formulas.and;
import static org.cofferdam.isolation.language.Formulas.at;
import static org.cofferdam.isolation.language.Formulas.differ;
import static org.cofferdam.isolation.language.Formulas.equal;
import static org.cofferdam.isolation.language.Formulas.forAll;
import static org.cofferdam.isolation.language.Formulas.implies;
import static org.cofferdam.isolation.language.Formulas.not;
import static org.cofferdam.isolation.language.Formulas.or;
import static org.cofferdam.isolation.language.Sameness.allSame;
import static org.cofferdam.isolation.language.Sameness.same;
import static org.cofferdam.isolation.language.Sameness.sameWhere;

import java.util.List;
import org.cofferdam.isolation.language.Formula;
import org.cofferdam.isolation.language.Kind;
import org.cofferdam.isolation.language.Symbol;
import org.cofferdam.isolation.language.Term;
import org.cofferdam.isolation.language.Variable;
import org.cofferdam.isolation.language.World;

/** What a partition can find out about a state: its own memory, registers, interrupts, ports and grants. */
final class View {
    /** What the manager, the scheduler and the machine go by: all but the contents of partitions. */
    private static final List<Symbol> OF_THE_SYSTEM =
            CHANGING.stream().filter(symbol -> symbol.kind() == Kind.STATE).toList();

    private View() {}

    /** Two states look the same to a partition. */
    static Formula alike(Variable viewer, World one, World other) {
        return new Formula.And(aspects(viewer, one, other));
    }

    /** The same, in parts. */
    static List<Formula> aspects(Variable viewer, World one, World other) {
        Formula hasHart = equal(ON.of(ANY_HART), viewer);
        Formula itsPort = equal(RECEIVER.of(ANY_PORT), viewer);
        Formula itsDevice = equal(ASSIGNEE.of(ANY_DEVICE), viewer);
        return List.of(
                forAll(ANY_FRAME, ANY_RIGHT, same(MAPPED.of(viewer, ANY_FRAME, ANY_RIGHT), one, other)),
                forAll(ANY_FRAME, sameWhere(MAPPED.of(viewer, ANY_FRAME, READ), CONTENT.of(ANY_FRAME), one, other)),
                forAll(ANY_FRAME, sameWhere(isOffered(viewer), CONTENT.of(ANY_FRAME), one, other)),
                forAll(ANY_FRAME, same(equal(OWN.of(ANY_FRAME), viewer), one, other)),
                same(PHASE_OF.of(viewer), one, other),
                same(REGISTERS.of(viewer), one, other),
                forAll(ANY_HART, same(hasHart, one, other)),
                forAll(ANY_HART, sameWhere(hasHart, FILE.of(ANY_HART), one, other)),
                forAll(ANY_HART, same(INSTANT_OF.of(ANY_HART), one, other)),
                same(LINE.of(viewer), one, other),
                forAll(ANY_BELL, implies(equal(HEARER.of(ANY_BELL), viewer), same(RUNG.of(ANY_BELL), one, other))),
                forAll(
                        ANY_DEVICE,
                        implies(
                                itsDevice,
                                and(
                                        same(CLAIMED.of(ANY_DEVICE), one, other),
                                        same(ASSERTED.of(ANY_DEVICE), one, other),
                                        same(DRIVES.of(viewer, ANY_DEVICE), one, other),
                                        same(BUFFER.of(ANY_DEVICE), one, other)))),
                forAll(
                        ANY_PORT,
                        implies(
                                itsPort,
                                and(
                                        same(WAITING.of(ANY_PORT), one, other),
                                        same(LOST.of(ANY_PORT), one, other),
                                        same(FULL.of(ANY_PORT), one, other),
                                        same(MESSAGE.of(ANY_PORT), one, other)))),
                forAll(
                        ANY_PORT,
                        implies(
                                and(equal(SENDER.of(ANY_PORT), viewer), FLOWS.of(RECEIVER.of(ANY_PORT), viewer)),
                                same(FULL.of(ANY_PORT), one, other))),
                ownGrants(viewer, one, other),
                borrowedGrants(viewer, one, other));
    }

    /** What is offered to be shared can be read by accepting it: to offer it was to show it. */
    private static Formula isOffered(Variable viewer) {
        Term grant = GRANT_OF.of(ANY_FRAME);
        return and(
                SHARES.of(grant), equal(BORROWER.of(grant), viewer), not(RETURNED.of(grant)), ALLOWED.of(grant, READ));
    }

    /** A granter sees what it has offered, and not what became of it. */
    private static Formula ownGrants(Variable viewer, World one, World other) {
        return and(
                forAll(
                        ANY_GRANT,
                        implies(
                                equal(GRANTER.of(ANY_GRANT), viewer),
                                and(
                                        same(LIVE.of(ANY_GRANT), one, other),
                                        same(SHARES.of(ANY_GRANT), one, other),
                                        same(LENDS.of(ANY_GRANT), one, other)))),
                forAll(
                        ANY_FRAME,
                        ANY_GRANT,
                        implies(
                                and(
                                        equal(GRANTER.of(ANY_GRANT), viewer),
                                        at(one, or(SHARES.of(ANY_GRANT), LENDS.of(ANY_GRANT)))),
                                same(equal(GRANT_OF.of(ANY_FRAME), ANY_GRANT), one, other))),
                forAll(
                        ANY_GRANT,
                        ANY_RIGHT,
                        implies(
                                equal(GRANTER.of(ANY_GRANT), viewer),
                                and(
                                        same(ALLOWED.of(ANY_GRANT, ANY_RIGHT), one, other),
                                        same(KEPT.of(ANY_GRANT, ANY_RIGHT), one, other)))));
    }

    /** A borrower sees what is offered to it. */
    private static Formula borrowedGrants(Variable viewer, World one, World other) {
        Formula isItsOwn = equal(BORROWER.of(ANY_GRANT), viewer);
        return and(
                forAll(ANY_GRANT, same(isItsOwn, one, other)),
                forAll(
                        ANY_GRANT,
                        implies(
                                at(one, isItsOwn),
                                and(
                                        same(LIVE.of(ANY_GRANT), one, other),
                                        same(ACCEPTED.of(ANY_GRANT), one, other),
                                        same(RETURNED.of(ANY_GRANT), one, other),
                                        same(SHARES.of(ANY_GRANT), one, other),
                                        same(LENDS.of(ANY_GRANT), one, other)))),
                forAll(
                        ANY_FRAME,
                        ANY_GRANT,
                        implies(at(one, isItsOwn), same(equal(GRANT_OF.of(ANY_FRAME), ANY_GRANT), one, other))),
                forAll(
                        ANY_GRANT,
                        ANY_RIGHT,
                        implies(at(one, isItsOwn), same(ALLOWED.of(ANY_GRANT, ANY_RIGHT), one, other))));
    }

    /** Two states look the same to whoever acts: a partition, or the system. */
    static Formula alikeToActor(Variable actor, World one, World other) {
        return and(
                implies(differ(actor, SYSTEM), alike(actor, one, other)),
                implies(
                        equal(actor, SYSTEM),
                        and(
                                allSame(OF_THE_SYSTEM, one, other),
                                forAll(
                                        ANY_FRAME,
                                        implies(REGION.of(ANY_FRAME), same(CONTENT.of(ANY_FRAME), one, other))))));
    }
}
