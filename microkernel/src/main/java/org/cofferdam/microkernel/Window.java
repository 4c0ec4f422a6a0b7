package org.cofferdam.microkernel;

/**
 * A stretch of a hart's time for one partition, for none, or for those that have a weight.
 *
 * @param partition number of the partition, {@link #NOBODY} or {@link #SPARE}
 * @param ticks length in ticks of the timebase, greater than 0
 */
public record Window(int partition, long ticks) {
    /** The window stays empty. */
    public static final int NOBODY = -1;
    /** The window is shared by the weights of the {@link Schedule}. */
    public static final int SPARE = -2;

    public Window {
        if (partition < SPARE || ticks <= 0 || ticks > 1L << 40) {
            throw new IllegalArgumentException("a window of " + ticks + " ticks for partition " + partition);
        }
    }
}
