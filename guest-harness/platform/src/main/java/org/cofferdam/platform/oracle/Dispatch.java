package org.cofferdam.platform.oracle;

import static org.cofferdam.platform.oracle.FrameRecords.NOBODY;

import java.util.List;
import org.cofferdam.isolation.core.Vocabulary;

/** Which step of {@code core.dispatch} has put a hart where it is. */
final class Dispatch {
    private static final String ACTION = "core.dispatch";
    private static final int SPARE_TIME = 1;

    private Dispatch() {}

    /**
     * Adds the step.
     *
     * @param late partitions that were still running at the dispatch, whatever they are now
     * @return whether a VMID has been given out: what is remembered under it, wherever and of whatever frame, would be another's
     */
    static boolean add(Plan plan, Facts before, Facts now, int hart, List<Integer> late) {
        int was = before.value(Vocabulary.ON, hart);
        int is = now.value(Vocabulary.ON, hart);
        int vmid = now.value(Vocabulary.HGATP, hart);
        int window = before.value(Vocabulary.INSTANT_OF, hart);
        boolean runs = now.value(Vocabulary.PHASE_OF, window) == Vocabulary.RUNNING.element() || late.contains(window);
        int focus = window > SPARE_TIME && runs ? window : NOBODY;
        boolean renewed = is != NOBODY && (is != was || vmid != before.value(Vocabulary.HGATP, hart));
        if (!renewed) {
            plan.act(ACTION, is == was ? "stays" : "idle", hart, is, focus, 0);
            return false;
        }
        if (is == was) {
            plan.act(ACTION, "idle", hart, NOBODY, focus, 0);
        }
        if (before.value(Vocabulary.TAG, is, vmid) == 1) {
            plan.act(ACTION, "enters", hart, is, focus, vmid);
            return false;
        }
        if (before.value(Vocabulary.USED, vmid) == 0) {
            plan.act(ACTION, "enters with a fresh VMID", hart, is, focus, vmid);
        } else {
            before.of(Vocabulary.ROOT).values().forEach(root -> plan.chooseOther(ACTION, "keeps", root));
            plan.chooseOther(ACTION, "keeps", NOBODY);
            plan.act(ACTION, "enters in a new generation", hart, is, focus, vmid);
        }
        return true;
    }
}
