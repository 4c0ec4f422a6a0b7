package org.cofferdam.platform.oracle;

import static org.cofferdam.platform.oracle.FrameRecords.FIRST;
import static org.cofferdam.platform.oracle.FrameRecords.NOBODY;

import java.util.List;
import org.cofferdam.isolation.core.Vocabulary;
import org.cofferdam.microkernel.Channels;
import org.cofferdam.microkernel.Hypercall;

/** What happens without a call that anybody is told of: tables that grow and shrink, monitors, the IOMMU. */
final class Environment {
    private static final String GIVE_BACK = "monitor.giveBack";
    private static final String RING = Hypercalls.action(Hypercall.DOORBELL_RING);
    private static final String TAKE_BACK = "monitor.takeBack";

    private Environment() {}

    /** Explains what has changed since the last call of the core ended. */
    static void explain(Plan plan, Ledger ledger, Observation observation) {
        tables(plan, ledger, observation);
        CommonFacts none = CommonFacts.none();
        observation.touched().stream().forEach(frame -> {
            int was = ledger.frame(frame).value(Vocabulary.OWN);
            int is = observation.records().owner(frame);
            boolean table = ledger.frame(frame).value(Vocabulary.TABLE) == 1 || isTable(observation, frame);
            if (!table && was != NOBODY && is == NOBODY) {
                plan.choose(GIVE_BACK, "freed", frame);
                plan.once(GIVE_BACK, "OK", was);
            } else if (!table && was == NOBODY && is != NOBODY) {
                plan.choose(TAKE_BACK, "taken", frame);
                Facts seen = observation.frame(frame, none).facts();
                for (long tuple : seen.of(Vocabulary.MAPPED).keySet()) {
                    plan.choose(TAKE_BACK, "with", frame, Facts.element(tuple, 1));
                }
                plan.once(TAKE_BACK, "OK", is);
            }
        });
        observation.cachedContexts().of(Vocabulary.CONTEXT).keySet().forEach(tuple -> {
            int device = Facts.element(tuple, 0);
            int partition = Facts.element(tuple, 1);
            if (ledger.context().value(Vocabulary.CONTEXT, device, partition) == 0) {
                plan.act("machine.readDirectory", "done", device, partition);
            }
        });
    }

    /** Page tables that any call may have taken or freed, as long as nothing else explains them. */
    static void tables(Plan plan, Ledger ledger, Observation observation) {
        observation.touched().stream().filter(frame -> !plan.chooses(frame)).forEach(frame -> {
            Facts before = ledger.frame(frame);
            int was = before.value(Vocabulary.TABLE) == 1 ? before.value(Vocabulary.OWN) : NOBODY;
            int is = isTable(observation, frame) ? observation.records().owner(frame) : NOBODY;
            if (was != is && was != NOBODY) {
                plan.act("core.freeTable", "freed", was, frame);
            }
            if (was != is && is != NOBODY) {
                plan.act("core.takeTable", "taken", is, frame);
            }
        });
    }

    /** Doorbells that faults have rung. */
    static void signals(Plan plan, Surroundings system, Ledger ledger, Controls controls) {
        List<Channels.Doorbell> bells = system.channels().doorbells();
        int[] own = new int[system.partitions()];
        for (int bell = 0; bell < bells.size(); bell++) {
            Channels.Doorbell each = bells.get(bell);
            int number = own[each.from()]++;
            boolean was = ledger.points().of(Vocabulary.BELL, bell).value(Vocabulary.RUNG, bell) == 1;
            boolean is = (system.inspection().doorbells(each.to()) >>> each.bit() & 1) != 0;
            boolean isCall = plan.acts().stream().anyMatch(act -> act.action().equals(RING));
            if (!was && is && !isCall && controls.signals(each.from(), number)) {
                // Who signals runs still, whatever else comes of it.
                plan.first("core.fault", "signalled", each.from() + FIRST, bell);
            }
        }
    }

    private static boolean isTable(Observation observation, int frame) {
        return observation.records().use(frame) == FrameRecords.Use.TABLE;
    }
}
