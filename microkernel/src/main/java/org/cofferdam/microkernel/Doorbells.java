package org.cofferdam.microkernel;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Doorbells: a bit in the receiver's register, which interrupts a virtual hart that listens for it. The interrupt is the
 * external one, beside that of the monitor's devices; it is there as long as such a bit is set.
 */
final class Doorbells {
    /** By partition, those that it may ring. */
    private final SortedMap<Integer, List<Channels.Doorbell>> own = new TreeMap<>();

    private final Partitions partitions;
    private final Dispatcher dispatcher;

    Doorbells(Channels channels, Partitions partitions, Dispatcher dispatcher) {
        for (Channels.Doorbell bell : channels.doorbells()) {
            own.computeIfAbsent(bell.from(), _ -> new ArrayList<>()).add(bell);
        }
        this.partitions = partitions;
        this.dispatcher = dispatcher;
    }

    /** Rings the n-th of the doorbells that a partition may ring. Whether anybody is there to hear it is not told. */
    SbiReturn ring(Partition caller, long index) {
        List<Channels.Doorbell> bells = own.getOrDefault(caller.number, List.of());
        if (index < 0 || index >= bells.size()) {
            return SbiReturn.INVALID_PARAMETER;
        }
        Channels.Doorbell bell = bells.get((int) index);
        ring(partitions.at(bell.to()), bell.bit());
        return SbiReturn.SUCCESS;
    }

    private void ring(Partition receiver, int bit) {
        if (receiver != null && receiver.state != PartitionState.DESTROYING) {
            receiver.doorbells |= 1L << bit;
            receiver.virtualHarts.forEach(this::settle);
        }
    }

    /** The caller's virtual hart is interrupted for these bits from now on, and for no others. */
    SbiReturn listen(VirtualHart caller, long bits) {
        caller.listensTo = bits;
        settle(caller);
        return SbiReturn.SUCCESS;
    }

    /** Gives those of the bits that are set, and clears them. */
    SbiReturn take(Partition caller, long bits) {
        long taken = caller.doorbells & bits;
        caller.doorbells &= ~bits;
        caller.virtualHarts.forEach(this::settle);
        return SbiReturn.success(taken);
    }

    /** The monitor's devices raise or lower their line. */
    void deviceLine(VirtualHart target, boolean raised) {
        target.deviceLine = raised;
        settle(target);
    }

    private void settle(VirtualHart target) {
        boolean rung = (target.partition.doorbells & target.listensTo) != 0;
        dispatcher.interrupt(target, VirtualHart.EXTERNAL, target.deviceLine || rung);
    }
}
