package org.cofferdam.microkernel;

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
        hart.settleKicks();
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
        long now = hart.now();
        if (hart.window == null || now >= hart.window.end()) {
            enterWindow(hart, now);
        }
        Partition partition = partitions.at(hart.window.partition());
        boolean open = partition != null && partition.isRunning();
        focus(hart, open ? partition.number : Window.NOBODY);
        VirtualHart next = open ? choose(hart, partition, now) : null;
        if (next != hart.loaded) {
            hart.unload();
            if (next != null) {
                next.state = VirtualHart.State.READY;
                hart.load(next, now);
            }
        }
        long alarm = open ? alarm(hart, partition, now) : hart.window.end();
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
        Partition partition = partitions.at(hart.window.partition());
        if (partition != null) {
            if (now == hart.window.start()) {
                partition.windowsKept++;
            } else if (followsOn) {
                partition.windowsLate++;
            }
        }
    }

    private VirtualHart choose(PhysicalHart hart, Partition partition, long now) {
        VirtualHart current = hart.loaded != null && hart.loaded.partition == partition ? hart.loaded : null;
        if (current != null && now < hart.sliceEnd) {
            return current;
        }
        VirtualHart last = partition.lastOn[hart.number];
        int count = partition.virtualHarts.size();
        int first = last == null ? 0 : last.number + 1;
        for (int i = 0; i < count; i++) {
            VirtualHart candidate = partition.virtualHarts.get((first + i) % count);
            boolean free = candidate.on == VirtualHart.NOWHERE || candidate == current;
            if (free && candidate.runnableFrom(now) == now) {
                hart.sliceEnd = now + slice;
                return candidate;
            }
        }
        return null;
    }

    /** When this hart has to look again: the window's end, the slice's if a sibling is ready, a waiting sibling's timer. */
    private static long alarm(PhysicalHart hart, Partition partition, long now) {
        long alarm = hart.window.end();
        for (VirtualHart sibling : partition.virtualHarts) {
            if (sibling.on == VirtualHart.NOWHERE) {
                long ready = sibling.runnableFrom(now);
                long wanted = ready == now ? hart.sliceEnd : ready;
                if (Long.compareUnsigned(wanted, alarm) < 0) {
                    alarm = wanted;
                }
            }
        }
        return alarm;
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

    /** A partition has something to execute that it had not: the harts whose time is its own look again. */
    void wake(Partition partition) {
        for (PhysicalHart hart : harts) {
            if (hart.window == null || hart.window.partition() == partition.number) {
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
