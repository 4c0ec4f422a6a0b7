package org.cofferdam.microkernel;

import java.util.ArrayList;
import java.util.List;

/**
 * Shares a hart's spare windows among partitions by their weights (start-time fair queueing; Goyal, Vin and Cheng 1996):
 * each has a virtual time that advances by what it used, divided by its weight. The one that is least far goes next, for
 * a slice at most; one that slept has saved nothing up. Virtual times are compared by their difference: they may wrap.
 */
final class SpareTime {
    /** What a tick costs a weight of 1. */
    private static final long UNIT = 1 << 20;

    private final List<Integer> sharers = new ArrayList<>();
    private final long[] price;
    private final long[] used;
    /** The virtual time of the one that went last when it was chosen: nobody who waits is behind it. */
    private long least;

    SpareTime(Schedule schedule, int hart) {
        int partitions = schedule.partitions();
        price = new long[partitions];
        used = new long[partitions];
        for (int partition = 0; partition < partitions; partition++) {
            if (schedule.shares(partition, hart)) {
                sharers.add(partition);
                price[partition] = UNIT / schedule.weights().get(partition);
            }
        }
    }

    /** Numbers of the partitions that share this hart's spare windows, ascending. */
    List<Integer> sharers() {
        return sharers;
    }

    boolean isShared(int partition) {
        return partition < price.length && price[partition] != 0;
    }

    void charge(int partition, long ticks) {
        used[partition] += ticks * price[partition];
    }

    /**
     * Who goes next, or null.
     *
     * @param ready the virtual hart of a partition that could, or null
     */
    VirtualHart choose(Candidates ready) {
        VirtualHart best = null;
        for (int partition : sharers) {
            used[partition] += Math.max(0, least - used[partition]);
            if (best == null || used[partition] - used[best.partition.number] < 0) {
                VirtualHart candidate = ready.of(partition);
                best = candidate == null ? best : candidate;
            }
        }
        least = best == null ? least : used[best.partition.number];
        return best;
    }

    /** The virtual hart of a partition that could go on, or null. */
    interface Candidates {
        VirtualHart of(int partition);
    }
}
