package org.cofferdam.manager.configuration;

import java.util.List;
import java.util.Optional;

/**
 * The major frame, which repeats for ever, on all harts alike.
 *
 * @param frame   its length in cycles
 * @param windows those of one hart in the order of time, without overlap; each partition that has no weight in at least one
 */
public record ScheduleConfiguration(long frame, List<Window> windows) {
    public ScheduleConfiguration {
        windows = List.copyOf(windows);
    }

    /** The same frame with the windows of one partition left empty. */
    ScheduleConfiguration without(String partition) {
        return new ScheduleConfiguration(
                frame,
                windows.stream().filter(window -> !window.isFor(partition)).toList());
    }

    /** The windows of one hart. */
    public List<Window> windows(int hart) {
        return windows.stream().filter(window -> window.hart() == hart).toList();
    }

    /**
     * The time that one partition, and nobody else, has a hart, or that partitions with a weight share.
     *
     * @param partition empty for a spare window
     * @param hart      number of a physical hart
     * @param start     cycles after the frame begins
     * @param length    in cycles
     */
    public record Window(Optional<String> partition, int hart, long start, long length) {
        /** Whether it is this partition's alone. */
        public boolean isFor(String name) {
            return partition.filter(name::equals).isPresent();
        }

        long end() {
            return start + length;
        }
    }
}
