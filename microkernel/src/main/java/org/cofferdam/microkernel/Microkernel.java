package org.cofferdam.microkernel;

/**
 * The partition core. The platform calls {@link #handle} once for each trap of a hart to HS-mode and does what the
 * {@link Resume} says; the core never calls up. One thread: no call may overlap another.
 */
public interface Microkernel {
    /**
     * Handles the trap that a hart just took, described by its CSRs as the architecture says. The first call for a hart,
     * at boot, and the call after {@link Resume.Idle} are made without a trap.
     *
     * @param hart number of a physical hart
     */
    Resume handle(int hart);

    /** Completes the device access that the hart's last {@link Resume.AskMonitor} asked for; a store ignores the value. */
    Resume answer(int hart, long value);

    /** The monitor has nothing at that address: the guest takes an access fault. */
    Resume refuse(int hart);

    /** The control interface, to be given to the one manager. */
    Control control();
}
