package org.cofferdam.isolation.core;

import static org.cofferdam.isolation.core.Effects.all;
import static org.cofferdam.isolation.core.Effects.freeSlot;
import static org.cofferdam.isolation.core.Effects.isItsDevice;
import static org.cofferdam.isolation.core.Effects.leaveGrant;
import static org.cofferdam.isolation.core.Effects.map;
import static org.cofferdam.isolation.core.Effects.silence;
import static org.cofferdam.isolation.core.Effects.unmap;
import static org.cofferdam.isolation.core.Effects.wipe;
import static org.cofferdam.isolation.core.Names.ANY_DEVICE;
import static org.cofferdam.isolation.core.Names.ANY_FRAME;
import static org.cofferdam.isolation.core.Names.ANY_GRANT;
import static org.cofferdam.isolation.core.Names.ANY_HART;
import static org.cofferdam.isolation.core.Names.ANY_PARTITION;
import static org.cofferdam.isolation.core.Names.ANY_RIGHT;
import static org.cofferdam.isolation.core.Names.ANY_VMID;
import static org.cofferdam.isolation.core.Names.D;
import static org.cofferdam.isolation.core.Names.FREED;
import static org.cofferdam.isolation.core.Names.G;
import static org.cofferdam.isolation.core.Names.P;
import static org.cofferdam.isolation.core.Names.R;
import static org.cofferdam.isolation.core.Names.TABLES;
import static org.cofferdam.isolation.core.Names.TAKEN;
import static org.cofferdam.isolation.core.Names.WITH;
import static org.cofferdam.isolation.core.Names.X;
import static org.cofferdam.isolation.core.Vocabulary.ABSENT;
import static org.cofferdam.isolation.core.Vocabulary.ACCEPTED;
import static org.cofferdam.isolation.core.Vocabulary.ASSERTED;
import static org.cofferdam.isolation.core.Vocabulary.ATTACHMENT;
import static org.cofferdam.isolation.core.Vocabulary.BORROWER;
import static org.cofferdam.isolation.core.Vocabulary.BUFFER;
import static org.cofferdam.isolation.core.Vocabulary.CLAIMED;
import static org.cofferdam.isolation.core.Vocabulary.CONTENT;
import static org.cofferdam.isolation.core.Vocabulary.CONTEXT;
import static org.cofferdam.isolation.core.Vocabulary.CREATED;
import static org.cofferdam.isolation.core.Vocabulary.DESTROYING;
import static org.cofferdam.isolation.core.Vocabulary.DIRECTORY;
import static org.cofferdam.isolation.core.Vocabulary.DRIVES;
import static org.cofferdam.isolation.core.Vocabulary.GRANTER;
import static org.cofferdam.isolation.core.Vocabulary.GRANT_OF;
import static org.cofferdam.isolation.core.Vocabulary.HGATP;
import static org.cofferdam.isolation.core.Vocabulary.LIVE;
import static org.cofferdam.isolation.core.Vocabulary.MAPPED;
import static org.cofferdam.isolation.core.Vocabulary.NOBODY;
import static org.cofferdam.isolation.core.Vocabulary.NO_VMID;
import static org.cofferdam.isolation.core.Vocabulary.ON;
import static org.cofferdam.isolation.core.Vocabulary.OWN;
import static org.cofferdam.isolation.core.Vocabulary.PAUSED;
import static org.cofferdam.isolation.core.Vocabulary.PHASE_OF;
import static org.cofferdam.isolation.core.Vocabulary.REGION;
import static org.cofferdam.isolation.core.Vocabulary.REGISTERS;
import static org.cofferdam.isolation.core.Vocabulary.RETURNED;
import static org.cofferdam.isolation.core.Vocabulary.ROOT;
import static org.cofferdam.isolation.core.Vocabulary.RUNNING;
import static org.cofferdam.isolation.core.Vocabulary.STOPPED;
import static org.cofferdam.isolation.core.Vocabulary.SYSTEM;
import static org.cofferdam.isolation.core.Vocabulary.TABLE;
import static org.cofferdam.isolation.core.Vocabulary.TAG;
import static org.cofferdam.isolation.core.Vocabulary.TRACES;
import static org.cofferdam.isolation.core.Vocabulary.USED;
import static org.cofferdam.isolation.core.Vocabulary.ZERO;
import static org.cofferdam.isolation.language.Formulas.and;
import static org.cofferdam.isolation.language.Formulas.differ;
import static org.cofferdam.isolation.language.Formulas.equal;
import static org.cofferdam.isolation.language.Formulas.forAll;
import static org.cofferdam.isolation.language.Formulas.implies;
import static org.cofferdam.isolation.language.Formulas.not;
import static org.cofferdam.isolation.language.Formulas.oneOf;
import static org.cofferdam.isolation.language.Formulas.or;

import java.util.ArrayList;
import java.util.List;
import org.cofferdam.isolation.language.Action;
import org.cofferdam.isolation.language.Constant;
import org.cofferdam.isolation.language.Formula;
import org.cofferdam.isolation.language.Outcome;
import org.cofferdam.isolation.language.Relation;
import org.cofferdam.isolation.language.Update;
import org.cofferdam.isolation.language.Variable;

/** The control interface: calls of the manager's, on behalf of the system. */
final class ControlActions {
    /** Every error: it has changed nothing. */
    static final Outcome REFUSED = new Outcome("REFUSED", true, List.of(), List.of());

    private static final Formula IS_PARTITION = and(differ(D, NOBODY), differ(D, SYSTEM));
    private static final Formula ON_NO_HART = forAll(ANY_HART, differ(ON.of(ANY_HART), D));
    private static final Formula NO_LOAN =
            forAll(ANY_GRANT, not(and(ACCEPTED.of(ANY_GRANT), equal(BORROWER.of(ANY_GRANT), D))));
    private static final Formula NO_GRANTS =
            forAll(ANY_GRANT, not(and(LIVE.of(ANY_GRANT), equal(GRANTER.of(ANY_GRANT), D))));
    private static final Formula ITS_FRAME = equal(OWN.of(ANY_FRAME), D);

    private ControlActions() {}

    static List<Action> actions() {
        return List.of(
                create(),
                load(),
                call(
                        "start",
                        "starts it from the beginning",
                        List.of(D, X),
                        new Outcome(
                                "OK",
                                false,
                                List.of(equal(PHASE_OF.of(D), CREATED)),
                                List.of(become(RUNNING), Update.assign(REGISTERS, D, X)))),
                call("pause", "executes nothing until it is resumed", List.of(D), phase(PAUSED, RUNNING)),
                call("resume", "goes on", List.of(D), phase(RUNNING, PAUSED)),
                call("stop", "executes nothing any more", List.of(D), phase(STOPPED, CREATED, RUNNING, PAUSED)),
                new Action(
                        "control.destroy",
                        "takes a partition apart, in steps",
                        SYSTEM,
                        List.of(D, G),
                        List.of(FREED),
                        List.of(
                                unmapped(oneOf(PHASE_OF.of(D), CREATED, STOPPED)),
                                returned(),
                                reclaimed(),
                                scrubbed(),
                                gone("OK"),
                                REFUSED)),
                reset(),
                call(
                        "resize",
                        "gives it another quota, which is a number and not in this model",
                        List.of(D),
                        nothing()),
                call("query", "tells the manager what there is", List.of(D), nothing()),
                call("framesLeft", "tells the manager what is left", List.of(), nothing()),
                call("audit", "tells the manager what has happened", List.of(), nothing()));
    }

    private static Action call(String name, String meaning, List<Variable> parameters, Outcome outcome) {
        return new Action("control." + name, meaning, SYSTEM, parameters, List.of(), List.of(outcome, REFUSED));
    }

    private static Outcome nothing() {
        return new Outcome("OK", false, List.of(), List.of());
    }

    private static Update become(Constant phase) {
        return Update.assign(PHASE_OF, D, phase);
    }

    private static Outcome phase(Constant next, Constant... allowed) {
        return new Outcome("OK", false, List.of(oneOf(PHASE_OF.of(D), allowed)), List.of(become(next)));
    }

    private static Action create() {
        List<Formula> when = List.of(
                IS_PARTITION,
                equal(PHASE_OF.of(D), ABSENT),
                forAll(ANY_FRAME, implies(TAKEN.of(ANY_FRAME), equal(OWN.of(ANY_FRAME), NOBODY))));
        return new Action(
                "control.create",
                "makes a partition: takes its frames, maps them, gives it its regions and devices",
                SYSTEM,
                List.of(D),
                List.of(TAKEN, TABLES, WITH),
                List.of(new Outcome("OK", false, when, made()), REFUSED));
    }

    /** What is so of a partition that has just been made. */
    private static List<Update> made() {
        Relation taken = TAKEN;
        Formula memory = and(taken.of(ANY_FRAME), not(TABLES.of(ANY_FRAME)), WITH.of(ANY_FRAME, ANY_RIGHT));
        Formula region = and(REGION.of(ANY_FRAME), ATTACHMENT.of(D, ANY_FRAME, ANY_RIGHT));
        return all(
                List.of(
                        new Update.Assign(OWN, List.of(ANY_FRAME), taken.of(ANY_FRAME), D),
                        new Update.Insert(TABLE, List.of(ANY_FRAME), and(taken.of(ANY_FRAME), TABLES.of(ANY_FRAME))),
                        map(D, or(memory, region)),
                        new Update.Insert(
                                DRIVES,
                                List.of(ANY_PARTITION, ANY_DEVICE),
                                and(equal(ANY_PARTITION, D), isItsDevice(D))),
                        new Update.Insert(
                                DIRECTORY,
                                List.of(ANY_DEVICE, ANY_PARTITION),
                                and(equal(ANY_PARTITION, D), isItsDevice(D))),
                        new Update.Remove(CONTEXT, List.of(ANY_DEVICE, ANY_PARTITION), isItsDevice(D)),
                        Update.assign(REGISTERS, D, ZERO),
                        become(CREATED)),
                wipe(taken.of(ANY_FRAME)),
                silence(D));
    }

    private static Action load() {
        return call(
                "load",
                "copies bytes into the memory of a partition that has not started",
                List.of(D, P, R, X),
                new Outcome(
                        "OK",
                        false,
                        List.of(equal(PHASE_OF.of(D), CREATED), MAPPED.of(D, P, R)),
                        List.of(Update.assign(CONTENT, P, X), Update.insert(TRACES, P, SYSTEM))));
    }

    /** First everybody forgets its memory. */
    private static Outcome unmapped(Formula phase) {
        List<Variable> context = List.of(ANY_DEVICE, ANY_PARTITION);
        List<Update> devices = List.of(
                new Update.Remove(DRIVES, List.of(ANY_PARTITION, ANY_DEVICE), equal(ANY_PARTITION, D)),
                new Update.Remove(DIRECTORY, context, isItsDevice(D)),
                new Update.Remove(CONTEXT, context, isItsDevice(D)),
                new Update.Remove(ASSERTED, List.of(ANY_DEVICE), isItsDevice(D)),
                new Update.Remove(CLAIMED, List.of(ANY_DEVICE), isItsDevice(D)),
                new Update.Assign(BUFFER, List.of(ANY_DEVICE), isItsDevice(D), ZERO));
        List<Update> harts = List.of(
                new Update.Assign(HGATP, List.of(ANY_HART), equal(ROOT.of(ANY_HART), D), NO_VMID),
                new Update.Assign(ROOT, List.of(ANY_HART), equal(ROOT.of(ANY_HART), D), NOBODY),
                new Update.Remove(USED, List.of(ANY_VMID), TAG.of(D, ANY_VMID)),
                new Update.Remove(TAG, List.of(ANY_PARTITION, ANY_VMID), equal(ANY_PARTITION, D)));
        return new Outcome(
                "AGAIN unmapped",
                false,
                List.of(phase, ON_NO_HART),
                all(List.of(become(DESTROYING)), devices, unmap(D, Formula.TRUE), harts));
    }

    /** Then it gives back what it has borrowed. */
    private static Outcome returned() {
        return new Outcome(
                "AGAIN returned",
                false,
                List.of(equal(PHASE_OF.of(D), DESTROYING), ACCEPTED.of(G), equal(BORROWER.of(G), D)),
                List.of(Update.remove(ACCEPTED, G), Update.insert(RETURNED, G)));
    }

    /** And its own grants end. */
    private static Outcome reclaimed() {
        Formula borrowed = and(ACCEPTED.of(G), equal(GRANT_OF.of(ANY_FRAME), G));
        return new Outcome(
                "AGAIN reclaimed",
                false,
                List.of(equal(PHASE_OF.of(D), DESTROYING), NO_LOAN, LIVE.of(G), equal(GRANTER.of(G), D)),
                all(unmap(BORROWER.of(G), borrowed), freeSlot(G)));
    }

    /** Then its frames are scrubbed and freed. */
    private static Outcome scrubbed() {
        return new Outcome(
                "AGAIN scrubbed",
                false,
                List.of(
                        equal(PHASE_OF.of(D), DESTROYING),
                        NO_LOAN,
                        NO_GRANTS,
                        forAll(ANY_FRAME, implies(FREED.of(ANY_FRAME), ITS_FRAME))),
                scrub(FREED.of(ANY_FRAME)));
    }

    private static List<Update> scrub(Formula which) {
        return all(
                List.of(
                        new Update.Assign(OWN, List.of(ANY_FRAME), which, NOBODY),
                        new Update.Remove(TABLE, List.of(ANY_FRAME), which),
                        leaveGrant(which)),
                wipe(which));
    }

    /** Last, there is no such partition. */
    private static Outcome gone(String result) {
        return new Outcome(
                result,
                false,
                List.of(equal(PHASE_OF.of(D), DESTROYING), NO_LOAN, NO_GRANTS),
                all(scrub(ITS_FRAME), forget(), List.of(become(ABSENT))));
    }

    /** What was offered to it is for nobody now. */
    private static List<Update> forget() {
        return List.of(new Update.Assign(BORROWER, List.of(ANY_GRANT), equal(BORROWER.of(ANY_GRANT), D), NOBODY));
    }

    private static Action reset() {
        Formula free = or(equal(OWN.of(ANY_FRAME), NOBODY), ITS_FRAME);
        List<Update> again = new ArrayList<>(made());
        again.addAll(scrub(and(ITS_FRAME, not(TAKEN.of(ANY_FRAME)))));
        again.addAll(forget());
        again.add(new Update.Remove(TABLE, List.of(ANY_FRAME), and(TAKEN.of(ANY_FRAME), not(TABLES.of(ANY_FRAME)))));
        again.add(leaveGrant(and(ITS_FRAME, TAKEN.of(ANY_FRAME))));
        return new Action(
                "control.reset",
                "stops a partition, takes it apart, and makes it again",
                SYSTEM,
                List.of(D, G),
                List.of(FREED, TAKEN, TABLES, WITH),
                List.of(
                        new Outcome(
                                "BUSY",
                                false,
                                List.of(not(oneOf(PHASE_OF.of(D), ABSENT, DESTROYING))),
                                List.of(become(STOPPED))),
                        unmapped(not(oneOf(PHASE_OF.of(D), ABSENT, DESTROYING))),
                        returned(),
                        reclaimed(),
                        scrubbed(),
                        gone("NO_MEMORY"),
                        new Outcome(
                                "OK",
                                false,
                                List.of(
                                        equal(PHASE_OF.of(D), DESTROYING),
                                        NO_LOAN,
                                        NO_GRANTS,
                                        forAll(ANY_FRAME, implies(TAKEN.of(ANY_FRAME), free))),
                                again),
                        REFUSED));
    }
}
