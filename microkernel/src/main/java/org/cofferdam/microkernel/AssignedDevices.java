package org.cofferdam.microkernel;

import java.util.ArrayList;
import java.util.List;
import org.cofferdam.microkernel.hardware.DevicePort;
import org.cofferdam.microkernel.hardware.Hardware;
import org.cofferdam.microkernel.hardware.Rights;

/**
 * Devices that partitions have to themselves: their registers mapped, their DMA translated, their interrupts routed. A
 * device's interrupt is let through on harts that work for its partition, and nowhere else, so that it takes time from
 * nobody else's windows.
 */
final class AssignedDevices {
    /** Records of DMA faults that one look takes in: a storm is dropped by the queue, not by the core. */
    private static final int MOST_FAULTS = 16;

    // Offsets of the PLIC's registers (RISC-V PLIC, "Memory Map").
    private static final long ENABLES = 0x2000;
    private static final long ENABLES_STRIDE = 0x80;
    private static final long CONTEXT = 0x20_0000;
    private static final long CONTEXT_STRIDE = 0x1000;
    private static final long CLAIM = 4;

    private final DevicePort port;
    private final Hardware.Devices hardware;
    private final Iommu iommu;
    private final List<Assigned> all = new ArrayList<>();
    /** By hart: the partition that it works for, or {@link Window#NOBODY}. */
    private final int[] focus;

    /** A device, and where its interrupt stands. */
    private static final class Assigned {
        final Channels.Device device;
        /** The PLIC has been asked for it and waits for its completion. */
        boolean claimed;
        /** The guest is done with it. */
        boolean done;

        Assigned(Channels.Device device) {
            this.device = device;
        }
    }

    AssignedDevices(Hardware.Devices hardware, Iommu iommu, List<Channels.Device> devices, int harts) {
        this.port = hardware.port();
        this.hardware = hardware;
        this.iommu = iommu;
        focus = new int[harts];
        for (int hart = 0; hart < harts; hart++) {
            focus[hart] = Window.NOBODY;
            port.store(context(hart), 4, 0);
        }
        for (Channels.Device device : devices) {
            if (device.id() < 0 || device.id() >= iommu.devices() || device.source() < 1 || device.source() > 1023) {
                throw new IllegalArgumentException(device + " has a number that the IOMMU or the PLIC has not");
            }
            all.add(new Assigned(device));
            port.store(hardware.plic() + 4L * device.source(), 4, 1);
        }
    }

    /** The guest-physical ranges of a partition's devices. */
    static List<DeviceWindow> windows(Channels channels, int partition) {
        List<DeviceWindow> windows = new ArrayList<>();
        for (Channels.Device device : channels.devices()) {
            if (device.partition() == partition) {
                windows.add(new DeviceWindow(device.address(), device.size()));
            }
        }
        return windows;
    }

    /** Gives a new partition its devices. Its account has room for the tables. */
    void attach(int partition, AddressSpace space) {
        for (Assigned assigned : of(partition)) {
            Channels.Device device = assigned.device;
            for (long offset = 0; offset < device.size(); offset += 4096) {
                space.table.map(device.address() + offset, device.registers() + offset, Rights.READ_WRITE, 0);
            }
            iommu.attach(device.id(), space.deviceRoot());
        }
    }

    /** Stops a partition's devices and takes them away: registers are unmapped already. */
    void detach(int partition) {
        for (Assigned assigned : of(partition)) {
            iommu.detach(assigned.device.id());
            port.store(assigned.device.registers() + assigned.device.reset(), 4, 0);
            assigned.done = true;
        }
    }

    /** A hart works for a partition from now on, or for {@link Window#NOBODY}. */
    void focus(int hart, int partition) {
        if (focus[hart] != partition) {
            enable(hart, focus[hart], false);
            focus[hart] = partition;
            enable(hart, partition, true);
        }
    }

    private void enable(int hart, int partition, boolean on) {
        for (Assigned assigned : of(partition)) {
            int source = assigned.device.source();
            long word = hardware.plic()
                    + ENABLES
                    + ENABLES_STRIDE * hardware.contexts().get(hart)
                    + source / 32 * 4L;
            long bit = 1L << source % 32;
            long old = port.load(word, 4);
            port.store(word, 4, on ? old | bit : old & ~bit);
        }
    }

    /** Ends what is done with, then takes the next interrupt for the partition that the hart works for: its source, or 0. */
    int claim(int hart) {
        for (Assigned assigned : all) {
            if (assigned.claimed && assigned.done && assigned.device.partition() == focus[hart]) {
                // The PLIC ignores a completion for a source that is not enabled, so it is made here and not at once.
                port.store(context(hart) + CLAIM, 4, assigned.device.source());
                assigned.claimed = false;
            }
        }
        int source = (int) port.load(context(hart) + CLAIM, 4);
        for (Assigned assigned : all) {
            if (assigned.device.source() == source) {
                assigned.claimed = true;
                assigned.done = false;
            }
        }
        return source;
    }

    /** How many interrupts a partition can have at once. */
    int count(int partition) {
        return of(partition).size();
    }

    /** A partition is done with an interrupt. */
    Status complete(int partition, int source) {
        for (Assigned assigned : of(partition)) {
            if (assigned.device.source() == source) {
                assigned.done = true;
                return Status.OK;
            }
        }
        return Status.INVALID_ARGUMENT;
    }

    /** The partitions whose devices have made DMA that faulted since the last look, one for each fault, a bounded number. */
    List<Integer> faults() {
        List<Integer> partitions = new ArrayList<>();
        for (int i = 0; i < MOST_FAULTS; i++) {
            int id = iommu.nextFault();
            if (id < 0) {
                break;
            }
            for (Assigned assigned : all) {
                if (assigned.device.id() == id) {
                    partitions.add(assigned.device.partition());
                }
            }
        }
        return partitions;
    }

    private List<Assigned> of(int partition) {
        List<Assigned> own = new ArrayList<>(all);
        own.removeIf(assigned -> assigned.device.partition() != partition);
        return own;
    }

    private long context(int hart) {
        return hardware.plic() + CONTEXT + CONTEXT_STRIDE * hardware.contexts().get(hart);
    }
}
