package org.cofferdam.isolation.core;

import static org.cofferdam.isolation.core.Names.D;
import static org.cofferdam.isolation.core.Names.E;
import static org.cofferdam.isolation.core.Names.H;
import static org.cofferdam.isolation.core.Names.I;
import static org.cofferdam.isolation.core.Names.P;
import static org.cofferdam.isolation.core.Names.R;
import static org.cofferdam.isolation.core.Names.T;
import static org.cofferdam.isolation.core.Names.V;
import static org.cofferdam.isolation.core.Names.X;
import static org.cofferdam.isolation.core.Vocabulary.ASSERTED;
import static org.cofferdam.isolation.core.Vocabulary.ASSIGNEE;
import static org.cofferdam.isolation.core.Vocabulary.BUFFER;
import static org.cofferdam.isolation.core.Vocabulary.CONTENT;
import static org.cofferdam.isolation.core.Vocabulary.CONTEXT;
import static org.cofferdam.isolation.core.Vocabulary.DIRECTORY;
import static org.cofferdam.isolation.core.Vocabulary.DRIVES;
import static org.cofferdam.isolation.core.Vocabulary.FILE;
import static org.cofferdam.isolation.core.Vocabulary.HGATP;
import static org.cofferdam.isolation.core.Vocabulary.INSTANT_OF;
import static org.cofferdam.isolation.core.Vocabulary.IOTLB;
import static org.cofferdam.isolation.core.Vocabulary.MAPPED;
import static org.cofferdam.isolation.core.Vocabulary.NOBODY;
import static org.cofferdam.isolation.core.Vocabulary.ON;
import static org.cofferdam.isolation.core.Vocabulary.READ;
import static org.cofferdam.isolation.core.Vocabulary.ROOT;
import static org.cofferdam.isolation.core.Vocabulary.SYSTEM;
import static org.cofferdam.isolation.core.Vocabulary.TLB;
import static org.cofferdam.isolation.core.Vocabulary.TRACES;
import static org.cofferdam.isolation.core.Vocabulary.WRITE;
import static org.cofferdam.isolation.language.Formulas.and;
import static org.cofferdam.isolation.language.Formulas.differ;
import static org.cofferdam.isolation.language.Formulas.equal;

import java.util.ArrayList;
import java.util.List;
import org.cofferdam.isolation.language.Action;
import org.cofferdam.isolation.language.Formula;
import org.cofferdam.isolation.language.Outcome;
import org.cofferdam.isolation.language.Term;
import org.cofferdam.isolation.language.Update;
import org.cofferdam.isolation.language.Variable;

/** What harts, devices and time do by themselves: guest instructions among it. */
final class MachineActions {
    private static final Formula EXECUTES = and(equal(ON.of(H), D), differ(D, NOBODY));

    private MachineActions() {}

    static List<Action> actions() {
        List<Action> all = new ArrayList<>(guests());
        all.addAll(devices());
        all.addAll(caches());
        all.add(new Action(
                "machine.tick",
                "time comes to another place in the schedule",
                SYSTEM,
                List.of(H, T),
                List.of(),
                List.of(done(List.of(), Update.assign(INSTANT_OF, H, T)))));
        return List.copyOf(all);
    }

    private static Outcome done(List<Formula> when, Update... updates) {
        return new Outcome("done", false, when, List.of(updates));
    }

    private static List<Action> guests() {
        return List.of(
                new Action(
                        "machine.compute",
                        "an instruction changes registers",
                        D,
                        List.of(H, D, X),
                        List.of(),
                        List.of(done(List.of(EXECUTES), Update.assign(FILE, H, X)))),
                new Action(
                        "machine.load",
                        "a load: the hart uses what it remembers",
                        D,
                        List.of(H, D, P),
                        List.of(),
                        List.of(done(
                                List.of(EXECUTES, TLB.of(H, HGATP.of(H), P, READ)),
                                Update.assign(FILE, H, CONTENT.of(P))))),
                new Action(
                        "machine.store",
                        "a store: the hart uses what it remembers",
                        D,
                        List.of(H, D, P),
                        List.of(),
                        List.of(done(
                                List.of(EXECUTES, TLB.of(H, HGATP.of(H), P, WRITE)),
                                Update.assign(CONTENT, P, FILE.of(H)),
                                Update.insert(TRACES, P, D)))));
    }

    private static List<Action> devices() {
        Term owner = ASSIGNEE.of(I);
        return List.of(
                new Action(
                        "machine.dmaRead",
                        "a device reads memory: the IOMMU uses what it remembers",
                        owner,
                        List.of(I, E, P),
                        List.of(),
                        List.of(done(
                                List.of(CONTEXT.of(I, E), IOTLB.of(E, P, READ)),
                                Update.assign(BUFFER, I, CONTENT.of(P))))),
                new Action(
                        "machine.dmaWrite",
                        "a device writes memory: the IOMMU uses what it remembers",
                        owner,
                        List.of(I, E, P),
                        List.of(),
                        List.of(done(
                                List.of(CONTEXT.of(I, E), IOTLB.of(E, P, WRITE)),
                                Update.assign(CONTENT, P, BUFFER.of(I)),
                                Update.insert(TRACES, P, owner)))),
                new Action(
                        "machine.deviceInterrupt",
                        "a device asserts its line",
                        owner,
                        List.of(I),
                        List.of(),
                        List.of(done(List.of(), Update.insert(ASSERTED, I)))),
                new Action(
                        "machine.deviceAccess",
                        "a guest drives the registers of its device: it may release the line",
                        D,
                        List.of(H, D, I, X),
                        List.of(),
                        List.of(done(
                                List.of(EXECUTES, DRIVES.of(D, I)),
                                Update.remove(ASSERTED, I),
                                Update.assign(BUFFER, I, X)))));
    }

    /** At any time, for any reason: speculation is allowed. */
    private static List<Action> caches() {
        return List.of(
                cache(
                        "walk",
                        "a hart walks the table that hgatp names, and remembers",
                        List.of(H, P, R),
                        MAPPED.of(ROOT.of(H), P, R),
                        Update.insert(TLB, H, HGATP.of(H), P, R)),
                cache("evict", "a hart forgets", List.of(H, V, P, R), Formula.TRUE, Update.remove(TLB, H, V, P, R)),
                cache(
                        "readDirectory",
                        "the IOMMU reads the entry of a device, and remembers",
                        List.of(I, E),
                        DIRECTORY.of(I, E),
                        Update.insert(CONTEXT, I, E)),
                cache(
                        "ioWalk",
                        "the IOMMU walks a table for a device, and remembers",
                        List.of(I, E, P, R),
                        and(CONTEXT.of(I, E), MAPPED.of(E, P, R)),
                        Update.insert(IOTLB, E, P, R)),
                cache(
                        "ioEvict",
                        "the IOMMU forgets a translation",
                        List.of(E, P, R),
                        Formula.TRUE,
                        Update.remove(IOTLB, E, P, R)),
                cache(
                        "contextEvict",
                        "the IOMMU forgets a device",
                        List.of(I, E),
                        Formula.TRUE,
                        Update.remove(CONTEXT, I, E)));
    }

    private static Action cache(String name, String meaning, List<Variable> parameters, Formula when, Update update) {
        return new Action(
                "machine." + name, meaning, SYSTEM, parameters, List.of(), List.of(done(List.of(when), update)));
    }
}
