package org.cofferdam.microkernel;

import java.util.ArrayList;
import java.util.List;

/**
 * The cyclic schedule, fixed when the system starts: for each hart the windows of its major frame, which repeats for
 * ever. The first frame starts at tick 0 of the hart's time. A window starts and ends where this table says, whatever
 * guests do; a partition that is idle, paused, stopped or absent leaves its window empty.
 *
 * <p>Spare windows alone are different: partitions that have a weight share them, so each of these can see in its own
 * spare time how much the others use of theirs. That is what a weight gives away, and no more: a partition without one
 * runs in its windows only, and those begin and end on their ticks whatever ran in spare time. For the same reason a
 * partition gets spare time on no hart but that of its windows: a virtual hart that was away in another hart's spare
 * time would be missed when its window begins. Interrupts of a partition's devices come in its own windows alone.
 *
 * @param harts the windows of each physical hart, by hart number; a hart without windows is never used
 * @param slice ticks for which a virtual hart runs when others of its partition, or in a spare window others that share
 *     it, are ready too; greater than 0
 * @param weights by partition number the share in spare windows, 1 to {@link #MOST_WEIGHT}; 0, or beyond the end: none
 */
public record Schedule(List<List<Window>> harts, long slice, List<Integer> weights) {
    /** Most windows of one major frame. */
    public static final int MOST_WINDOWS = 4096;
    /** The largest weight. */
    public static final int MOST_WEIGHT = 1024;
    /** Most partitions with a weight: a hart looks at all of them to find the next one. */
    public static final int MOST_SHARERS = 256;

    public Schedule {
        List<List<Window>> copy = new ArrayList<>();
        for (List<Window> windows : harts) {
            if (windows.size() > MOST_WINDOWS) {
                throw new IllegalArgumentException("a frame has at most " + MOST_WINDOWS + " windows");
            }
            copy.add(List.copyOf(windows));
        }
        if (slice <= 0) {
            throw new IllegalArgumentException("a slice is longer than 0");
        }
        int sharers = 0;
        boolean sound = true;
        for (int weight : weights) {
            sound &= weight >= 0 && weight <= MOST_WEIGHT;
            sharers += weight > 0 ? 1 : 0;
        }
        if (!sound || sharers > MOST_SHARERS) {
            throw new IllegalArgumentException("weights are 0 to " + MOST_WEIGHT + ", at most " + MOST_SHARERS);
        }
        harts = List.copyOf(copy);
        weights = List.copyOf(weights);
    }

    /** A schedule in which spare windows stay empty. */
    public Schedule(List<List<Window>> harts, long slice) {
        this(harts, slice, List.of());
    }

    /** Whether a partition gets spare time on a hart: it has a weight, and no window on another hart. */
    public boolean shares(int partition, int hart) {
        boolean weighs = partition >= 0 && partition < weights.size() && weights.get(partition) > 0;
        for (int other = 0; weighs && other < harts.size(); other++) {
            for (Window window : harts.get(other)) {
                weighs &= other == hart || window.partition() != partition;
            }
        }
        return weighs;
    }

    /** One more than the highest partition number. */
    int partitions() {
        int highest = weights.size() - 1;
        for (List<Window> windows : harts) {
            for (Window window : windows) {
                highest = Math.max(highest, window.partition());
            }
        }
        return highest + 1;
    }
}
