package org.cofferdam.microkernel;

import java.util.List;
import org.cofferdam.microkernel.hardware.Csr;
import org.cofferdam.microkernel.hardware.HartPort;

/**
 * Decides what each hart does next: the schedule says whose window it is, and in it the partition's virtual harts take
 * turns. Any virtual hart of a partition may run in any of its windows, on one hart at a time.
 */
final class Dispatcher {
    private static final Resume ENTER = new Resume.Enter();
    private static final Resume STOP = new Resume.StopMachine();

    private final PhysicalHart[] harts;
    private final Partitions partitions;
    private final AuditTrail audit;
    private final long slice;

    Dispatcher(PhysicalHart[] harts, Partitions partitions, AuditTrail audit, long slice) {
        this.harts = harts;
        this.partitions = partitions;
        this.audit = audit;
        this.slice = slice;
    }

    /** Puts the right virtual hart on a hart, sets its alarm, and says how to go on. */
    Resume dispatch(PhysicalHart hart) {
        long now = hart.now();
        hart.settle(now);
        if (hart.loaded != null && hart.loaded.state != VirtualHart.State.READY) {
            hart.unload();
        }
        if (hart.timeline.isEmpty() || !partitions.anyRunning()) {
            hart.unload();
            hart.window = null;
            focus(hart, Window.NOBODY);
            hart.port.csr(Csr.STIMECMP, VirtualHart.NEVER);
            return partitions.anyRunning() ? new Resume.Idle(VirtualHart.NEVER) : STOP;
        }
        if (hart.window == null || now >= hart.window.end()) {
            enterWindow(hart, now);
        }
        focus(hart, running(hart.window.partition()) == null ? Window.NOBODY : hart.window.partition());
        VirtualHart next = choose(hart, now);
        VirtualHart last = hart.loaded;
        if (next != last) {
            hart.unload();
            if (next != null) {
                hart.load(next, now);
            }
            if (last != null) {
                offer(last.partition, hart);
            }
        }
        long alarm = alarm(hart, now);
        hart.port.csr(Csr.STIMECMP, alarm);
        return next == null ? new Resume.Idle(alarm) : ENTER;
    }

    /** The hart works for this partition now: the interrupts of its devices, and no others, may come. */
    private void focus(PhysicalHart hart, int partition) {
        hart.focus = partition;
        if (partitions.devices != null) {
            partitions.devices.focus(hart.number, partition);
        }
    }

    private void enterWindow(PhysicalHart hart, long now) {
        boolean followsOn = hart.window != null;
        hart.window = hart.timeline.at(now);
        if (hart.window.isSpare()) {
            // Whose window it was has no claim to go on.
            hart.sliceEnd = now;
        }
        Partition partition = partitions.at(hart.window.partition());
        if (partition != null) {
            if (now == hart.window.start()) {
                partition.windowsKept++;
            } else if (followsOn) {
                partition.windowsLate++;
            }
        }
    }

    private VirtualHart choose(PhysicalHart hart, long now) {
        VirtualHart current = hart.loaded;
        boolean goesOn = current != null && current.partition.isRunning() && hart.isFor(current.partition);
        if (goesOn && now < hart.sliceEnd) {
            return current;
        }
        hart.sliceEnd = now + slice;
        return hart.window.isSpare()
                ? hart.spare.choose(partition -> ready(hart, partition, now))
                : ready(hart, hart.window.partition(), now);
    }

    /** The virtual hart of a partition whose turn it is on a hart, or null if none is ready. */
    private VirtualHart ready(PhysicalHart hart, int number, long now) {
        Partition partition = running(number);
        if (partition == null) {
            return null;
        }
        VirtualHart last = partition.lastOn[hart.number];
        int count = partition.virtualHarts.size();
        int first = last == null ? 0 : last.number + 1;
        for (int i = 0; i < count; i++) {
            VirtualHart candidate = partition.virtualHarts.get((first + i) % count);
            boolean free = candidate.on == VirtualHart.NOWHERE || candidate == hart.loaded;
            if (free && candidate.runnableFrom(now) == now) {
                return candidate;
            }
        }
        return null;
    }

    /**
     * When this hart has to look again: the window's end, the slice's if another is ready, the timer of one that waits.
     * In spare time one that waits is not looked at before the slice's end.
     */
    private long alarm(PhysicalHart hart, long now) {
        boolean spare = hart.window.isSpare();
        long alarm = hart.window.end();
        if (spare && hart.loaded != null) {
            return Math.min(alarm, hart.sliceEnd);
        }
        for (int number : spare ? hart.spare.sharers() : List.of(hart.window.partition())) {
            Partition partition = running(number);
            for (VirtualHart sibling : partition == null ? List.<VirtualHart>of() : partition.virtualHarts) {
                long ready = sibling.on == VirtualHart.NOWHERE ? sibling.runnableFrom(now) : VirtualHart.NEVER;
                long wanted = ready == now ? hart.sliceEnd : ready;
                alarm = Long.compareUnsigned(wanted, alarm) < 0 ? wanted : alarm;
            }
        }
        return alarm;
    }

    /** The running partition with this number, or null. */
    private Partition running(int number) {
        Partition partition = partitions.at(number);
        return partition != null && partition.isRunning() ? partition : null;
    }

    /** A hart has let go of a virtual hart that could go on: others whose time is its partition's may have been idle. */
    private void offer(Partition partition, PhysicalHart from) {
        for (PhysicalHart hart : harts) {
            if (hart != from && hart.loaded == null && hart.window != null && hart.isFor(partition)) {
                hart.kick();
            }
        }
    }

    /** Sets or clears an interrupt of a virtual hart, named by its bit in vsie, wherever it is. */
    void interrupt(VirtualHart target, long interrupt, boolean asserted) {
        if (target.on == VirtualHart.NOWHERE) {
            target.pend(interrupt, asserted);
            if (asserted) {
                wake(target.partition);
            }
        } else {
            HartPort port = harts[target.on].port;
            port.csr(Csr.HVIP, VirtualHart.withInterrupt(port.csr(Csr.HVIP), interrupt, asserted));
        }
    }

    /**
     * A partition has something to execute that it had not: the harts whose time is its own look again, those in spare time
     * only if it has them already or nobody has.
     */
    void wake(Partition partition) {
        for (PhysicalHart hart : harts) {
            boolean taken = hart.loaded != null && hart.loaded.partition != partition;
            if (hart.window == null || (hart.isFor(partition) && !taken)) {
                hart.kick();
            }
        }
    }

    /** The port of the hart that a virtual hart is on, or null. */
    HartPort portOf(VirtualHart target) {
        return target.on == VirtualHart.NOWHERE ? null : harts[target.on].port;
    }

    /** RUNNING from now on. */
    void run(Partition partition) {
        partitions.become(partition, PartitionState.RUNNING);
        wake(partition);
    }

    /** PAUSED from now on. */
    void pause(Partition partition) {
        halt(partition, PartitionState.PAUSED);
    }

    /** STOPPED from now on, for a reason that goes to the audit trail. */
    void stop(Partition partition, StopReason reason) {
        partition.stopReason = reason;
        audit.add(partition.number, new AuditRecord.Stopped(reason));
        halt(partition, PartitionState.STOPPED);
    }

    private void halt(Partition partition, PartitionState state) {
        partitions.become(partition, state);
        for (VirtualHart hart : partition.virtualHarts) {
            if (hart.on != VirtualHart.NOWHERE) {
                harts[hart.on].kick();
            }
        }
    }
}
