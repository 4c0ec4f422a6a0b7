package org.cofferdam.isolation.core;

import static org.cofferdam.isolation.core.Names.ANY_BELL;
import static org.cofferdam.isolation.core.Names.ANY_DEVICE;
import static org.cofferdam.isolation.core.Names.ANY_FRAME;
import static org.cofferdam.isolation.core.Names.ANY_GRANT;
import static org.cofferdam.isolation.core.Names.ANY_HART;
import static org.cofferdam.isolation.core.Names.ANY_PARTITION;
import static org.cofferdam.isolation.core.Names.ANY_PORT;
import static org.cofferdam.isolation.core.Names.ANY_RIGHT;
import static org.cofferdam.isolation.core.Names.ANY_VMID;
import static org.cofferdam.isolation.core.Vocabulary.ACCEPTED;
import static org.cofferdam.isolation.core.Vocabulary.ALLOWED;
import static org.cofferdam.isolation.core.Vocabulary.BORROWER;
import static org.cofferdam.isolation.core.Vocabulary.CONTENT;
import static org.cofferdam.isolation.core.Vocabulary.FULL;
import static org.cofferdam.isolation.core.Vocabulary.GRANT_OF;
import static org.cofferdam.isolation.core.Vocabulary.HEARER;
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
import static org.cofferdam.isolation.core.Vocabulary.RECEIVER;
import static org.cofferdam.isolation.core.Vocabulary.RETURNED;
import static org.cofferdam.isolation.core.Vocabulary.RUNG;
import static org.cofferdam.isolation.core.Vocabulary.SHARES;
import static org.cofferdam.isolation.core.Vocabulary.TAG;
import static org.cofferdam.isolation.core.Vocabulary.TLB;
import static org.cofferdam.isolation.core.Vocabulary.TRACES;
import static org.cofferdam.isolation.core.Vocabulary.WAITING;
import static org.cofferdam.isolation.core.Vocabulary.ZERO;
import static org.cofferdam.isolation.language.Formulas.and;
import static org.cofferdam.isolation.language.Formulas.equal;

import java.util.ArrayList;
import java.util.List;
import org.cofferdam.isolation.language.Formula;
import org.cofferdam.isolation.language.Term;
import org.cofferdam.isolation.language.Update;
import org.cofferdam.isolation.language.Variable;

/** Changes that several actions have in common. Conditions speak of a frame {@code q}. */
final class Effects {
    private static final List<Variable> MAPPING = List.of(ANY_PARTITION, ANY_FRAME, ANY_RIGHT);

    private Effects() {}

    /** Several lists as one. */
    @SafeVarargs
    static List<Update> all(List<Update>... parts) {
        List<Update> all = new ArrayList<>();
        for (List<Update> part : parts) {
            all.addAll(part);
        }
        return all;
    }

    /** Frames go from a partition's table, and every hart and the IOMMU forget them: a shootdown. */
    static List<Update> unmap(Term partition, Formula which) {
        return List.of(
                new Update.Remove(MAPPED, MAPPING, and(equal(ANY_PARTITION, partition), which)),
                new Update.Remove(
                        TLB,
                        List.of(ANY_HART, ANY_VMID, ANY_FRAME, ANY_RIGHT),
                        and(TAG.of(partition, ANY_VMID), which)),
                new Update.Remove(IOTLB, MAPPING, and(equal(ANY_PARTITION, partition), which)));
    }

    /** Frames come into a partition's table with the rights that the condition allows: it speaks of {@code q} and {@code s}. */
    static Update map(Term partition, Formula which) {
        return new Update.Insert(MAPPED, MAPPING, and(equal(ANY_PARTITION, partition), which));
    }

    /** Frames are filled with zeroes. */
    static List<Update> wipe(Formula which) {
        return List.of(
                new Update.Remove(TRACES, List.of(ANY_FRAME, ANY_PARTITION), which),
                new Update.Assign(CONTENT, List.of(ANY_FRAME), which, ZERO));
    }

    /** Frames leave their grants. */
    static Update leaveGrant(Formula which) {
        return new Update.Assign(GRANT_OF, List.of(ANY_FRAME), which, NO_GRANT);
    }

    /** A slot is free again. */
    static List<Update> freeSlot(Term grant) {
        return List.of(
                Update.remove(LIVE, grant),
                Update.remove(ACCEPTED, grant),
                Update.remove(RETURNED, grant),
                Update.remove(SHARES, grant),
                Update.remove(LENDS, grant),
                Update.assign(BORROWER, grant, NOBODY),
                new Update.Remove(ALLOWED, List.of(ANY_GRANT, ANY_RIGHT), equal(ANY_GRANT, grant)),
                new Update.Remove(KEPT, List.of(ANY_GRANT, ANY_RIGHT), equal(ANY_GRANT, grant)),
                leaveGrant(equal(GRANT_OF.of(ANY_FRAME), grant)));
    }

    /** Nothing that was sent to a partition before reaches the one that is made now. */
    static List<Update> silence(Term partition) {
        Formula itsPort = equal(RECEIVER.of(ANY_PORT), partition);
        return List.of(
                new Update.Remove(WAITING, List.of(ANY_PORT), itsPort),
                new Update.Remove(FULL, List.of(ANY_PORT), itsPort),
                new Update.Remove(LOST, List.of(ANY_PORT), itsPort),
                new Update.Assign(MESSAGE, List.of(ANY_PORT), itsPort, ZERO),
                new Update.Remove(RUNG, List.of(ANY_BELL), equal(HEARER.of(ANY_BELL), partition)),
                Update.remove(LINE, partition));
    }

    /** A device is the partition's by configuration. */
    static Formula isItsDevice(Term partition) {
        return equal(Vocabulary.ASSIGNEE.of(ANY_DEVICE), partition);
    }
}
