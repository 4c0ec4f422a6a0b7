package org.cofferdam.isolation.core;

import static org.cofferdam.isolation.core.ChannelActions.ring;
import static org.cofferdam.isolation.core.Effects.all;
import static org.cofferdam.isolation.core.Effects.wipe;
import static org.cofferdam.isolation.core.GrantActions.conditions;
import static org.cofferdam.isolation.core.Names.ANY_DEVICE;
import static org.cofferdam.isolation.core.Names.ANY_FRAME;
import static org.cofferdam.isolation.core.Names.ANY_HART;
import static org.cofferdam.isolation.core.Names.ANY_PARTITION;
import static org.cofferdam.isolation.core.Names.ANY_RIGHT;
import static org.cofferdam.isolation.core.Names.ANY_VMID;
import static org.cofferdam.isolation.core.Names.B;
import static org.cofferdam.isolation.core.Names.D;
import static org.cofferdam.isolation.core.Names.E;
import static org.cofferdam.isolation.core.Names.H;
import static org.cofferdam.isolation.core.Names.I;
import static org.cofferdam.isolation.core.Names.KEEPS;
import static org.cofferdam.isolation.core.Names.P;
import static org.cofferdam.isolation.core.Names.V;
import static org.cofferdam.isolation.core.Vocabulary.ABSENT;
import static org.cofferdam.isolation.core.Vocabulary.ASSERTED;
import static org.cofferdam.isolation.core.Vocabulary.ASSIGNEE;
import static org.cofferdam.isolation.core.Vocabulary.CLAIMED;
import static org.cofferdam.isolation.core.Vocabulary.DESTROYING;
import static org.cofferdam.isolation.core.Vocabulary.ENABLED;
import static org.cofferdam.isolation.core.Vocabulary.FILE;
import static org.cofferdam.isolation.core.Vocabulary.FOCUS;
import static org.cofferdam.isolation.core.Vocabulary.HGATP;
import static org.cofferdam.isolation.core.Vocabulary.INSTANT_OF;
import static org.cofferdam.isolation.core.Vocabulary.NOBODY;
import static org.cofferdam.isolation.core.Vocabulary.NO_VMID;
import static org.cofferdam.isolation.core.Vocabulary.ON;
import static org.cofferdam.isolation.core.Vocabulary.OWN;
import static org.cofferdam.isolation.core.Vocabulary.PAUSED;
import static org.cofferdam.isolation.core.Vocabulary.PHASE_OF;
import static org.cofferdam.isolation.core.Vocabulary.REGISTERS;
import static org.cofferdam.isolation.core.Vocabulary.RINGER;
import static org.cofferdam.isolation.core.Vocabulary.ROOT;
import static org.cofferdam.isolation.core.Vocabulary.RUNNING;
import static org.cofferdam.isolation.core.Vocabulary.SPARE;
import static org.cofferdam.isolation.core.Vocabulary.STOPPED;
import static org.cofferdam.isolation.core.Vocabulary.SYSTEM;
import static org.cofferdam.isolation.core.Vocabulary.TABLE;
import static org.cofferdam.isolation.core.Vocabulary.TAG;
import static org.cofferdam.isolation.core.Vocabulary.TLB;
import static org.cofferdam.isolation.core.Vocabulary.USED;
import static org.cofferdam.isolation.core.Vocabulary.WEIGHS;
import static org.cofferdam.isolation.core.Vocabulary.WINDOW;
import static org.cofferdam.isolation.language.Formulas.and;
import static org.cofferdam.isolation.language.Formulas.differ;
import static org.cofferdam.isolation.language.Formulas.equal;
import static org.cofferdam.isolation.language.Formulas.forAll;
import static org.cofferdam.isolation.language.Formulas.implies;
import static org.cofferdam.isolation.language.Formulas.not;
import static org.cofferdam.isolation.language.Formulas.oneOf;
import static org.cofferdam.isolation.language.Formulas.or;

import java.util.List;
import org.cofferdam.isolation.language.Action;
import org.cofferdam.isolation.language.Formula;
import org.cofferdam.isolation.language.Outcome;
import org.cofferdam.isolation.language.Update;
import org.cofferdam.isolation.language.Variable;

/** What the core does without being called: it switches harts, tells of interrupts, answers faults, keeps tables. */
final class CoreActions {
    private CoreActions() {}

    static List<Action> actions() {
        return List.of(dispatch(), claim(), fault(), takeTable(), freeTable());
    }

    /**
     * Who works and who executes on hart {@code h} from now on: {@code e} is the focus, {@code d} gets the hart, {@code v}
     * is its VMID.
     */
    private static Action dispatch() {
        Formula itsWindow = WINDOW.of(H, INSTANT_OF.of(H), D);
        Formula sharesSpare = and(SPARE.of(H, INSTANT_OF.of(H)), WEIGHS.of(D, H));
        Formula focuses = or(
                equal(E, NOBODY),
                and(WINDOW.of(H, INSTANT_OF.of(H), E), equal(PHASE_OF.of(E), RUNNING), differ(E, SYSTEM)));
        List<Formula> switches =
                List.of(focuses, differ(D, ON.of(H)), equal(PHASE_OF.of(D), RUNNING), or(itsWindow, sharesSpare));
        Formula hasTag = TAG.of(D, V);
        Formula hasNoTag = forAll(ANY_VMID, not(TAG.of(D, ANY_VMID)));
        List<Update> tagged = List.of(Update.insert(TAG, D, V), Update.insert(USED, V));
        return new Action(
                "core.dispatch",
                "the schedule says whose window it is, and in it the partition's virtual harts take turns",
                SYSTEM,
                List.of(H, D, E, V),
                List.of(KEEPS),
                List.of(
                        new Outcome("stays", false, List.of(focuses), focus()),
                        new Outcome("idle", false, List.of(focuses, equal(D, NOBODY)), all(focus(), leave())),
                        new Outcome("enters", false, conditions(switches, hasTag), all(focus(), leave(), enter())),
                        new Outcome(
                                "enters with a fresh VMID",
                                false,
                                conditions(switches, hasNoTag, not(USED.of(V))),
                                all(focus(), leave(), enter(), tagged)),
                        new Outcome(
                                "enters in a new generation",
                                false,
                                conditions(
                                        switches,
                                        hasNoTag,
                                        differ(V, NO_VMID),
                                        forAll(ANY_HART, KEEPS.of(ROOT.of(ANY_HART))),
                                        forAll(
                                                ANY_PARTITION,
                                                implies(KEEPS.of(ANY_PARTITION), not(TAG.of(ANY_PARTITION, V))))),
                                all(focus(), leave(), enter(), newGeneration(), tagged))));
    }

    /** The interrupts of the devices of {@code e}, and no others, may come. */
    private static List<Update> focus() {
        List<Variable> places = List.of(ANY_HART, ANY_DEVICE);
        return List.of(
                Update.assign(FOCUS, H, E),
                new Update.Remove(ENABLED, places, equal(ANY_HART, H)),
                new Update.Insert(
                        ENABLED,
                        places,
                        and(equal(ANY_HART, H), differ(E, NOBODY), equal(ASSIGNEE.of(ANY_DEVICE), E))));
    }

    /** Registers are saved. */
    private static List<Update> leave() {
        Formula wasOn = and(equal(ANY_PARTITION, ON.of(H)), differ(ANY_PARTITION, NOBODY));
        return List.of(
                new Update.Assign(REGISTERS, List.of(ANY_PARTITION), wasOn, FILE.of(H)), Update.assign(ON, H, D));
    }

    /** Registers are loaded, all of them, and the hart translates by the partition's table. */
    private static List<Update> enter() {
        return List.of(Update.assign(FILE, H, REGISTERS.of(D)), Update.assign(ROOT, H, D), Update.assign(HGATP, H, V));
    }

    /** Who is on a hart keeps its VMID; every hart forgets everything. */
    private static List<Update> newGeneration() {
        return List.of(
                new Update.Remove(TAG, List.of(ANY_PARTITION, ANY_VMID), not(KEEPS.of(ANY_PARTITION))),
                new Update.Remove(
                        USED,
                        List.of(ANY_VMID),
                        and(
                                differ(ANY_VMID, NO_VMID),
                                forAll(
                                        ANY_PARTITION,
                                        not(and(KEEPS.of(ANY_PARTITION), TAG.of(ANY_PARTITION, ANY_VMID)))))),
                new Update.Remove(TLB, List.of(ANY_HART, ANY_VMID, ANY_FRAME, ANY_RIGHT), Formula.TRUE));
    }

    private static Action claim() {
        return new Action(
                "core.claim",
                "takes an interrupt of a device for the partition that the hart works for, and tells its monitor",
                ASSIGNEE.of(I),
                List.of(H, I),
                List.of(),
                List.of(new Outcome(
                        "told",
                        false,
                        List.of(ENABLED.of(H, I), ASSERTED.of(I), not(CLAIMED.of(I))),
                        List.of(Update.insert(CLAIMED, I)))));
    }

    private static Action fault() {
        Formula runs = equal(PHASE_OF.of(D), RUNNING);
        return new Action(
                "core.fault",
                "the health monitor answers a fault",
                D,
                List.of(D, B),
                List.of(),
                List.of(
                        new Outcome("ignored", false, List.of(runs), List.of()),
                        new Outcome("stopped", false, List.of(runs), List.of(Update.assign(PHASE_OF, D, STOPPED))),
                        new Outcome("suspended", false, List.of(runs), List.of(Update.assign(PHASE_OF, D, PAUSED))),
                        new Outcome("signalled", false, List.of(runs, equal(RINGER.of(B), D)), List.of(ring()))));
    }

    /** Within any call of {@code d}: its address space needs another page of tables. */
    private static Action takeTable() {
        return new Action(
                "core.takeTable",
                "a page table grows, within the quota of its partition",
                D,
                List.of(D, P),
                List.of(),
                List.of(new Outcome(
                        "taken",
                        false,
                        List.of(not(oneOf(PHASE_OF.of(D), ABSENT, DESTROYING)), equal(OWN.of(P), NOBODY)),
                        all(List.of(Update.assign(OWN, P, D), Update.insert(TABLE, P)), wipe(equal(ANY_FRAME, P))))));
    }

    private static Action freeTable() {
        return new Action(
                "core.freeTable",
                "an empty page table is freed",
                D,
                List.of(D, P),
                List.of(),
                List.of(new Outcome(
                        "freed",
                        false,
                        List.of(differ(D, NOBODY), differ(D, SYSTEM), equal(OWN.of(P), D), TABLE.of(P)),
                        all(
                                List.of(Update.assign(OWN, P, NOBODY), Update.remove(TABLE, P)),
                                wipe(equal(ANY_FRAME, P))))));
    }
}
