package org.cofferdam.manager.monitor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.cofferdam.guests.storage.DiskSource;
import org.cofferdam.machine.board.MemoryMap;
import org.cofferdam.machine.device.CharacterDevice;
import org.cofferdam.machine.device.PowerSwitch;
import org.cofferdam.machine.device.RandomBytes;
import org.cofferdam.machine.device.Storage;
import org.cofferdam.machine.device.VirtioBlock;
import org.cofferdam.machine.device.VirtioEntropy;
import org.cofferdam.machine.device.VirtioNetwork;
import org.cofferdam.manager.configuration.DeviceKind;
import org.cofferdam.manager.configuration.InvalidConfiguration;
import org.cofferdam.manager.configuration.PartitionConfiguration;
import org.cofferdam.microkernel.MemoryRegion;

/** A board with the devices that a configuration asks for, and the files behind its disks. */
final class PartitionBoard implements AutoCloseable {
    private final VirtualBoard board;
    private final List<Storage> disks = new ArrayList<>();

    private PartitionBoard(VirtualBoard board) {
        this.board = board;
    }

    /**
     * Opens the disks and puts the board together.
     *
     * @throws InvalidConfiguration if a disk cannot be opened
     */
    static PartitionBoard open(
            PartitionConfiguration configuration,
            PartitionLink link,
            CharacterDevice console,
            PowerSwitch power,
            Surroundings surroundings)
            throws InvalidConfiguration {
        PartitionBoard opened = new PartitionBoard(new VirtualBoard(link, configuration.harts()));
        opened.addFixed(configuration.devices(), console, power, surroundings);
        try {
            for (DiskSource disk : configuration.disks()) {
                opened.add(disk);
            }
        } catch (IOException e) {
            opened.close();
            throw configuration.source().refuse("disks", "cannot be opened: " + e.getMessage(), "check the files");
        }
        opened.addVirtio(configuration, console, surroundings);
        int slot = surroundings.system().firstAssignedSlot(configuration.name());
        for (int index = 0; index < configuration.assigned().size(); index++) {
            opened.board.addAssigned(MemoryMap.VIRTIO_SOURCE + slot + index);
        }
        return opened;
    }

    private void addFixed(
            Set<DeviceKind> devices, CharacterDevice console, PowerSwitch power, Surroundings surroundings) {
        if (devices.contains(DeviceKind.UART)) {
            board.addSerial(console);
        }
        if (devices.contains(DeviceKind.FINISHER)) {
            board.addFinisher(power);
        }
        if (devices.contains(DeviceKind.RTC)) {
            board.addClock(surroundings.time(), surroundings.start());
        }
    }

    private void add(DiskSource disk) throws IOException {
        Storage storage = disk.open();
        disks.add(storage);
        board.addVirtio(new VirtioBlock(storage));
    }

    private void addVirtio(PartitionConfiguration configuration, CharacterDevice console, Surroundings surroundings) {
        String name = configuration.name();
        for (PartitionConfiguration.Card card : configuration.cards()) {
            byte[] address =
                    ByteBuffer.allocate(Long.BYTES).putLong(card.address()).array();
            byte[] low = Arrays.copyOfRange(address, Long.BYTES - VirtioNetwork.ADDRESS_LENGTH, Long.BYTES);
            board.addVirtio(new VirtioNetwork(low, surroundings.networks().plug(name, card)));
        }
        if (configuration.devices().contains(DeviceKind.VIRTIO_RNG)) {
            board.addVirtio(new VirtioEntropy(new RandomBytes(surroundings.seed(name, "virtio-rng"))));
        }
        if (configuration.devices().contains(DeviceKind.VIRTIO_BALLOON)) {
            board.addBalloon(MemoryRegion.DEFAULT_BASE, configuration.memory());
        }
        if (configuration.devices().contains(DeviceKind.VIRTIO_CONSOLE)) {
            board.addVirtioConsole(console);
        }
    }

    VirtualBoard board() {
        return board;
    }

    /** Closes the disks; what guests wrote and flushed is in them. */
    @Override
    public void close() {
        for (Storage disk : disks) {
            try {
                disk.close();
            } catch (IOException _) {
                // All writes have been made; closing a channel without buffers has nothing left to lose.
            }
        }
    }
}
