package org.cofferdam.manager.configuration;

import java.util.List;

/**
 * The major frame, which repeats for ever, on all harts alike.
 *
 * @param frame   its length in cycles
 * @param windows those of one hart in the order of time, without overlap; each partition in at least one
 */
public record ScheduleConfiguration(long frame, List<Window> windows) {
    public ScheduleConfiguration {
        windows = List.copyOf(windows);
    }

    /** The windows of one hart. */
    public List<Window> windows(int hart) {
        return windows.stream().filter(window -> window.hart() == hart).toList();
    }

    /**
     * The time that one partition, and nobody else, has a hart.
     *
     * @param hart   number of a physical hart
     * @param start  cycles after the frame begins
     * @param length in cycles
     */
    public record Window(String partition, int hart, long start, long length) {
        long end() {
            return start + length;
        }
    }
}
