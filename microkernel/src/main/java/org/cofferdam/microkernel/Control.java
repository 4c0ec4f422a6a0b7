package org.cofferdam.microkernel;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cofferdam.microkernel.AuditRecord.Operation;

/**
 * The control interface, for one manager that the core does not trust: no sequence of calls, with any arguments,
 * throws, breaks isolation, or reaches the memory of a partition that has started. Partitions have numbers from 0 that
 * the caller chooses; the schedule names the same numbers. Each call is written to the audit trail.
 */
public final class Control {
    private final Partitions partitions;
    private final Dispatcher dispatcher;
    private final Services services;
    private final AuditTrail audit;
    private final PhysicalHart clock;

    Control(Partitions partitions, Dispatcher dispatcher, Services services, AuditTrail audit, PhysicalHart clock) {
        this.partitions = partitions;
        this.dispatcher = dispatcher;
        this.services = services;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Makes a partition: takes its frames, maps them, gives it a VMID. Work is bounded by the memory asked for.
     *
     * @return Refused with INVALID_ARGUMENT (number, specification), WRONG_STATE (the number is in use), OVER_QUOTA or
     *     NO_MEMORY
     */
    public Creation create(int partition, PartitionSpec spec) {
        return creation(partition, Operation.CREATE, partitions.create(partition, spec));
    }

    private Creation creation(int partition, Operation operation, Status status) {
        if (audited(partition, operation, status) != Status.OK) {
            return new Creation.Refused(status);
        }
        services.ports().empty(partition);
        return new Creation.Created(
                new Monitor(partitions.at(partition), dispatcher, services.doorbells(), partitions));
    }

    /**
     * Copies bytes into the memory of a partition that has not started, whatever the region's rights.
     *
     * @param address guest-physical address of the first byte; all of the range is memory of the partition
     * @return OK, INVALID_ARGUMENT (array range), OUTSIDE_MEMORY, NO_PARTITION or WRONG_STATE (started)
     */
    public Status load(int partition, long address, byte[] from, int offset, int length) {
        return change(partition, Operation.LOAD, EnumSet.of(PartitionState.CREATED), found -> {
            if (!GuestMemory.holds(from, offset, length)) {
                return Status.INVALID_ARGUMENT;
            }
            if (!found.memory.holds(address, length)) {
                return Status.OUTSIDE_MEMORY;
            }
            found.memory.write(address, from, offset, length);
            return Status.OK;
        });
    }

    /**
     * Starts virtual hart 0 at {@code entry} with a0 = 0 (its hart id), a1 = {@code argument} and all else zero. The
     * others wait for SBI hart_start. The guest's time starts at 0.
     *
     * @param entry guest-physical address in an executable region, even
     * @return OK, OUTSIDE_MEMORY, NO_PARTITION or WRONG_STATE (not CREATED)
     */
    public Status start(int partition, long entry, long argument) {
        return change(partition, Operation.START, EnumSet.of(PartitionState.CREATED), found -> {
            if (!found.isEntry(entry)) {
                return Status.OUTSIDE_MEMORY;
            }
            found.timeDelta = -clock.now();
            found.virtualHarts.getFirst().start(entry, argument);
            dispatcher.run(found);
            return Status.OK;
        });
    }

    /** RUNNING to PAUSED: no guest instruction executes after this call. OK, NO_PARTITION or WRONG_STATE. */
    public Status pause(int partition) {
        return change(partition, Operation.PAUSE, EnumSet.of(PartitionState.RUNNING), found -> {
            dispatcher.pause(found);
            return Status.OK;
        });
    }

    /** PAUSED to RUNNING. OK, NO_PARTITION or WRONG_STATE. */
    public Status resume(int partition) {
        return change(partition, Operation.RESUME, EnumSet.of(PartitionState.PAUSED), found -> {
            dispatcher.run(found);
            return Status.OK;
        });
    }

    /** CREATED, RUNNING or PAUSED to STOPPED: no guest instruction executes after. OK, NO_PARTITION or WRONG_STATE. */
    public Status stop(int partition) {
        return change(
                partition,
                Operation.STOP,
                EnumSet.of(PartitionState.CREATED, PartitionState.RUNNING, PartitionState.PAUSED),
                found -> {
                    dispatcher.stop(found, new StopReason.Stopped());
                    return Status.OK;
                });
    }

    /**
     * Takes a CREATED or STOPPED partition apart, in bounded steps: the first unmaps its memory and fences every hart,
     * the others scrub and free its frames; the last frees its VMID, quota and number.
     *
     * @return OK when all is done, AGAIN, BUSY, NO_PARTITION or WRONG_STATE
     */
    public Status destroy(int partition) {
        return change(
                partition,
                Operation.DESTROY,
                EnumSet.of(PartitionState.CREATED, PartitionState.STOPPED, PartitionState.DESTROYING),
                found -> found.isOnAHart() ? Status.BUSY : partitions.destroy(found, services.grants()));
    }

    /**
     * Stops a partition, takes it apart as {@link #destroy} does, and creates it again with the specification it had:
     * nothing of the old one is left, and nobody can come in between. Then it waits to be loaded and started.
     *
     * @return Refused with BUSY (it has been stopped) or AGAIN until it is done: call again; with NO_PARTITION; or with NO_MEMORY:
     *     it has given away frames that it would need, and is destroyed
     */
    public Creation reset(int partition) {
        Partition found = partitions.at(partition);
        if (found == null) {
            return creation(partition, Operation.RESET, Status.NO_PARTITION);
        }
        if (found.state != PartitionState.STOPPED && found.state != PartitionState.DESTROYING) {
            dispatcher.stop(found, new StopReason.Stopped());
        }
        Status status = found.isOnAHart() ? Status.BUSY : partitions.destroy(found, services.grants());
        return creation(
                partition, Operation.RESET, status == Status.OK ? partitions.create(partition, found.spec) : status);
    }

    /**
     * Gives a partition another quota, in any state.
     *
     * @param frames most frames of 4 KiB that it may hold, memory and page tables together
     * @return OK, OVER_QUOTA (it holds more), NO_MEMORY (fewer are left) or NO_PARTITION
     */
    public Status resize(int partition, long frames) {
        return change(partition, Operation.RESIZE, EnumSet.allOf(PartitionState.class), found -> {
            if (frames < found.account.used()) {
                return Status.OVER_QUOTA;
            }
            return partitions.frames.resize(found.account, frames) ? Status.OK : Status.NO_MEMORY;
        });
    }

    /** What the core knows of a partition; empty if there is none. */
    public Optional<PartitionInfo> query(int partition) {
        return Optional.ofNullable(partitions.at(partition)).map(Partition::info);
    }

    /** Frames of 4 KiB that no partition has set aside. */
    public long framesLeft() {
        return partitions.frames.left();
    }

    /** The last events, oldest first; bounded. */
    public List<AuditRecord> audit() {
        return audit.records();
    }

    /** Every call reads alike: find the partition, check its state, validate and act, write the outcome down. */
    private Status change(int partition, Operation operation, Set<PartitionState> allowed, Action action) {
        Partition found = partitions.at(partition);
        Status status = found == null
                ? Status.NO_PARTITION
                : allowed.contains(found.state) ? action.on(found) : Status.WRONG_STATE;
        return audited(partition, operation, status);
    }

    private Status audited(int partition, Operation operation, Status status) {
        audit.add(partition, new AuditRecord.Called(operation, status));
        return status;
    }

    /** What a call does to a partition that exists and is in an allowed state. */
    private interface Action {
        Status on(Partition partition);
    }
}
