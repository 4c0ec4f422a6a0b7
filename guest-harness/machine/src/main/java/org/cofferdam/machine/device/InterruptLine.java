package org.cofferdam.machine.device;

/** One level-triggered wire. Setting the level it already has is harmless. */
@FunctionalInterface
public interface InterruptLine {
    /** A line that leads nowhere. */
    InterruptLine NONE = _ -> {};

    /** Drives the wire. */
    void set(boolean asserted);
}
