package org.cofferdam.manager.demonstration;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import org.cofferdam.manager.monitor.GuestPartition;
import org.cofferdam.platform.PartitionedMachine;
import org.cofferdam.platform.Reach;

/**
 * Looks at the machine's memory itself, before a run and after it: the core is not asked. Canaries fill all of it before
 * the core is made.
 */
final class MemoryWatch {
    private final PartitionedMachine machine;
    private final BitSet freeBefore;

    /** To be made when every partition has its memory and none has run. */
    MemoryWatch(PartitionedMachine machine) {
        this.machine = machine;
        this.freeBefore = machine.canaries();
    }

    /** Whether what guests can reach, by the tables that the hart walks, is each one's own and never a table. */
    Evidence walls(List<GuestPartition> partitions) {
        BitSet reached = new BitSet();
        BitSet tables = new BitSet();
        long shared = 0;
        boolean beyond = false;
        boolean aliased = false;
        for (GuestPartition partition : partitions) {
            Reach reach = machine.reach(partition.number());
            beyond |= reach.beyondRam();
            aliased |= reach.aliased();
            shared += common(reached, reach.memory()) + common(tables, reach.tables());
            reached.or(reach.memory());
            tables.or(reach.tables());
        }
        long exposed = common(reached, tables);
        boolean held = shared == 0 && exposed == 0 && !beyond && !aliased;
        String observed = String.format(
                Locale.ROOT,
                "%d partitions reach %,d frames, %d of them shared, %d of them page tables%s%s",
                partitions.size(),
                reached.cardinality(),
                shared,
                exposed,
                aliased ? ", some mapped twice" : "",
                beyond ? ", and beyond RAM" : "");
        return new Evidence("page tables", observed, held);
    }

    /** Whether frames that nobody was given are as they were. */
    Evidence free() {
        BitSet lost = (BitSet) freeBefore.clone();
        lost.andNot(machine.canaries());
        String observed = String.format(
                Locale.ROOT, "%d of %,d frames of nobody changed", lost.cardinality(), freeBefore.cardinality());
        return new Evidence("free memory", observed, lost.isEmpty());
    }

    /** Whether anything is left of partitions that have been destroyed. */
    Evidence remains() {
        BitSet clean = machine.canaries();
        clean.or(machine.zeros());
        long frames = machine.frames();
        long remains = frames - clean.cardinality();
        String observed = String.format(
                Locale.ROOT, "%d of %,d frames hold something after the end of all partitions", remains, frames);
        return new Evidence("scrubbing", observed, remains == 0);
    }

    /** Whether the hart still translates for partitions that have been destroyed, into frames that may be others' next. */
    Evidence fences() {
        long left = machine.cachedGuestTranslations();
        String observed = String.format(
                Locale.ROOT, "%d translations are left in the hart after the end of all partitions", left);
        return new Evidence("fences", observed, left == 0);
    }

    private static long common(BitSet first, BitSet second) {
        BitSet both = (BitSet) first.clone();
        both.and(second);
        return both.cardinality();
    }
}
