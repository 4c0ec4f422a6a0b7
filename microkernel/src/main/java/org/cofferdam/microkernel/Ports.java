package org.cofferdam.microkernel;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cofferdam.microkernel.hardware.Rights;

/**
 * Sampling and queuing ports (ARINC 653 Part 1, "Interpartition Communication"): the core copies a message out of the
 * sender's memory once, keeps it, and copies it into the receiver's. What a full queue does depends on the policy: where
 * the receiver may flow back, the sender is told; where not, the message is lost and only the receiver can find out.
 */
final class Ports {
    /** By partition, the ports that it is an end of: finding one takes the same time however many others have. */
    private final SortedMap<Integer, List<Port>> ends = new TreeMap<>();

    /** A port and the messages in it. */
    private static final class Port {
        final Channels.Port declared;
        final boolean tellsSender;
        final ArrayDeque<byte[]> messages = new ArrayDeque<>();
        long lost;

        Port(Channels.Port declared, boolean tellsSender) {
            this.declared = declared;
            this.tellsSender = tellsSender;
        }

        boolean isSampling() {
            return declared.kind() == Channels.PortKind.SAMPLING;
        }
    }

    Ports(Channels channels) {
        for (Channels.Port port : channels.ports()) {
            Port made = new Port(port, channels.policy().allows(port.to(), port.from()));
            ends.computeIfAbsent(port.from(), _ -> new ArrayList<>()).add(made);
            ends.computeIfAbsent(port.to(), _ -> new ArrayList<>()).add(made);
        }
    }

    /** The n-th of the ports that a partition is an end of, or null. */
    private Port of(Partition partition, long index) {
        List<Port> own = ends.getOrDefault(partition.number, List.of());
        return index >= 0 && index < own.size() ? own.get((int) index) : null;
    }

    /** What waits in the n-th of the ports that a partition is an end of, first come first. */
    List<byte[]> waiting(int partition, int index) {
        return List.copyOf(ends.get(partition).get(index).messages);
    }

    /** A partition begins anew: nothing that was sent to the one before reaches it. */
    void empty(int receiver) {
        for (Port port : ends.getOrDefault(receiver, List.of())) {
            if (port.declared.to() == receiver) {
                port.messages.clear();
                port.lost = 0;
            }
        }
    }

    SbiReturn send(SbiRequest request) {
        Partition sender = request.partition();
        Port port = of(sender, request.argument(0));
        long address = request.argument(1);
        long length = request.argument(2);
        if (port == null || port.declared.from() != sender.number || length < 0 || length > port.declared.longest()) {
            return SbiReturn.INVALID_PARAMETER;
        }
        if (!sender.memory.allows(address, length, Rights.READ)) {
            return SbiReturn.INVALID_ADDRESS;
        }
        if (!port.isSampling() && port.messages.size() == port.declared.depth()) {
            port.lost += port.tellsSender ? 0 : 1;
            return port.tellsSender ? SbiReturn.INVALID_STATE : SbiReturn.SUCCESS;
        }
        byte[] message = new byte[(int) length];
        sender.memory.read(address, message, 0, message.length);
        if (port.isSampling()) {
            port.messages.clear();
        }
        port.messages.addLast(message);
        return SbiReturn.SUCCESS;
    }

    SbiReturn receive(SbiRequest request) {
        Partition receiver = request.partition();
        Port port = of(receiver, request.argument(0));
        long address = request.argument(1);
        if (port == null || port.declared.to() != receiver.number || request.argument(2) < port.declared.longest()) {
            return SbiReturn.INVALID_PARAMETER;
        }
        byte[] message = port.messages.peekFirst();
        if (message == null) {
            return SbiReturn.INVALID_STATE;
        }
        if (!receiver.memory.allows(address, message.length, Rights.READ_WRITE)) {
            return SbiReturn.INVALID_ADDRESS;
        }
        receiver.memory.write(address, message, 0, message.length);
        if (!port.isSampling()) {
            port.messages.removeFirst();
        }
        return SbiReturn.success(message.length);
    }

    /** For the receiver: messages that wait, with those lost since the last look in the high half. */
    SbiReturn status(Partition receiver, long index) {
        Port port = of(receiver, index);
        if (port == null || port.declared.to() != receiver.number) {
            return SbiReturn.INVALID_PARAMETER;
        }
        long lost = Math.min(port.lost, Integer.MAX_VALUE);
        port.lost = 0;
        return SbiReturn.success(lost << 32 | port.messages.size());
    }
}
