package org.cofferdam.manager.demonstration;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import org.cofferdam.machine.memory.PhysicalMemory;
import org.cofferdam.manager.configuration.ChannelConfiguration;
import org.cofferdam.manager.monitor.GuestPartition;
import org.cofferdam.platform.PartitionedMachine;
import org.cofferdam.platform.Reach;

/**
 * Looks at the machine's memory itself, before a run and after it: the core is not asked. Canaries fill all of it before
 * the core is made.
 */
final class MemoryWatch {
    private final PartitionedMachine machine;
    private final ChannelConfiguration channels;
    private final BitSet freeBefore;
    /** Frames that {@link #walls} found two partitions to have in common. */
    private final BitSet regions = new BitSet();

    /** Frames that {@link #walls} found to be page tables. */
    private final BitSet tables = new BitSet();

    /** To be made when every partition has its memory and none has run. */
    MemoryWatch(PartitionedMachine machine, ChannelConfiguration channels) {
        this.machine = machine;
        this.channels = channels;
        this.freeBefore = machine.canaries();
    }

    /**
     * Whether what guests can reach, by the tables that the hart walks, is each one's own and never a table; two may have in
     * common what the regions of the configuration give both.
     */
    Evidence walls(List<GuestPartition> partitions) {
        List<BitSet> reached = new ArrayList<>();
        BitSet all = new BitSet();
        long wrongly = 0;
        boolean beyond = false;
        boolean aliased = false;
        for (GuestPartition partition : partitions) {
            Reach reach = machine.reach(partition.number());
            beyond |= reach.beyondRam();
            aliased |= reach.aliased();
            for (int other = 0; other < reached.size(); other++) {
                BitSet both = common(reached.get(other), reach.memory());
                wrongly += Math.abs(
                        both.cardinality() - declared(partitions.get(other).name(), partition.name()));
                regions.or(both);
            }
            wrongly += common(tables, reach.tables()).cardinality();
            reached.add(reach.memory());
            all.or(reach.memory());
            tables.or(reach.tables());
        }
        int exposed = common(all, tables).cardinality();
        boolean held = wrongly == 0 && exposed == 0 && !beyond && !aliased;
        String observed = String.format(
                Locale.ROOT,
                "%d partitions reach %,d frames, %d of them shared as declared, %d not so, %d of them page tables%s%s",
                partitions.size(),
                all.cardinality(),
                regions.cardinality(),
                wrongly,
                exposed,
                aliased ? ", some mapped twice" : "",
                beyond ? ", and beyond RAM" : "");
        return new Evidence("page tables", observed, held);
    }

    /** Frames that the regions of the configuration give two partitions in common. */
    private long declared(String one, String other) {
        return channels.regions().stream()
                .filter(region -> hasView(region, one) && hasView(region, other))
                .mapToLong(region -> region.size() / PhysicalMemory.PAGE)
                .sum();
    }

    private static boolean hasView(ChannelConfiguration.Region region, String partition) {
        return region.views().stream().anyMatch(view -> view.partition().equals(partition));
    }

    /**
     * Whether frames that nobody was given are as they were, or are page tables since, or were and have been wiped. To be asked
     * after {@link #walls}.
     */
    Evidence free() {
        BitSet lost = (BitSet) freeBefore.clone();
        lost.andNot(machine.canaries());
        lost.andNot(machine.zeros());
        lost.andNot(tables);
        lost.andNot(regions);
        String observed = String.format(
                Locale.ROOT, "%d of %,d frames of nobody changed", lost.cardinality(), freeBefore.cardinality());
        return new Evidence("free memory", observed, lost.isEmpty());
    }

    /** Whether anything is left of partitions that have been destroyed; regions are the system's, and stay. */
    Evidence remains() {
        BitSet clean = machine.canaries();
        clean.or(machine.zeros());
        clean.or(regions);
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

    private static BitSet common(BitSet first, BitSet second) {
        BitSet both = (BitSet) first.clone();
        both.and(second);
        return both;
    }
}
