package org.cofferdam.microkernel;

/**
 * A stretch of a hart's time for one partition, or for none.
 *
 * @param partition number of the partition, or {@link #NOBODY}
 * @param ticks length in ticks of the timebase, greater than 0
 */
public record Window(int partition, long ticks) {
    /** The window stays empty. */
    public static final int NOBODY = -1;

    public Window {
        if (partition < NOBODY || ticks <= 0 || ticks > 1L << 40) {
            throw new IllegalArgumentException("a window of " + ticks + " ticks for partition " + partition);
        }
    }
}
