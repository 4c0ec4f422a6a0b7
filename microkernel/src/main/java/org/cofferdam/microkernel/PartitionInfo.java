package org.cofferdam.microkernel;

import java.util.Map;
import java.util.Optional;

/**
 * A snapshot of what the core knows of a partition, its memory's contents left out.
 *
 * @param stopReason present once the partition has stopped
 * @param restartAsked whether the health monitor wants the stopped partition to be restarted
 * @param framesUsed frames of 4 KiB held, memory and page tables
 * @param quota most frames it may hold
 * @param windowsKept windows that started on the tick of the schedule
 * @param windowsLate windows that started later
 * @param ticksRun ticks in which one of its virtual harts was on a hart, summed over harts
 * @param ticksWaited ticks in which one of them was ready and had no hart, summed: steal, counted when it gets one
 * @param switches times that one of its virtual harts was put on a hart
 * @param exits how often its virtual harts came back to the core, by cause
 * @param faults how often the health monitor was told of a fault, by kind; the audit trail has the first of each
 */
public record PartitionInfo(
        int partition,
        PartitionState state,
        Optional<StopReason> stopReason,
        boolean restartAsked,
        int virtualHarts,
        long framesUsed,
        long quota,
        long windowsKept,
        long windowsLate,
        long ticksRun,
        long ticksWaited,
        long switches,
        Map<ExitCause, Long> exits,
        Map<FaultKind, Long> faults) {}
