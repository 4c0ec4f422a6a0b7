package org.cofferdam.microkernel;

/** What the health monitor does about a fault (ARINC 653 Part 1, "Health Monitoring"), beside counting it and noting the first of its kind in the audit trail. */
public sealed interface FaultAction {
    /** Nothing: it is the guest's own affair. */
    record Ignore() implements FaultAction {}

    /** Stops the partition. */
    record Stop() implements FaultAction {}

    /** Pauses the partition: {@link Control#resume} goes on. */
    record Suspend() implements FaultAction {}

    /** Stops the partition and asks the manager to {@link Control#reset} and start it. */
    record Restart() implements FaultAction {}

    /** Rings the n-th of the doorbells that the partition may ring. */
    record Signal(int doorbell) implements FaultAction {}
}
