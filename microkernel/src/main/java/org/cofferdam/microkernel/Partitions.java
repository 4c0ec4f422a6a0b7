package org.cofferdam.microkernel;

import java.util.ArrayList;
import java.util.List;
import org.cofferdam.microkernel.AddressSpace.Translators;
import org.cofferdam.microkernel.frames.Account;
import org.cofferdam.microkernel.frames.FrameTable;
import org.cofferdam.microkernel.hardware.Hardware;

/** Which partitions there are, how they come to be, and how they are taken apart. */
final class Partitions {
    /** Blocks of 2 MiB that one step of taking apart wipes at most. */
    static final int STEP = 32;

    final FrameTable frames;
    private final Hardware hardware;
    private final Channels channels;
    private final Translators translators;
    private final Regions regions;
    /** Null if there is nothing to assign. */
    final AssignedDevices devices;

    private final Partition[] slots;
    private int running;

    /** Takes over the memory, and the IOMMU if there is one. */
    Partitions(Hardware hardware, Channels channels, int most) {
        this.hardware = hardware;
        this.channels = channels;
        this.frames =
                new FrameTable(hardware.memory(), hardware.base(), Math.toIntExact(hardware.size() / FrameTable.FRAME));
        boolean hasDevices = hardware.devices().isPresent();
        Account system = frames.open(Regions.frames(channels) + (hasDevices ? Iommu.FRAMES : 0));
        if (system == null || (!hasDevices && !channels.devices().isEmpty())) {
            throw new IllegalArgumentException("the machine has not the memory or the IOMMU that the channels need");
        }
        this.regions = new Regions(channels, frames, system);
        Iommu iommu = null;
        AssignedDevices assigned = null;
        if (hasDevices) {
            Hardware.Devices io = hardware.devices().get();
            iommu = new Iommu(io.port(), io.iommu(), hardware.memory(), frames, system);
            assigned = new AssignedDevices(
                    io, iommu, channels.devices(), hardware.harts().size());
        }
        this.devices = assigned;
        this.translators = new Translators(hardware.harts(), iommu);
        this.slots = new Partition[most];
    }

    /** The partition with this number, or null; any number may be asked. */
    Partition at(long number) {
        return number >= 0 && number < slots.length ? slots[(int) number] : null;
    }

    boolean anyRunning() {
        return running > 0;
    }

    void become(Partition partition, PartitionState next) {
        running += (next == PartitionState.RUNNING ? 1 : 0) - (partition.isRunning() ? 1 : 0);
        partition.state = next;
    }

    /** Makes a partition: all or nothing. */
    Status create(int number, PartitionSpec spec) {
        if (number < 0 || number >= slots.length || spec == null) {
            return Status.INVALID_ARGUMENT;
        }
        List<DeviceWindow> joined = new ArrayList<>(Regions.windows(channels, number));
        joined.addAll(AssignedDevices.windows(channels, number));
        if (!spec.isSound(joined)) {
            return Status.INVALID_ARGUMENT;
        }
        if (slots[number] != null) {
            return Status.WRONG_STATE;
        }
        if (spec.quota() < PartitionSpec.framesNeeded(spec.memory(), spec.mode())) {
            return Status.OVER_QUOTA;
        }
        // The tables for what joins it to others are no part of the quota that the manager reckons with.
        long tables = 0;
        for (DeviceWindow window : joined) {
            tables += spec.mode().tables(window.base(), window.size());
        }
        Account account = frames.open(spec.quota() + tables);
        if (account == null) {
            return Status.NO_MEMORY;
        }
        AddressSpace space = populated(number, account, spec);
        if (space == null) {
            // No hart has seen this table, so there is nothing to fence.
            frames.releaseAll(account, Integer.MAX_VALUE);
            frames.close(account);
            return Status.NO_MEMORY;
        }
        regions.attach(number, account, space);
        if (devices != null) {
            devices.attach(number, space);
        }
        GuestMemory memory = new GuestMemory(hardware.memory(), space.table);
        slots[number] = new Partition(
                number, spec, account, space, memory, hardware.harts().size());
        return Status.OK;
    }

    private AddressSpace populated(int number, Account account, PartitionSpec spec) {
        AddressSpace space = AddressSpace.make(number, translators, spec.mode(), hardware.memory(), frames, account);
        if (space == null) {
            return null;
        }
        for (MemoryRegion region : spec.memory()) {
            if (!space.table.populate(region.base(), region.size(), region.rights())) {
                return null;
            }
        }
        return space;
    }

    /**
     * One step of taking apart a partition that is on no hart: unmap and make everybody forget, then end grants, then wipe
     * and free, then forget.
     */
    Status destroy(Partition partition, Grants grants) {
        if (partition.state != PartitionState.DESTROYING) {
            become(partition, PartitionState.DESTROYING);
            if (devices != null) {
                devices.detach(partition.number);
            }
            partition.space.clear();
            regions.detach(partition.account);
            return Status.AGAIN;
        }
        if (grants.endOne(partition) || frames.releaseAll(partition.account, STEP)) {
            return Status.AGAIN;
        }
        frames.close(partition.account);
        slots[partition.number] = null;
        return Status.OK;
    }
}
