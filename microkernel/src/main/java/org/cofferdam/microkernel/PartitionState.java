package org.cofferdam.microkernel;

/** Where a partition is in its life. */
public enum PartitionState {
    /** Has memory, has never run: its memory may still be loaded through {@link Control}. */
    CREATED,
    RUNNING,
    PAUSED,
    /** Will never run again: see {@link StopReason}. */
    STOPPED,
    /** Being taken apart by {@link Control#destroy}. */
    DESTROYING
}
