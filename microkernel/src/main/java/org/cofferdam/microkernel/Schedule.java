package org.cofferdam.microkernel;

import java.util.ArrayList;
import java.util.List;

/**
 * The cyclic schedule, fixed when the system starts: for each hart the windows of its major frame, which repeats for
 * ever. The first frame starts at tick 0 of the hart's time. A window starts and ends where this table says, whatever
 * guests do; a partition that is idle, paused, stopped or absent leaves its window empty.
 *
 * @param harts the windows of each physical hart, by hart number; a hart without windows is never used
 * @param slice ticks for which a virtual hart runs when others of its partition are ready too, greater than 0
 */
public record Schedule(List<List<Window>> harts, long slice) {
    /** Most windows of one major frame. */
    public static final int MOST_WINDOWS = 4096;

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
        harts = List.copyOf(copy);
    }

    /** One more than the highest partition number. */
    int partitions() {
        int highest = Window.NOBODY;
        for (List<Window> windows : harts) {
            for (Window window : windows) {
                highest = Math.max(highest, window.partition());
            }
        }
        return highest + 1;
    }
}
