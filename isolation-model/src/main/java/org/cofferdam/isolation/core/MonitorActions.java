package org.cofferdam.isolation.core;

import static org.cofferdam.isolation.core.ControlActions.REFUSED;
import static org.cofferdam.isolation.core.Effects.all;
import static org.cofferdam.isolation.core.Effects.map;
import static org.cofferdam.isolation.core.Effects.unmap;
import static org.cofferdam.isolation.core.Effects.wipe;
import static org.cofferdam.isolation.core.Names.ANY_FRAME;
import static org.cofferdam.isolation.core.Names.ANY_RIGHT;
import static org.cofferdam.isolation.core.Names.D;
import static org.cofferdam.isolation.core.Names.FREED;
import static org.cofferdam.isolation.core.Names.I;
import static org.cofferdam.isolation.core.Names.P;
import static org.cofferdam.isolation.core.Names.TAKEN;
import static org.cofferdam.isolation.core.Names.WITH;
import static org.cofferdam.isolation.core.Names.X;
import static org.cofferdam.isolation.core.Vocabulary.ABSENT;
import static org.cofferdam.isolation.core.Vocabulary.ASSIGNEE;
import static org.cofferdam.isolation.core.Vocabulary.CLAIMED;
import static org.cofferdam.isolation.core.Vocabulary.CONTENT;
import static org.cofferdam.isolation.core.Vocabulary.DESTROYING;
import static org.cofferdam.isolation.core.Vocabulary.GRANT_OF;
import static org.cofferdam.isolation.core.Vocabulary.LINE;
import static org.cofferdam.isolation.core.Vocabulary.MAPPED;
import static org.cofferdam.isolation.core.Vocabulary.NOBODY;
import static org.cofferdam.isolation.core.Vocabulary.NO_GRANT;
import static org.cofferdam.isolation.core.Vocabulary.OWN;
import static org.cofferdam.isolation.core.Vocabulary.PHASE_OF;
import static org.cofferdam.isolation.core.Vocabulary.READ;
import static org.cofferdam.isolation.core.Vocabulary.TABLE;
import static org.cofferdam.isolation.core.Vocabulary.TRACES;
import static org.cofferdam.isolation.core.Vocabulary.WRITE;
import static org.cofferdam.isolation.language.Formulas.and;
import static org.cofferdam.isolation.language.Formulas.equal;
import static org.cofferdam.isolation.language.Formulas.forAll;
import static org.cofferdam.isolation.language.Formulas.implies;
import static org.cofferdam.isolation.language.Formulas.not;
import static org.cofferdam.isolation.language.Formulas.oneOf;

import java.util.List;
import org.cofferdam.isolation.language.Action;
import org.cofferdam.isolation.language.Formula;
import org.cofferdam.isolation.language.Outcome;
import org.cofferdam.isolation.language.Update;
import org.cofferdam.isolation.language.Variable;

/** Calls of a partition's own untrusted monitor, on behalf of the partition. */
final class MonitorActions {
    /** The handle reaches a partition that is there. */
    private static final Formula IS_THERE = not(oneOf(PHASE_OF.of(D), ABSENT, DESTROYING));

    private MonitorActions() {}

    static List<Action> actions() {
        return List.of(
                call(
                        "read",
                        "reads the guest's memory",
                        List.of(D, P),
                        List.of(IS_THERE, MAPPED.of(D, P, READ)),
                        List.of()),
                call(
                        "write",
                        "writes the guest's memory",
                        List.of(D, P, X),
                        List.of(IS_THERE, MAPPED.of(D, P, WRITE)),
                        List.of(Update.assign(CONTENT, P, X), Update.insert(TRACES, P, D))),
                new Action(
                        "monitor.externalInterrupt",
                        "raises or lowers the line of the monitor's devices",
                        D,
                        List.of(D),
                        List.of(),
                        List.of(
                                new Outcome("OK raised", false, List.of(IS_THERE), List.of(Update.insert(LINE, D))),
                                new Outcome("OK lowered", false, List.of(IS_THERE), List.of(Update.remove(LINE, D))),
                                REFUSED)),
                call(
                        "completeInterrupt",
                        "the guest is done with an interrupt of its device",
                        List.of(D, I),
                        List.of(IS_THERE, equal(ASSIGNEE.of(I), D)),
                        List.of(Update.remove(CLAIMED, I))),
                giveBack(),
                takeBack(),
                call("takeConsoleOutput", "takes what the guest has written", List.of(D), List.of(), List.of()),
                call("giveConsoleInput", "gives the guest something to read", List.of(D), List.of(), List.of()));
    }

    private static Action call(
            String name, String meaning, List<Variable> parameters, List<Formula> when, List<Update> updates) {
        return new Action(
                "monitor." + name,
                meaning,
                D,
                parameters,
                List.of(),
                List.of(new Outcome("OK", false, when, updates), REFUSED));
    }

    private static Action giveBack() {
        Formula freed = FREED.of(ANY_FRAME);
        return new Action(
                "monitor.giveBack",
                "gives pages of the guest's back, as a balloon does",
                D,
                List.of(D),
                List.of(FREED),
                List.of(
                        new Outcome(
                                "OK",
                                false,
                                List.of(
                                        IS_THERE,
                                        forAll(ANY_FRAME, implies(freed, equal(OWN.of(ANY_FRAME), D))),
                                        forAll(ANY_FRAME, implies(freed, not(TABLE.of(ANY_FRAME)))),
                                        forAll(ANY_FRAME, implies(freed, equal(GRANT_OF.of(ANY_FRAME), NO_GRANT)))),
                                all(
                                        unmap(D, freed),
                                        List.of(new Update.Assign(OWN, List.of(ANY_FRAME), freed, NOBODY)),
                                        wipe(freed))),
                        REFUSED));
    }

    private static Action takeBack() {
        Formula taken = TAKEN.of(ANY_FRAME);
        return new Action(
                "monitor.takeBack",
                "maps zeroed pages where some were given back",
                D,
                List.of(D),
                List.of(TAKEN, WITH),
                List.of(
                        new Outcome(
                                "OK",
                                false,
                                List.of(IS_THERE, forAll(ANY_FRAME, implies(taken, equal(OWN.of(ANY_FRAME), NOBODY)))),
                                all(
                                        List.of(
                                                new Update.Assign(OWN, List.of(ANY_FRAME), taken, D),
                                                map(D, and(taken, WITH.of(ANY_FRAME, ANY_RIGHT)))),
                                        wipe(taken))),
                        REFUSED));
    }
}
