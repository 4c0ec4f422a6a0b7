package org.cofferdam.platform.oracle;

import static org.cofferdam.platform.oracle.FrameRecords.FIRST;

import java.util.ArrayList;
import java.util.List;
import org.cofferdam.microkernel.frames.Account;

/**
 * Counts, which the specification leaves out: each partition is charged for the frames that are its own, no more than its quota, and
 * all quotas together are what the machine has.
 */
final class Charges {
    private final Surroundings system;
    private final FrameRecords records;
    private final long systems;
    private final long[] used;

    Charges(Surroundings system, FrameRecords records) {
        this.system = system;
        this.records = records;
        this.systems = system.frames() - system.control().framesLeft();
        this.used = new long[system.partitions()];
    }

    /** Whether somebody is charged for another number of frames than at the last time of asking. */
    boolean moved() {
        boolean moved = false;
        for (int partition = 0; partition < used.length; partition++) {
            long now = system.inspection().account(partition).map(Account::used).orElse(0L);
            moved |= now != used[partition];
            used[partition] = now;
        }
        return moved;
    }

    /** What is not as it should be. */
    List<String> objections() {
        List<String> objections = new ArrayList<>();
        long setAside = systems;
        for (int partition = 0; partition < used.length; partition++) {
            Account account = system.inspection().account(partition).orElse(null);
            long charged = account == null ? 0 : account.used();
            long quota = account == null ? 0 : account.quota();
            setAside += quota;
            if (charged != records.held(partition + FIRST)) {
                objections.add("partition %d is charged for %,d frames, and has %,d"
                        .formatted(partition, charged, records.held(partition + FIRST)));
            }
            if (charged > quota) {
                objections.add("partition %d has %,d frames, and may have %,d".formatted(partition, charged, quota));
            }
        }
        long left = system.control().framesLeft();
        if (left + setAside != system.frames()) {
            objections.add("%,d frames are left and %,d set aside, and the machine has %,d"
                    .formatted(left, setAside, system.frames()));
        }
        return objections;
    }
}
