package org.cofferdam.platform;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cofferdam.machine.board.MemoryMap;
import org.cofferdam.machine.device.InterruptLine;
import org.cofferdam.machine.device.Plic;
import org.cofferdam.machine.device.Storage;
import org.cofferdam.machine.device.VirtioBlock;
import org.cofferdam.machine.device.VirtioMmio;
import org.cofferdam.machine.hart.Hart;
import org.cofferdam.machine.iommu.Iommu;
import org.cofferdam.machine.memory.Bus;
import org.cofferdam.microkernel.Channels;
import org.cofferdam.microkernel.hardware.DevicePort;
import org.cofferdam.microkernel.hardware.Hardware;

/**
 * The devices of the machine itself, for partitions to have: virtio disks at QEMU's {@code virt} addresses, whose DMA goes
 * through an IOMMU, and the interrupt controller. Only the core and the guest that a disk is assigned to reach them.
 */
final class PhysicalDevices {
    private static final int SUPERVISOR_EXTERNAL = 9;
    /** virtio 1.2, 4.2.2: the driver writes 0 there to stop the device. */
    private static final int VIRTIO_STATUS = 0x70;

    private final Bus bus;
    private final Iommu iommu;
    private final List<Storage> disks;
    private final int harts;

    /**
     * Attaches the devices to a board.
     *
     * @param harts the PLIC has an S-mode context for each, and no other
     * @param disks what is behind the slots, from the first
     */
    PhysicalDevices(Bus bus, List<Hart> harts, List<? extends Storage> disks) {
        this.bus = bus;
        this.disks = List.copyOf(disks);
        this.harts = harts.size();
        Plic plic = new Plic(
                MemoryMap.SOURCES,
                harts.stream()
                        .map(hart -> (InterruptLine) level -> hart.interrupts.setLine(SUPERVISOR_EXTERNAL, level))
                        .toArray(InterruptLine[]::new));
        bus.attach(MemoryMap.PLIC, plic);
        iommu = new Iommu(
                bus,
                IntStream.range(0, MemoryMap.IOMMU_WIRES)
                        .mapToObj(wire -> plic.line(MemoryMap.IOMMU_SOURCE + wire))
                        .toArray(InterruptLine[]::new));
        bus.attach(MemoryMap.IOMMU, iommu);
        for (int slot = 0; slot < disks.size(); slot++) {
            VirtioBlock disk = new VirtioBlock(disks.get(slot));
            InterruptLine line = plic.line(MemoryMap.VIRTIO_SOURCE + slot);
            bus.attach(
                    MemoryMap.VIRTIO + slot * MemoryMap.VIRTIO_STRIDE,
                    new VirtioMmio(disk, iommu.behind(slot + 1), line));
        }
    }

    /** The IOMMU, to look into. */
    Iommu iommu() {
        return iommu;
    }

    /** The device of a slot, for a partition to see at an address. */
    static Channels.Device device(int slot, int partition, long address) {
        return new Channels.Device(
                partition,
                slot + 1,
                MemoryMap.VIRTIO + slot * MemoryMap.VIRTIO_STRIDE,
                MemoryMap.VIRTIO_STRIDE,
                address,
                MemoryMap.VIRTIO_SOURCE + slot,
                VIRTIO_STATUS);
    }

    /** What the core is told of them. */
    Optional<Hardware.Devices> forCore() {
        List<Integer> contexts = IntStream.range(0, harts).boxed().toList();
        return Optional.of(new Hardware.Devices(new Registers(bus), MemoryMap.IOMMU, MemoryMap.PLIC, contexts));
    }

    /** Closes what is behind the disks: all of it, even if some of it fails. */
    void close() throws IOException {
        List<IOException> failures = new ArrayList<>();
        for (Storage disk : disks) {
            try {
                disk.close();
            } catch (IOException failure) {
                failures.add(failure);
            }
        }
        if (!failures.isEmpty()) {
            throw failures.getFirst();
        }
    }

    /** The core's way to registers. */
    private record Registers(Bus bus) implements DevicePort {
        @Override
        public long load(long address, int size) {
            return at(address, size).load(address, size);
        }

        @Override
        public void store(long address, int size, long value) {
            at(address, size).store(address, size, value);
        }

        private Bus.Mapping at(long address, int size) {
            return bus.devices().stream()
                    .filter(mapping -> mapping.contains(address, size))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no device at 0x" + Long.toHexString(address)));
        }
    }
}
