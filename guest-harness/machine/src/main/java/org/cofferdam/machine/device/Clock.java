package org.cofferdam.machine.device;

/** The board's notion of time, a function of what the harts executed. */
@FunctionalInterface
public interface Clock {
    /** Ticks of the timebase since reset (the {@code timebase-frequency} of the device tree says how many a second). */
    long time();
}
