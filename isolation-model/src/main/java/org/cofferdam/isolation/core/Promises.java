package org.cofferdam.isolation.core;

import static org.cofferdam.isolation.core.Effects.isItsDevice;
import static org.cofferdam.isolation.core.Names.ANY_BELL;
import static org.cofferdam.isolation.core.Names.ANY_DEVICE;
import static org.cofferdam.isolation.core.Names.ANY_FRAME;
import static org.cofferdam.isolation.core.Names.ANY_GRANT;
import static org.cofferdam.isolation.core.Names.ANY_PORT;
import static org.cofferdam.isolation.core.Names.ANY_RIGHT;
import static org.cofferdam.isolation.core.Names.ANY_VMID;
import static org.cofferdam.isolation.core.Names.C;
import static org.cofferdam.isolation.core.Names.D;
import static org.cofferdam.isolation.core.Names.G;
import static org.cofferdam.isolation.core.Names.H;
import static org.cofferdam.isolation.core.Names.P;
import static org.cofferdam.isolation.core.Vocabulary.ABSENT;
import static org.cofferdam.isolation.core.Vocabulary.ACCEPTED;
import static org.cofferdam.isolation.core.Vocabulary.ALLOWED;
import static org.cofferdam.isolation.core.Vocabulary.ASSERTED;
import static org.cofferdam.isolation.core.Vocabulary.BORROWER;
import static org.cofferdam.isolation.core.Vocabulary.BUFFER;
import static org.cofferdam.isolation.core.Vocabulary.CLAIMED;
import static org.cofferdam.isolation.core.Vocabulary.CONTENT;
import static org.cofferdam.isolation.core.Vocabulary.CREATED;
import static org.cofferdam.isolation.core.Vocabulary.DESTROYING;
import static org.cofferdam.isolation.core.Vocabulary.DRIVES;
import static org.cofferdam.isolation.core.Vocabulary.FLOWS;
import static org.cofferdam.isolation.core.Vocabulary.FULL;
import static org.cofferdam.isolation.core.Vocabulary.GRANT_OF;
import static org.cofferdam.isolation.core.Vocabulary.HEARER;
import static org.cofferdam.isolation.core.Vocabulary.KEPT;
import static org.cofferdam.isolation.core.Vocabulary.LENDS;
import static org.cofferdam.isolation.core.Vocabulary.LINE;
import static org.cofferdam.isolation.core.Vocabulary.LIVE;
import static org.cofferdam.isolation.core.Vocabulary.LOST;
import static org.cofferdam.isolation.core.Vocabulary.MAPPED;
import static org.cofferdam.isolation.core.Vocabulary.MESSAGE;
import static org.cofferdam.isolation.core.Vocabulary.NOBODY;
import static org.cofferdam.isolation.core.Vocabulary.NO_GRANT;
import static org.cofferdam.isolation.core.Vocabulary.ON;
import static org.cofferdam.isolation.core.Vocabulary.OWN;
import static org.cofferdam.isolation.core.Vocabulary.PAUSED;
import static org.cofferdam.isolation.core.Vocabulary.PHASE_OF;
import static org.cofferdam.isolation.core.Vocabulary.READ;
import static org.cofferdam.isolation.core.Vocabulary.RECEIVER;
import static org.cofferdam.isolation.core.Vocabulary.REGISTERS;
import static org.cofferdam.isolation.core.Vocabulary.RETURNED;
import static org.cofferdam.isolation.core.Vocabulary.RUNG;
import static org.cofferdam.isolation.core.Vocabulary.RUNNING;
import static org.cofferdam.isolation.core.Vocabulary.SHARES;
import static org.cofferdam.isolation.core.Vocabulary.STOPPED;
import static org.cofferdam.isolation.core.Vocabulary.TAG;
import static org.cofferdam.isolation.core.Vocabulary.TRACES;
import static org.cofferdam.isolation.core.Vocabulary.WAITING;
import static org.cofferdam.isolation.core.Vocabulary.ZERO;
import static org.cofferdam.isolation.language.Formulas.and;
import static org.cofferdam.isolation.language.Formulas.differ;
import static org.cofferdam.isolation.language.Formulas.equal;
import static org.cofferdam.isolation.language.Formulas.forAll;
import static org.cofferdam.isolation.language.Formulas.implies;
import static org.cofferdam.isolation.language.Formulas.next;
import static org.cofferdam.isolation.language.Formulas.not;
import static org.cofferdam.isolation.language.Formulas.or;

import java.util.ArrayList;
import java.util.List;
import org.cofferdam.isolation.language.Claim;
import org.cofferdam.isolation.language.Constant;
import org.cofferdam.isolation.language.Formula;

/** What single calls promise: the effects that isolation rests on, said apart from the updates that bring them about. */
final class Promises {
    private Promises() {}

    static List<Claim> claims() {
        List<Claim> claims = new ArrayList<>();
        for (String call : List.of("create", "reset")) {
            claims.add(promise(
                    call + "Begins",
                    List.of(10, 22),
                    "a new partition finds nothing of the last one: registers, messages, doorbells, lines, memory,"
                            + " devices",
                    "control." + call,
                    "OK",
                    blank()));
        }
        for (String call : List.of("destroy", "reset")) {
            claims.add(promise(
                    call + "Unmaps",
                    List.of(11, 20),
                    "what is being taken apart does not run, drives no device, and its VMID can be given out",
                    "control." + call,
                    "AGAIN unmapped",
                    unmapped()));
        }
        claims.add(becomes("start", RUNNING));
        claims.add(becomes("pause", PAUSED));
        claims.add(becomes("resume", RUNNING));
        claims.add(becomes("stop", STOPPED));
        claims.add(promise("destroyEnds", List.of(22, 23), "nothing is left", "control.destroy", "OK", gone()));
        claims.add(promise(
                "resetWithoutMemoryEnds", List.of(22, 23), "nothing is left", "control.reset", "NO_MEMORY", gone()));
        claims.add(promise(
                "reclaimEnds",
                List.of(15),
                "a reclaimed slot is free, its pages are in no grant, and the granter has back what it had lent",
                "hypercall.GRANT_RECLAIM",
                "SUCCESS",
                and(
                        next(not(LIVE.of(G))),
                        forAll(
                                ANY_FRAME,
                                implies(
                                        and(equal(GRANT_OF.of(ANY_FRAME), G), SHARES.of(G)),
                                        next(TRACES.of(ANY_FRAME, D)))),
                        forAll(
                                ANY_FRAME,
                                ANY_RIGHT,
                                implies(
                                        and(equal(GRANT_OF.of(ANY_FRAME), G), LENDS.of(G), KEPT.of(G, ANY_RIGHT)),
                                        next(and(
                                                equal(GRANT_OF.of(ANY_FRAME), NO_GRANT),
                                                MAPPED.of(D, ANY_FRAME, ANY_RIGHT))))))));
        claims.add(promise(
                "acceptGives",
                List.of(15),
                "who accepts has the pages, with the rights that were offered",
                "hypercall.GRANT_ACCEPT",
                "SUCCESS",
                forAll(
                        ANY_FRAME,
                        ANY_RIGHT,
                        implies(
                                and(equal(GRANT_OF.of(ANY_FRAME), G), ALLOWED.of(G, ANY_RIGHT)),
                                next(MAPPED.of(D, ANY_FRAME, ANY_RIGHT))))));
        for (String call : List.of("destroy", "reset")) {
            claims.add(promise(
                    call + "EndsGrants",
                    List.of(15),
                    "a grant of what is being taken apart ends",
                    "control." + call,
                    "AGAIN reclaimed",
                    next(not(LIVE.of(G)))));
        }
        claims.add(promise(
                "acceptsOnce",
                List.of(15),
                "nobody can accept a grant twice",
                "hypercall.GRANT_ACCEPT",
                "SUCCESS",
                next(or(ACCEPTED.of(G), RETURNED.of(G)))));
        claims.add(promise(
                "reclaimTakesAway",
                List.of(15),
                "what a reclaim has begun to wipe can be accepted no more",
                "hypercall.GRANT_RECLAIM",
                "UNFINISHED",
                next(and(RETURNED.of(G), not(ACCEPTED.of(G))))));
        claims.add(promise(
                "idleIsEmpty",
                List.of(10),
                "an idle hart holds nobody's registers",
                "core.dispatch",
                "idle",
                next(equal(ON.of(H), NOBODY))));
        claims.add(promise(
                "fullIsToldWhereItMayFlow",
                List.of(1, 2),
                "a sender is told that a port is full only where the receiver may flow back",
                "hypercall.PORT_SEND",
                "INVALID_STATE",
                FLOWS.of(RECEIVER.of(C), D)));
        claims.add(promise(
                "monitorsReadTheirOwn",
                List.of(13),
                "a monitor reads what its guest may read",
                "monitor.read",
                "OK",
                MAPPED.of(D, P, READ)));
        claims.add(promise(
                "resetStops",
                List.of(11),
                "what is to be reset stops",
                "control.reset",
                "BUSY",
                next(equal(PHASE_OF.of(D), STOPPED))));
        claims.add(promise(
                "faultsStop",
                List.of(11),
                "what is stopped stops",
                "core.fault",
                "stopped",
                next(equal(PHASE_OF.of(D), STOPPED))));
        claims.add(promise(
                "askedToStop",
                List.of(11),
                "who asks to be switched off stops",
                "sbi.reset",
                "SUCCESS",
                next(equal(PHASE_OF.of(D), STOPPED))));
        claims.add(promise(
                "faultsSuspend",
                List.of(11),
                "what is suspended pauses",
                "core.fault",
                "suspended",
                next(equal(PHASE_OF.of(D), PAUSED))));
        return claims;
    }

    private static Claim promise(
            String name, List<Integer> properties, String meaning, String action, String result, Formula formula) {
        return new Claim.Promise(name, properties, meaning, action, result, formula);
    }

    private static Claim becomes(String call, Constant phase) {
        return promise(
                call + "Does",
                List.of(11),
                "after it the partition is " + phase.name(),
                "control." + call,
                "OK",
                next(equal(PHASE_OF.of(D), phase)));
    }

    private static Formula blank() {
        return next(and(
                equal(PHASE_OF.of(D), CREATED),
                equal(REGISTERS.of(D), ZERO),
                not(LINE.of(D)),
                forAll(
                        ANY_PORT,
                        implies(
                                equal(RECEIVER.of(ANY_PORT), D),
                                and(
                                        not(WAITING.of(ANY_PORT)),
                                        not(FULL.of(ANY_PORT)),
                                        not(LOST.of(ANY_PORT)),
                                        equal(MESSAGE.of(ANY_PORT), ZERO)))),
                forAll(ANY_BELL, implies(equal(HEARER.of(ANY_BELL), D), not(RUNG.of(ANY_BELL)))),
                forAll(ANY_FRAME, implies(equal(OWN.of(ANY_FRAME), D), equal(CONTENT.of(ANY_FRAME), ZERO))),
                forAll(ANY_GRANT, differ(BORROWER.of(ANY_GRANT), D))));
    }

    private static Formula unmapped() {
        return next(and(
                equal(PHASE_OF.of(D), DESTROYING),
                forAll(
                        ANY_DEVICE,
                        implies(
                                isItsDevice(D),
                                and(
                                        not(DRIVES.of(D, ANY_DEVICE)),
                                        not(ASSERTED.of(ANY_DEVICE)),
                                        not(CLAIMED.of(ANY_DEVICE)),
                                        equal(BUFFER.of(ANY_DEVICE), ZERO)))),
                forAll(ANY_VMID, not(TAG.of(D, ANY_VMID)))));
    }

    private static Formula gone() {
        return next(and(
                equal(PHASE_OF.of(D), ABSENT),
                forAll(ANY_FRAME, differ(OWN.of(ANY_FRAME), D)),
                forAll(ANY_GRANT, differ(BORROWER.of(ANY_GRANT), D))));
    }
}
