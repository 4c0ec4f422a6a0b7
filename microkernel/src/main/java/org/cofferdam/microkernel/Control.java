package org.cofferdam.microkernel;

import java.util.List;
import java.util.Optional;

/**
 * The control interface, for one manager that the core does not trust: no sequence of calls, with any arguments,
 * throws, breaks isolation, or reaches the memory of a partition that has started. Partitions have numbers from 0 that
 * the caller chooses; the schedule names the same numbers. Each call is written to the audit trail.
 */
public interface Control {
    /**
     * Makes a partition: takes its frames, maps them, gives it a VMID. Work is bounded by the memory asked for.
     *
     * @return Refused with INVALID_ARGUMENT (number, specification), WRONG_STATE (the number is in use), OVER_QUOTA,
     *     NO_MEMORY or NO_VMID
     */
    Creation create(int partition, PartitionSpec spec);

    /**
     * Copies bytes into the memory of a partition that has not started, whatever the region's rights.
     *
     * @param address guest-physical address of the first byte; the range lies in one memory region
     * @return OK, INVALID_ARGUMENT (array range), OUTSIDE_MEMORY, NO_PARTITION or WRONG_STATE (started)
     */
    Status load(int partition, long address, byte[] from, int offset, int length);

    /**
     * Starts virtual hart 0 at {@code entry} with a0 = 0 (its hart id), a1 = {@code argument} and all else zero. The
     * others wait for SBI hart_start. The guest's time starts at 0.
     *
     * @param entry guest-physical address in an executable region, even
     * @return OK, OUTSIDE_MEMORY, NO_PARTITION or WRONG_STATE (not CREATED)
     */
    Status start(int partition, long entry, long argument);

    /** RUNNING to PAUSED: no guest instruction executes after this call. OK, NO_PARTITION or WRONG_STATE. */
    Status pause(int partition);

    /** PAUSED to RUNNING. OK, NO_PARTITION or WRONG_STATE. */
    Status resume(int partition);

    /** CREATED, RUNNING or PAUSED to STOPPED: no guest instruction executes after. OK, NO_PARTITION or WRONG_STATE. */
    Status stop(int partition);

    /**
     * Takes a CREATED or STOPPED partition apart, in bounded steps: the first unmaps its memory and fences every hart,
     * the others scrub and free its frames; the last frees its VMID, quota and number.
     *
     * @return OK when all is done, AGAIN, BUSY, NO_PARTITION or WRONG_STATE
     */
    Status destroy(int partition);

    /** What the core knows of a partition; empty if there is none. */
    Optional<PartitionInfo> query(int partition);

    /** Frames of 4 KiB that no partition has set aside. */
    long framesLeft();

    /** The last events, oldest first; bounded. */
    List<AuditRecord> audit();
}
