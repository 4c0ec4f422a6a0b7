package org.cofferdam.isolation.core;

import static org.cofferdam.isolation.core.GrantActions.CALLS;
import static org.cofferdam.isolation.core.GrantActions.REFUSED_CALL;
import static org.cofferdam.isolation.core.GrantActions.conditions;
import static org.cofferdam.isolation.core.Names.ANY_BELL;
import static org.cofferdam.isolation.core.Names.ANY_PORT;
import static org.cofferdam.isolation.core.Names.B;
import static org.cofferdam.isolation.core.Names.C;
import static org.cofferdam.isolation.core.Names.D;
import static org.cofferdam.isolation.core.Names.FILLS;
import static org.cofferdam.isolation.core.Names.H;
import static org.cofferdam.isolation.core.Names.HEARD;
import static org.cofferdam.isolation.core.Names.MORE;
import static org.cofferdam.isolation.core.Names.P;
import static org.cofferdam.isolation.core.Names.X;
import static org.cofferdam.isolation.core.Vocabulary.ABSENT;
import static org.cofferdam.isolation.core.Vocabulary.CONTENT;
import static org.cofferdam.isolation.core.Vocabulary.DESTROYING;
import static org.cofferdam.isolation.core.Vocabulary.FLOWS;
import static org.cofferdam.isolation.core.Vocabulary.FULL;
import static org.cofferdam.isolation.core.Vocabulary.HEARER;
import static org.cofferdam.isolation.core.Vocabulary.LOST;
import static org.cofferdam.isolation.core.Vocabulary.MAPPED;
import static org.cofferdam.isolation.core.Vocabulary.MESSAGE;
import static org.cofferdam.isolation.core.Vocabulary.PHASE_OF;
import static org.cofferdam.isolation.core.Vocabulary.READ;
import static org.cofferdam.isolation.core.Vocabulary.RECEIVER;
import static org.cofferdam.isolation.core.Vocabulary.RINGER;
import static org.cofferdam.isolation.core.Vocabulary.RUNG;
import static org.cofferdam.isolation.core.Vocabulary.SENDER;
import static org.cofferdam.isolation.core.Vocabulary.TRACES;
import static org.cofferdam.isolation.core.Vocabulary.WAITING;
import static org.cofferdam.isolation.core.Vocabulary.WRITE;
import static org.cofferdam.isolation.language.Formulas.and;
import static org.cofferdam.isolation.language.Formulas.equal;
import static org.cofferdam.isolation.language.Formulas.not;
import static org.cofferdam.isolation.language.Formulas.oneOf;

import java.util.List;
import org.cofferdam.isolation.language.Action;
import org.cofferdam.isolation.language.Formula;
import org.cofferdam.isolation.language.Outcome;
import org.cofferdam.isolation.language.Update;

/** Hypercalls about ports and doorbells, and those that concern the caller alone. */
final class ChannelActions {
    private ChannelActions() {}

    static List<Action> actions() {
        return List.of(
                new Action(
                        "hypercall.IDENTITY",
                        "tells the caller its number",
                        D,
                        List.of(H, D),
                        List.of(),
                        List.of(new Outcome("SUCCESS", false, CALLS, List.of()), REFUSED_CALL)),
                send(),
                receive(),
                new Action(
                        "hypercall.PORT_STATUS",
                        "tells the receiver what waits, and what was lost since the last look",
                        D,
                        List.of(H, D, C),
                        List.of(),
                        List.of(
                                new Outcome(
                                        "SUCCESS",
                                        false,
                                        conditions(CALLS, equal(RECEIVER.of(C), D)),
                                        List.of(Update.remove(LOST, C))),
                                REFUSED_CALL)),
                new Action(
                        "hypercall.DOORBELL_RING",
                        "sets the doorbell's bit, if anybody is there",
                        D,
                        List.of(H, D, B),
                        List.of(),
                        List.of(
                                new Outcome(
                                        "SUCCESS", false, conditions(CALLS, equal(RINGER.of(B), D)), List.of(ring())),
                                REFUSED_CALL)),
                new Action(
                        "hypercall.DOORBELL_LISTEN",
                        "which bits interrupt the caller's virtual hart",
                        D,
                        List.of(H, D),
                        List.of(),
                        List.of(new Outcome("SUCCESS", false, CALLS, List.of()), REFUSED_CALL)),
                new Action(
                        "hypercall.DOORBELL_TAKE",
                        "clears bits of the caller's",
                        D,
                        List.of(H, D),
                        List.of(HEARD),
                        List.of(
                                new Outcome(
                                        "SUCCESS",
                                        false,
                                        CALLS,
                                        List.of(new Update.Remove(
                                                RUNG,
                                                List.of(ANY_BELL),
                                                and(HEARD.of(ANY_BELL), equal(HEARER.of(ANY_BELL), D))))),
                                REFUSED_CALL)));
    }

    /** The bit of doorbell {@code b}. */
    static Update ring() {
        return new Update.Insert(
                RUNG,
                List.of(ANY_BELL),
                and(equal(ANY_BELL, B), not(oneOf(PHASE_OF.of(HEARER.of(B)), ABSENT, DESTROYING))));
    }

    private static Action send() {
        List<Formula> own = conditions(CALLS, equal(SENDER.of(C), D), MAPPED.of(D, P, READ));
        Formula mayTell = FLOWS.of(RECEIVER.of(C), D);
        return new Action(
                "hypercall.PORT_SEND",
                "copies a message out of the sender's memory; a queue is modelled by the message that waits first",
                D,
                List.of(H, D, C, P),
                List.of(FILLS),
                List.of(
                        new Outcome(
                                "SUCCESS",
                                false,
                                conditions(own, not(FULL.of(C))),
                                List.of(
                                        Update.insert(WAITING, C),
                                        Update.assign(MESSAGE, C, CONTENT.of(P)),
                                        new Update.Insert(
                                                FULL, List.of(ANY_PORT), and(equal(ANY_PORT, C), FILLS.of())))),
                        new Outcome(
                                "SUCCESS behind",
                                false,
                                conditions(own, not(FULL.of(C)), WAITING.of(C)),
                                List.of(new Update.Insert(
                                        FULL, List.of(ANY_PORT), and(equal(ANY_PORT, C), FILLS.of())))),
                        new Outcome(
                                "SUCCESS lost",
                                false,
                                conditions(own, FULL.of(C), not(mayTell)),
                                List.of(Update.insert(LOST, C))),
                        new Outcome("INVALID_STATE", true, conditions(own, FULL.of(C), mayTell), List.of()),
                        REFUSED_CALL));
    }

    private static Action receive() {
        List<Formula> own = conditions(CALLS, equal(RECEIVER.of(C), D));
        return new Action(
                "hypercall.PORT_RECEIVE",
                "copies a message into the receiver's memory; x is the one behind it, or the same of a sampling port",
                D,
                List.of(H, D, C, P, X),
                List.of(MORE),
                List.of(
                        new Outcome(
                                "SUCCESS",
                                false,
                                conditions(own, WAITING.of(C), MAPPED.of(D, P, WRITE)),
                                List.of(
                                        Update.assign(CONTENT, P, MESSAGE.of(C)),
                                        Update.insert(TRACES, P, D),
                                        Update.remove(FULL, C),
                                        new Update.Remove(
                                                WAITING, List.of(ANY_PORT), and(equal(ANY_PORT, C), not(MORE.of()))),
                                        Update.assign(MESSAGE, C, X))),
                        new Outcome("INVALID_STATE", true, conditions(own, not(WAITING.of(C))), List.of()),
                        REFUSED_CALL));
    }
}
