package org.cofferdam.microkernel;

import java.util.List;
import java.util.Objects;
import org.cofferdam.microkernel.hardware.Rights;

/**
 * All that joins partitions to each other and to devices, fixed when the system starts. A guest names a port by its place
 * among the ports that it is an end of, a doorbell by its place among those that it may ring.
 *
 * @param policy what any of these, and any grant, must be allowed by
 */
public record Channels(
        FlowPolicy policy, List<Port> ports, List<Doorbell> doorbells, List<Region> regions, List<Device> devices) {
    /** Nothing is joined to anything. */
    public static final Channels NONE = new Channels(FlowPolicy.NONE, List.of(), List.of(), List.of(), List.of());

    /** Most bytes of a message. */
    public static final int LONGEST_MESSAGE = 4096;
    /** Most messages that wait in a queuing port. */
    public static final int DEEPEST_QUEUE = 64;
    /** Bits of a partition's doorbell register. */
    public static final int DOORBELL_BITS = 64;

    public Channels {
        Objects.requireNonNull(policy);
        ports = List.copyOf(ports);
        doorbells = List.copyOf(doorbells);
        regions = List.copyOf(regions);
        devices = List.copyOf(devices);
    }

    /** How a port treats messages (ARINC 653 Part 1, "Interpartition Communication"). */
    public enum PortKind {
        /** The last message stays, however often it is read. */
        SAMPLING,
        /** Each message is read once, in order. */
        QUEUING
    }

    /**
     * A port from one partition to another.
     *
     * @param longest most bytes of a message, 1 to {@link #LONGEST_MESSAGE}
     * @param depth most messages that wait, 1 to {@link #DEEPEST_QUEUE}; 1 for a sampling port
     */
    public record Port(int from, int to, PortKind kind, int longest, int depth) {
        public Port {
            Objects.requireNonNull(kind);
        }
    }

    /**
     * A doorbell from one partition to another.
     *
     * @param bit of the receiver's doorbell register that ringing sets
     */
    public record Doorbell(int from, int to, int bit) {}

    /** Memory that several partitions see; it belongs to the system and keeps its contents when they restart. */
    public record Region(long pages, List<Attachment> attachments) {
        public Region {
            attachments = List.copyOf(attachments);
        }
    }

    /**
     * Where a partition sees a shared region.
     *
     * @param address guest-physical, a multiple of 4 KiB, where nothing else of the partition is
     */
    public record Attachment(int partition, long address, Rights rights) {
        public Attachment {
            Objects.requireNonNull(rights);
        }
    }

    /**
     * A device of the machine that a partition has to itself.
     *
     * @param id device_id by which the IOMMU knows its DMA
     * @param registers machine-physical address of its registers, outside the core's memory, a multiple of 4 KiB
     * @param size bytes of its registers, a multiple of 4 KiB, at most 2 MiB
     * @param address guest-physical, where the partition sees the registers
     * @param source its input of the machine's PLIC
     * @param reset offset of the 32-bit register that stops the device when it is written with 0 (virtio-mmio's Status)
     */
    public record Device(int partition, int id, long registers, long size, long address, int source, long reset) {
        private boolean isSound() {
            boolean pages = registers >= 0 && registers % 4096 == 0 && size > 0 && size % 4096 == 0;
            return pages && size <= 0x20_0000 && reset >= 0 && reset <= size - 4;
        }

        private boolean overlaps(Device other) {
            return registers < other.registers + other.size && other.registers < registers + size;
        }
    }

    /**
     * Why these cannot be, in words, or null if they can.
     *
     * @param partitions how many there are at most
     */
    String contradiction(int partitions) {
        for (Port port : ports) {
            int deepest = port.kind == PortKind.SAMPLING ? 1 : DEEPEST_QUEUE;
            if (!mayFlow(port.from, port.to, partitions)) {
                return port + " is against the policy";
            }
            if (port.depth < 1 || port.depth > deepest || port.longest < 1 || port.longest > LONGEST_MESSAGE) {
                return port + " has a size that cannot be";
            }
        }
        for (Doorbell bell : doorbells) {
            if (!mayFlow(bell.from, bell.to, partitions) || bell.bit < 0 || bell.bit >= DOORBELL_BITS) {
                return bell + " is against the policy, or has no such bit";
            }
        }
        for (Region region : regions) {
            if (region.pages < 1 || region.pages > Integer.MAX_VALUE || !mayShare(region, partitions)) {
                return region + " is against the policy, or has a size that cannot be";
            }
        }
        for (int i = 0; i < devices.size(); i++) {
            Device device = devices.get(i);
            if (!device.isSound() || device.partition < 0 || device.partition >= partitions) {
                return device + " cannot be";
            }
            for (Device other : devices.subList(0, i)) {
                if (other.id == device.id || other.source == device.source || other.overlaps(device)) {
                    return device + " has something in common with " + other;
                }
            }
        }
        return null;
    }

    private boolean mayFlow(int from, int to, int partitions) {
        return from >= 0 && from < partitions && to >= 0 && to < partitions && from != to && policy.allows(from, to);
    }

    /** Whoever may write a region flows to all who see it. */
    private boolean mayShare(Region region, int partitions) {
        for (Attachment writer : region.attachments) {
            for (Attachment reader : region.attachments) {
                boolean writes = writer.rights.include(Rights.READ_WRITE) && writer.partition != reader.partition;
                if (writer.partition < 0
                        || writer.partition >= partitions
                        || (writes && !mayFlow(writer.partition, reader.partition, partitions))) {
                    return false;
                }
            }
        }
        return true;
    }
}
