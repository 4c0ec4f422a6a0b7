package org.cofferdam.manager.configuration;

import org.cofferdam.microkernel.FaultAction;

/** What is to be done about a fault. */
public sealed interface FaultResponse {
    /** Something that concerns the partition alone. */
    record Act(FaultAction action) implements FaultResponse {}

    /** Ringing the doorbell of another partition, by name. */
    record Signal(String partition) implements FaultResponse {}
}
