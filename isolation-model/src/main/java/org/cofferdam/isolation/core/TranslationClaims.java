package org.cofferdam.isolation.core;

import static org.cofferdam.isolation.core.MemoryClaims.invariant;
import static org.cofferdam.isolation.core.Names.ANY_VMID;
import static org.cofferdam.isolation.core.Names.D;
import static org.cofferdam.isolation.core.Names.E;
import static org.cofferdam.isolation.core.Names.H;
import static org.cofferdam.isolation.core.Names.I;
import static org.cofferdam.isolation.core.Names.P;
import static org.cofferdam.isolation.core.Names.R;
import static org.cofferdam.isolation.core.Names.V;
import static org.cofferdam.isolation.core.Vocabulary.ABSENT;
import static org.cofferdam.isolation.core.Vocabulary.ASSIGNEE;
import static org.cofferdam.isolation.core.Vocabulary.CONTEXT;
import static org.cofferdam.isolation.core.Vocabulary.DESTROYING;
import static org.cofferdam.isolation.core.Vocabulary.DIRECTORY;
import static org.cofferdam.isolation.core.Vocabulary.DRIVES;
import static org.cofferdam.isolation.core.Vocabulary.ENABLED;
import static org.cofferdam.isolation.core.Vocabulary.FOCUS;
import static org.cofferdam.isolation.core.Vocabulary.HGATP;
import static org.cofferdam.isolation.core.Vocabulary.IOTLB;
import static org.cofferdam.isolation.core.Vocabulary.MAPPED;
import static org.cofferdam.isolation.core.Vocabulary.NOBODY;
import static org.cofferdam.isolation.core.Vocabulary.NO_VMID;
import static org.cofferdam.isolation.core.Vocabulary.ON;
import static org.cofferdam.isolation.core.Vocabulary.PAUSED;
import static org.cofferdam.isolation.core.Vocabulary.PHASE_OF;
import static org.cofferdam.isolation.core.Vocabulary.ROOT;
import static org.cofferdam.isolation.core.Vocabulary.RUNNING;
import static org.cofferdam.isolation.core.Vocabulary.STOPPED;
import static org.cofferdam.isolation.core.Vocabulary.TAG;
import static org.cofferdam.isolation.core.Vocabulary.TLB;
import static org.cofferdam.isolation.core.Vocabulary.USED;
import static org.cofferdam.isolation.language.Formulas.and;
import static org.cofferdam.isolation.language.Formulas.differ;
import static org.cofferdam.isolation.language.Formulas.equal;
import static org.cofferdam.isolation.language.Formulas.forAll;
import static org.cofferdam.isolation.language.Formulas.implies;
import static org.cofferdam.isolation.language.Formulas.not;
import static org.cofferdam.isolation.language.Formulas.oneOf;
import static org.cofferdam.isolation.language.Formulas.or;

import java.util.List;
import org.cofferdam.isolation.language.Claim;

/** Invariants about what harts and the IOMMU remember, about VMIDs, devices and interrupts. */
final class TranslationClaims {
    private TranslationClaims() {}

    static List<Claim> claims() {
        return List.of(
                invariant(
                        "translationCoherence",
                        List.of(18),
                        "what a hart remembers under a partition's VMID is in the partition's table, with no more"
                                + " rights",
                        forAll(
                                List.of(H, V, D, P, R),
                                implies(and(TLB.of(H, V, P, R), TAG.of(D, V)), MAPPED.of(D, P, R)))),
                invariant(
                        "nothingUnderFreeVmids",
                        List.of(18, 19),
                        "no hart remembers anything under a VMID that can be given out",
                        forAll(List.of(H, V, P, R), implies(TLB.of(H, V, P, R), USED.of(V)))),
                invariant(
                        "tagsAreUsed",
                        List.of(19),
                        "a VMID that is somebody's is not given out again",
                        forAll(D, V, implies(TAG.of(D, V), and(USED.of(V), differ(V, NO_VMID))))),
                invariant("noVmidIsTaken", List.of(19), "VMID 0 is never given out", USED.of(NO_VMID)),
                invariant(
                        "vmidUniqueness",
                        List.of(19),
                        "a live VMID belongs to one partition",
                        forAll(D, E, V, implies(and(TAG.of(D, V), TAG.of(E, V)), equal(D, E)))),
                invariant(
                        "oneVmid",
                        List.of(19),
                        "a partition has one live VMID",
                        forAll(D, V, ANY_VMID, implies(and(TAG.of(D, V), TAG.of(D, ANY_VMID)), equal(V, ANY_VMID)))),
                invariant(
                        "tagsOfPartitions",
                        List.of(19),
                        "who has a VMID is there",
                        forAll(D, V, implies(TAG.of(D, V), not(oneOf(PHASE_OF.of(D), ABSENT, DESTROYING))))),
                invariant(
                        "hgatpIsTagged",
                        List.of(19),
                        "a hart tags what it remembers with the VMID of the table that it walks",
                        forAll(
                                H,
                                or(
                                        and(equal(ROOT.of(H), NOBODY), equal(HGATP.of(H), NO_VMID)),
                                        TAG.of(ROOT.of(H), HGATP.of(H))))),
                invariant(
                        "hartsWalkTheirOwn",
                        List.of(14, 18),
                        "a hart that holds a partition's registers walks that partition's table",
                        forAll(H, or(equal(ON.of(H), NOBODY), equal(ROOT.of(H), ON.of(H))))),
                invariant(
                        "whoIsOnAHartIsThere",
                        List.of(11),
                        "the partition on a hart has not been taken apart",
                        forAll(H, or(equal(ON.of(H), NOBODY), oneOf(PHASE_OF.of(ON.of(H)), RUNNING, PAUSED, STOPPED)))),
                invariant(
                        "dma",
                        List.of(20),
                        "what the IOMMU remembers for a partition is in the partition's table, with no more rights",
                        forAll(D, P, R, implies(IOTLB.of(D, P, R), MAPPED.of(D, P, R)))),
                invariant(
                        "devicesTranslateByTheirPartition",
                        List.of(20),
                        "the device directory names, for a device, the table of the partition that it is assigned to"
                                + " and that is there",
                        forAll(
                                I,
                                D,
                                implies(
                                        DIRECTORY.of(I, D),
                                        and(
                                                equal(ASSIGNEE.of(I), D),
                                                not(oneOf(PHASE_OF.of(D), ABSENT, DESTROYING)))))),
                invariant(
                        "contextsAreCoherent",
                        List.of(20),
                        "what the IOMMU remembers of the directory is there",
                        forAll(I, D, implies(CONTEXT.of(I, D), DIRECTORY.of(I, D)))),
                invariant(
                        "registersOfDevices",
                        List.of(14),
                        "a partition drives its own devices alone",
                        forAll(I, D, implies(DRIVES.of(D, I), equal(ASSIGNEE.of(I), D)))),
                invariant(
                        "interruptRoutes",
                        List.of(21),
                        "a hart takes interrupts only of devices of the partition that it works for",
                        forAll(H, I, implies(ENABLED.of(H, I), equal(ASSIGNEE.of(I), FOCUS.of(H))))));
    }
}
