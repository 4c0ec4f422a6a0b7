package org.cofferdam.isolation.explore;

import static org.cofferdam.isolation.core.Vocabulary.ACCEPTED;
import static org.cofferdam.isolation.core.Vocabulary.BORROWER;
import static org.cofferdam.isolation.core.Vocabulary.CONTEXT;
import static org.cofferdam.isolation.core.Vocabulary.DESTROYING;
import static org.cofferdam.isolation.core.Vocabulary.GRANTER;
import static org.cofferdam.isolation.core.Vocabulary.GRANT_OF;
import static org.cofferdam.isolation.core.Vocabulary.IOTLB;
import static org.cofferdam.isolation.core.Vocabulary.MAPPED;
import static org.cofferdam.isolation.core.Vocabulary.NOBODY;
import static org.cofferdam.isolation.core.Vocabulary.ON;
import static org.cofferdam.isolation.core.Vocabulary.OWN;
import static org.cofferdam.isolation.core.Vocabulary.PHASE_OF;
import static org.cofferdam.isolation.core.Vocabulary.ROOT;
import static org.cofferdam.isolation.core.Vocabulary.SYSTEM;
import static org.cofferdam.isolation.core.Vocabulary.TAG;
import static org.cofferdam.isolation.core.Vocabulary.TLB;
import static org.cofferdam.isolation.core.Vocabulary.TRACES;
import static org.cofferdam.isolation.language.Formulas.and;
import static org.cofferdam.isolation.language.Formulas.differ;
import static org.cofferdam.isolation.language.Formulas.equal;

import java.util.ArrayList;
import java.util.List;
import org.cofferdam.isolation.core.Vocabulary;
import org.cofferdam.isolation.language.Formula;
import org.cofferdam.isolation.language.Variable;

/** States of the core that an exploration should come by, if the world has what they need. */
public final class CoreSometimes {
    private static final Variable D = new Variable("d", Vocabulary.PARTITION);
    private static final Variable E = new Variable("e", Vocabulary.PARTITION);
    private static final Variable P = new Variable("p", Vocabulary.FRAME);
    private static final Variable H = new Variable("h", Vocabulary.HART);
    private static final Variable V = new Variable("v", Vocabulary.VMID);
    private static final Variable R = new Variable("r", Vocabulary.RIGHT);
    private static final Variable G = new Variable("g", Vocabulary.GRANT);
    private static final Variable I = new Variable("i", Vocabulary.DEVICE);

    private CoreSometimes() {}

    /** Those that a world can show. */
    public static List<Sometimes> of(SmallWorld world) {
        List<Sometimes> all = new ArrayList<>();
        all.add(new Sometimes(
                "an idle hart walks the table of a partition that has left it",
                exists(List.of(H), and(equal(ON.of(H), NOBODY), differ(ROOT.of(H), NOBODY)))));
        if (world.size(Vocabulary.GRANT) > 1) {
            all.add(new Sometimes(
                    "a hart remembers a borrowed page under the borrower's VMID",
                    exists(
                            List.of(G, P, H, V, R),
                            and(
                                    ACCEPTED.of(G),
                                    equal(GRANT_OF.of(P), G),
                                    TAG.of(BORROWER.of(G), V),
                                    TLB.of(H, V, P, R)))));
            all.add(new Sometimes(
                    "two partitions have one page mapped",
                    exists(List.of(D, E, P, R), and(differ(D, E), MAPPED.of(D, P, R), MAPPED.of(E, P, R)))));
            all.add(new Sometimes(
                    "a granter is taken apart while its page is borrowed",
                    exists(List.of(G), and(ACCEPTED.of(G), equal(PHASE_OF.of(GRANTER.of(G)), DESTROYING)))));
            all.add(new Sometimes(
                    "a page with another's bytes has a new owner, and nobody can read it yet",
                    exists(
                            List.of(D, E, P),
                            and(
                                    TRACES.of(P, E),
                                    equal(OWN.of(P), D),
                                    differ(D, E),
                                    differ(D, SYSTEM),
                                    differ(D, NOBODY),
                                    differ(E, SYSTEM)))));
        }
        if (world.size(Vocabulary.DEVICE) > 0) {
            all.add(new Sometimes(
                    "the IOMMU remembers a device and a translation of its partition",
                    exists(List.of(I, D, P, R), and(CONTEXT.of(I, D), IOTLB.of(D, P, R)))));
        }
        return all;
    }

    private static Formula exists(List<Variable> variables, Formula body) {
        return new Formula.Exists(variables, body);
    }
}
