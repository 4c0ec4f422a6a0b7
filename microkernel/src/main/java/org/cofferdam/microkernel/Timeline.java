package org.cofferdam.microkernel;

import java.util.Arrays;
import java.util.List;

/** One hart's major frame: which window a tick falls into. */
final class Timeline {
    private final long[] ends;
    private final List<Window> windows;

    Timeline(List<Window> windows) {
        ends = new long[windows.size()];
        this.windows = windows;
        long end = 0;
        for (int i = 0; i < ends.length; i++) {
            end += windows.get(i).ticks();
            ends[i] = end;
        }
    }

    /** Whether this hart has no windows at all. */
    boolean isEmpty() {
        return ends.length == 0;
    }

    /** The window that contains a tick, with its place in time; the timeline is not empty. */
    Place at(long tick) {
        long start = tick - tick % ends[ends.length - 1];
        int found = Arrays.binarySearch(ends, tick - start);
        int index = found >= 0 ? found + 1 : -found - 1;
        return new Place(
                windows.get(index).partition(), start + (index == 0 ? 0 : ends[index - 1]), start + ends[index]);
    }

    /**
     * A window in time.
     *
     * @param partition its partition, {@link Window#NOBODY} or {@link Window#SPARE}
     * @param start first tick
     * @param end first tick after it
     */
    record Place(int partition, long start, long end) {
        boolean isSpare() {
            return partition == Window.SPARE;
        }
    }
}
