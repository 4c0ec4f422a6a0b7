package org.cofferdam.platform.oracle;

import static org.cofferdam.platform.oracle.FrameRecords.FIRST;
import static org.cofferdam.platform.oracle.FrameRecords.NOBODY;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.cofferdam.isolation.core.Vocabulary;
import org.cofferdam.microkernel.FaultAction;
import org.cofferdam.microkernel.MemoryRegion;
import org.cofferdam.microkernel.PartitionSpec;

/** What a call of the control interface and its answer mean in the words of the specification. */
final class Controls {
    private static final int NO_GRANT = 0;
    private static final int SOMETHING = 1;
    private static final String OK = "OK";

    private final Surroundings system;
    private final Observation observation;
    private final Ledger ledger;
    private final PartitionSpec[] specs;

    Controls(Surroundings system, Observation observation, Ledger ledger) {
        this.system = system;
        this.observation = observation;
        this.ledger = ledger;
        specs = new PartitionSpec[system.partitions()];
    }

    /** Whether a partition's faults may ring a doorbell, counted among its own. */
    boolean signals(int partition, int doorbell) {
        return specs[partition] != null && specs[partition].faults().containsValue(new FaultAction.Signal(doorbell));
    }

    /** The name of a call's action. */
    static String action(String call) {
        return "control." + call;
    }

    /**
     * The steps of a call that has been answered.
     *
     * @param spec what the partition was to be made with, if the call said so
     */
    void add(Plan plan, String call, int partition, String answer, PartitionSpec spec) {
        if (partition < 0 || partition >= system.partitions()) {
            plan.act(action("resize"), answer.equals(OK) ? call + " of nobody" : "REFUSED", NOBODY);
            return;
        }
        int d = partition + FIRST;
        boolean ok = answer.equals(OK);
        switch (call) {
            case "create" -> {
                if (ok) {
                    specs[partition] = spec;
                    made(plan, action(call), partition);
                }
                plan.act(action(call), ok ? OK : "REFUSED", d);
            }
            case "load" -> load(plan, partition, ok);
            case "start" -> plan.act(action(call), ok ? OK : "REFUSED", d, SOMETHING);
            case "destroy", "reset" -> apart(plan, call, partition, answer);
            default -> plan.act(action(call), ok ? OK : "REFUSED", d);
        }
    }

    /** One step for each kind of frame that the loaded bytes may have gone to: any that the partition has mapped. */
    private void load(Plan plan, int partition, boolean ok) {
        int d = partition + FIRST;
        if (ok) {
            ledger.load(d);
        }
        BitSet kinds = new BitSet();
        for (int frame = 0; ok && frame < system.frames(); frame++) {
            int cell = ledger.cell(frame);
            if (!kinds.get(cell)) {
                kinds.set(cell);
                int right = right(ledger.facts(cell), d);
                if (right >= 0) {
                    plan.act(action("load"), OK, d, frame, right, SOMETHING);
                }
            }
        }
    }

    private static int right(Facts facts, int d) {
        for (long tuple : facts.of(Vocabulary.MAPPED).keySet()) {
            if (Facts.element(tuple, 0) == d) {
                return Facts.element(tuple, 1);
            }
        }
        return -1;
    }

    /** Which frames a partition was made of, which of them are tables, and with which rights the others are to be mapped. */
    private void made(Plan plan, String action, int partition) {
        FrameRecords records = observation.records();
        for (int frame = 0; frame < system.frames(); frame++) {
            if (records.owner(frame) == partition + FIRST) {
                plan.choose(action, "taken", frame);
                if (observation.isTable(frame)) {
                    plan.choose(action, "tables", frame);
                }
            }
        }
        for (MemoryRegion region : specs[partition].memory()) {
            for (long address = region.base(); address < region.base() + region.size(); address += Pte.PAGE) {
                GuestTables.Leaf leaf = observation.tables(partition).walk(address);
                int frame = leaf == null ? -1 : system.frame(leaf.physical());
                for (int right = 0; frame >= 0 && right < 3; right++) {
                    if ((region.rights().bits() >>> right & 1) != 0) {
                        plan.choose(action, "with", frame, right);
                    }
                }
            }
        }
    }

    private void apart(Plan plan, String call, int partition, String answer) {
        int d = partition + FIRST;
        int phase = ledger.context().value(Vocabulary.PHASE_OF, d);
        boolean begun = phase == Vocabulary.DESTROYING.element();
        String action = action(call);
        observation.touched().stream()
                .filter(frame -> observation.records().owner(frame) == NOBODY)
                .filter(frame -> ledger.frame(frame).value(Vocabulary.OWN) == d)
                .forEach(frame -> plan.choose(action, "freed", frame));
        if (answer.equals("AGAIN") && !begun) {
            plan.act(action, "AGAIN unmapped", d, NO_GRANT);
        } else if (answer.equals("AGAIN")) {
            again(plan, action, d);
        } else if (answer.equals(OK) && call.equals("reset")) {
            made(plan, action, partition);
            plan.act(action, OK, d, NO_GRANT);
        } else {
            boolean named =
                    answer.equals(OK) || answer.equals("NO_MEMORY") || (answer.equals("BUSY") && call.equals("reset"));
            plan.act(action, named ? answer : "REFUSED", d, NO_GRANT);
        }
    }

    /** A partition gives back what it has borrowed, then its own grants end, then its frames are freed. */
    private void again(Plan plan, String action, int d) {
        List<Integer> grants = grants();
        for (int grant : grants) {
            boolean borrowed = ledger.points().of(Vocabulary.GRANT, grant).value(Vocabulary.ACCEPTED, grant) == 1
                    && ledger.points().of(Vocabulary.GRANT, grant).value(Vocabulary.BORROWER, grant) == d;
            if (borrowed && changed(grant)) {
                plan.act(action, "AGAIN returned", d, grant);
                return;
            }
        }
        for (int grant : grants) {
            if (granter(grant) == d) {
                plan.act(action, "AGAIN reclaimed", d, grant);
                return;
            }
        }
        plan.act(action, "AGAIN scrubbed", d, NO_GRANT);
    }

    private List<Integer> grants() {
        return new ArrayList<>(ledger.points().known(Vocabulary.GRANT));
    }

    private int granter(int grant) {
        return (grant - Configuration.FIRST_SLOT) / Configuration.SLOTS + FIRST;
    }

    /** Whether the core has written down something else about the frames of a grant than it had. */
    private boolean changed(int grant) {
        return observation.touched().stream()
                .anyMatch(frame -> ledger.frame(frame).value(Vocabulary.GRANT_OF) == grant);
    }
}
