package org.cofferdam.isolation.core;

import static org.cofferdam.isolation.core.Names.ANY_HART;
import static org.cofferdam.isolation.core.Names.B;
import static org.cofferdam.isolation.core.Names.D;
import static org.cofferdam.isolation.core.Names.H;
import static org.cofferdam.isolation.core.Names.I;
import static org.cofferdam.isolation.core.Names.P;
import static org.cofferdam.isolation.core.Names.R;
import static org.cofferdam.isolation.core.Names.V;
import static org.cofferdam.isolation.core.Vocabulary.ACCEPTED;
import static org.cofferdam.isolation.core.Vocabulary.ALLOWED;
import static org.cofferdam.isolation.core.Vocabulary.ASSERTED;
import static org.cofferdam.isolation.core.Vocabulary.ASSIGNEE;
import static org.cofferdam.isolation.core.Vocabulary.BORROWER;
import static org.cofferdam.isolation.core.Vocabulary.CHANGING;
import static org.cofferdam.isolation.core.Vocabulary.CLAIMED;
import static org.cofferdam.isolation.core.Vocabulary.CONTENT;
import static org.cofferdam.isolation.core.Vocabulary.CREATED;
import static org.cofferdam.isolation.core.Vocabulary.DIRECTORY;
import static org.cofferdam.isolation.core.Vocabulary.DRIVES;
import static org.cofferdam.isolation.core.Vocabulary.ENABLED;
import static org.cofferdam.isolation.core.Vocabulary.FILE;
import static org.cofferdam.isolation.core.Vocabulary.FOCUS;
import static org.cofferdam.isolation.core.Vocabulary.FULL;
import static org.cofferdam.isolation.core.Vocabulary.GRANTER;
import static org.cofferdam.isolation.core.Vocabulary.GRANT_OF;
import static org.cofferdam.isolation.core.Vocabulary.HEARER;
import static org.cofferdam.isolation.core.Vocabulary.HGATP;
import static org.cofferdam.isolation.core.Vocabulary.INSTANT_OF;
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
import static org.cofferdam.isolation.core.Vocabulary.ON;
import static org.cofferdam.isolation.core.Vocabulary.OWN;
import static org.cofferdam.isolation.core.Vocabulary.PARTITION;
import static org.cofferdam.isolation.core.Vocabulary.PHASE_OF;
import static org.cofferdam.isolation.core.Vocabulary.REGION;
import static org.cofferdam.isolation.core.Vocabulary.REGISTERS;
import static org.cofferdam.isolation.core.Vocabulary.RETURNED;
import static org.cofferdam.isolation.core.Vocabulary.RINGER;
import static org.cofferdam.isolation.core.Vocabulary.ROOT;
import static org.cofferdam.isolation.core.Vocabulary.RUNG;
import static org.cofferdam.isolation.core.Vocabulary.RUNNING;
import static org.cofferdam.isolation.core.Vocabulary.SHARES;
import static org.cofferdam.isolation.core.Vocabulary.SPARE;
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
import static org.cofferdam.isolation.language.Formulas.exists;
import static org.cofferdam.isolation.language.Formulas.forAll;
import static org.cofferdam.isolation.language.Formulas.implies;
import static org.cofferdam.isolation.language.Formulas.next;
import static org.cofferdam.isolation.language.Formulas.not;
import static org.cofferdam.isolation.language.Formulas.or;
import static org.cofferdam.isolation.language.Sameness.allSame;
import static org.cofferdam.isolation.language.Sameness.same;

import java.util.List;
import org.cofferdam.isolation.language.Claim;
import org.cofferdam.isolation.language.Formula;
import org.cofferdam.isolation.language.Symbol;
import org.cofferdam.isolation.language.Variable;
import org.cofferdam.isolation.language.World;

/** What is claimed of each step: who can change what. */
final class StepClaims {
    private static final Variable ACTOR = new Variable("actor", PARTITION);
    private static final Formula SYSTEM_ACTS = equal(ACTOR, SYSTEM);

    private StepClaims() {}

    static List<Claim> claims() {
        Formula granted = and(
                differ(GRANT_OF.of(P), NO_GRANT),
                or(equal(GRANTER.of(GRANT_OF.of(P)), ACTOR), equal(BORROWER.of(GRANT_OF.of(P)), ACTOR)));
        Formula aboutFrame = or(SYSTEM_ACTS, equal(OWN.of(P), ACTOR), equal(OWN.of(P), NOBODY), granted);
        return List.of(
                step(
                        "noExfiltration",
                        List.of(8, 11, 13),
                        "the contents of a frame change only for who can write it, owns it, takes it, or has it in a"
                                + " grant",
                        implies(
                                not(same(CONTENT.of(P), World.NOW, World.NEXT)),
                                or(aboutFrame, MAPPED.of(ACTOR, P, WRITE)))),
                step(
                        "ownershipMovesByItsOwner",
                        List.of(13, 15),
                        "a frame changes hands only by its owner, or from nobody; and then the actor takes it or gives"
                                + " it",
                        implies(
                                not(same(OWN.of(P), World.NOW, World.NEXT)),
                                or(
                                        SYSTEM_ACTS,
                                        equal(OWN.of(P), ACTOR),
                                        and(equal(OWN.of(P), NOBODY), next(equal(OWN.of(P), ACTOR)))))),
                step(
                        "authorityDoesNotGrow",
                        List.of(13),
                        "a mapping comes to be only by its own partition's act or the system's",
                        implies(
                                and(not(MAPPED.of(D, P, R)), next(MAPPED.of(D, P, R))),
                                or(SYSTEM_ACTS, equal(D, ACTOR)))),
                step(
                        "grantsAreOfWhatIsOwned",
                        List.of(13, 15),
                        "who puts a frame into a grant owns it, and it was in no other",
                        implies(
                                and(
                                        not(same(GRANT_OF.of(P), World.NOW, World.NEXT)),
                                        next(differ(GRANT_OF.of(P), NO_GRANT))),
                                and(equal(OWN.of(P), ACTOR), equal(GRANT_OF.of(P), NO_GRANT)))),
                step(
                        "unmappedBeforeItMoves",
                        List.of(15, 18, 20),
                        "after a frame has changed hands, no table of the last owner, no hart and no IOMMU leads there",
                        implies(
                                and(equal(OWN.of(P), D), differ(D, NOBODY), next(differ(OWN.of(P), D))),
                                and(
                                        next(not(MAPPED.of(D, P, R))),
                                        next(not(IOTLB.of(D, P, R))),
                                        implies(TAG.of(D, V), next(not(TLB.of(H, V, P, R))))))),
                step(
                        "separationOfControl",
                        List.of(11),
                        "registers on a hart change only by who is on it, or by a switch",
                        implies(not(same(FILE.of(H), World.NOW, World.NEXT)), or(SYSTEM_ACTS, equal(ON.of(H), ACTOR)))),
                step(
                        "savedRegisters",
                        List.of(10, 11),
                        "a partition's saved registers change by its own acts or the system's",
                        implies(not(same(REGISTERS.of(D), World.NOW, World.NEXT)), or(SYSTEM_ACTS, equal(D, ACTOR)))),
                step(
                        "onlyTheSystemSwitches",
                        List.of(6, 24, 25),
                        "who is on a hart, and where its time is in the schedule, changes by the system alone",
                        implies(
                                not(and(
                                        same(ON.of(H), World.NOW, World.NEXT),
                                        same(INSTANT_OF.of(H), World.NOW, World.NEXT))),
                                SYSTEM_ACTS)),
                step(
                        "theScheduleDecides",
                        List.of(6, 24),
                        "who gets a hart has a window there now, or a share in its spare time",
                        implies(
                                and(next(equal(ON.of(H), D)), differ(ON.of(H), D), differ(D, NOBODY)),
                                or(
                                        WINDOW.of(H, INSTANT_OF.of(H), D),
                                        and(SPARE.of(H, INSTANT_OF.of(H)), WEIGHS.of(D, H))))),
                step(
                        "doorbells",
                        List.of(21),
                        "a doorbell's bit is set by its ringer and cleared by its hearer",
                        and(
                                implies(and(not(RUNG.of(B)), next(RUNG.of(B))), equal(RINGER.of(B), ACTOR)),
                                implies(
                                        and(RUNG.of(B), next(not(RUNG.of(B)))),
                                        or(SYSTEM_ACTS, equal(HEARER.of(B), ACTOR))))),
                step(
                        "linesAndInterrupts",
                        List.of(21),
                        "a line and the interrupts of a device change by their own partition's acts or the system's",
                        and(
                                implies(not(same(LINE.of(D), World.NOW, World.NEXT)), or(SYSTEM_ACTS, equal(D, ACTOR))),
                                implies(
                                        not(same(CLAIMED.of(I), World.NOW, World.NEXT)),
                                        or(SYSTEM_ACTS, equal(ASSIGNEE.of(I), ACTOR))))),
                onlyWhoExecutesCalls("hypercall."),
                onlyWhoExecutesCalls("sbi."),
                new Claim.Step(
                        "registersOfDevicesFromHarts",
                        List.of(11),
                        "registers of a device are driven by a partition that is on a hart",
                        "machine.deviceAccess",
                        ACTOR,
                        exists(ANY_HART, and(equal(ON.of(ANY_HART), ACTOR), differ(ACTOR, NOBODY)))),
                step(
                        "writersLeaveTraces",
                        List.of(22),
                        "who writes anything but zeroes into a frame leaves a trace there",
                        or(
                                same(CONTENT.of(P), World.NOW, World.NEXT),
                                next(equal(CONTENT.of(P), ZERO)),
                                next(TRACES.of(P, ACTOR)))),
                step(
                        "systemFramesStay",
                        List.of(12),
                        "what is the system's stays the system's",
                        implies(equal(OWN.of(P), SYSTEM), next(equal(OWN.of(P), SYSTEM)))),
                step(
                        "interruptsInOwnWindows",
                        List.of(21, 24),
                        "a hart begins to take a partition's interrupts in the partition's own window, while it runs",
                        implies(
                                and(next(equal(FOCUS.of(H), D)), differ(FOCUS.of(H), D), differ(D, NOBODY)),
                                and(WINDOW.of(H, INSTANT_OF.of(H), D), equal(PHASE_OF.of(D), RUNNING)))),
                step(
                        "interruptsAreAskedFor",
                        List.of(21),
                        "a monitor is told of an interrupt that its device asserts, by a hart that lets it through",
                        implies(
                                and(not(CLAIMED.of(I)), next(CLAIMED.of(I))),
                                and(ASSERTED.of(I), exists(ANY_HART, ENABLED.of(ANY_HART, I))))),
                new Claim.Step(
                        "theManagerKeepsOut",
                        List.of(12, 13),
                        "the control interface writes memory of partitions that have not started, and otherwise only"
                                + " zeroes",
                        "control.",
                        ACTOR,
                        forAll(
                                P,
                                or(
                                        same(CONTENT.of(P), World.NOW, World.NEXT),
                                        next(equal(CONTENT.of(P), ZERO)),
                                        equal(PHASE_OF.of(OWN.of(P)), CREATED),
                                        REGION.of(P)))),
                new Claim.Step(
                        "kernelIntegrity",
                        List.of(12),
                        "what guests, devices and caches do by themselves leaves the core's state alone",
                        "machine.",
                        ACTOR,
                        allSame(CORE_STATE, World.NOW, World.NEXT)),
                new Claim.Refusal(
                        "failureAtomicity",
                        List.of(16),
                        "a call that returns an error has changed nothing",
                        allSame(CHANGING, World.NOW, World.NEXT)));
    }

    /** What the core keeps in its own memory and in registers that guests do not reach. */
    private static final List<Symbol> CORE_STATE = List.of(
            OWN, TABLE, MAPPED, GRANT_OF, LIVE, ACCEPTED, RETURNED, SHARES, LENDS, BORROWER, ALLOWED, KEPT, ROOT, HGATP,
            TAG, USED, ON, FOCUS, DIRECTORY, DRIVES, ENABLED, CLAIMED, WAITING, FULL, LOST, MESSAGE, RUNG, LINE,
            PHASE_OF, REGISTERS);

    private static Claim onlyWhoExecutesCalls(String calls) {
        return new Claim.Step(
                "onlyWhoExecutesCalls " + calls,
                List.of(11),
                "a call comes from a running partition that is on a hart",
                calls,
                ACTOR,
                exists(ANY_HART, and(equal(ON.of(ANY_HART), ACTOR), equal(PHASE_OF.of(ACTOR), RUNNING))));
    }

    /** A formula about elements of any sorts is meant for all of them. */
    private static Claim step(String name, List<Integer> properties, String meaning, Formula formula) {
        return new Claim.Step(name, properties, meaning, "", ACTOR, forAll(List.of(D, P, R, H, V, I, B), formula));
    }
}
