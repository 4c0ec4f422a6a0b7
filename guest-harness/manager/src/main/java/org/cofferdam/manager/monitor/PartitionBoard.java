package org.cofferdam.manager.monitor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.cofferdam.machine.device.CharacterDevice;
import org.cofferdam.machine.device.FileStorage;
import org.cofferdam.machine.device.PowerSwitch;
import org.cofferdam.machine.device.VirtioBlock;
import org.cofferdam.manager.configuration.DeviceKind;
import org.cofferdam.manager.configuration.InvalidConfiguration;
import org.cofferdam.manager.configuration.PartitionConfiguration;

/** A board with the devices that a configuration asks for, and the files behind its disks. */
final class PartitionBoard implements AutoCloseable {
    private final VirtualBoard board;
    private final List<FileStorage> disks = new ArrayList<>();

    private PartitionBoard(VirtualBoard board) {
        this.board = board;
    }

    /**
     * Opens the disks and puts the board together.
     *
     * @throws InvalidConfiguration if a disk cannot be opened, or is smaller than a sector
     */
    static PartitionBoard open(
            PartitionConfiguration configuration, PartitionLink link, CharacterDevice console, PowerSwitch power)
            throws InvalidConfiguration {
        PartitionBoard opened = new PartitionBoard(new VirtualBoard(link, configuration.harts()));
        if (configuration.devices().contains(DeviceKind.UART)) {
            opened.board.addSerial(console);
        }
        if (configuration.devices().contains(DeviceKind.FINISHER)) {
            opened.board.addFinisher(power);
        }
        try {
            for (PartitionConfiguration.Disk disk : configuration.disks()) {
                opened.add(disk);
            }
        } catch (IOException e) {
            opened.close();
            throw configuration.source().refuse("disks", "cannot be opened: " + e.getMessage(), "check the files");
        }
        if (configuration.devices().contains(DeviceKind.VIRTIO_CONSOLE)) {
            opened.board.addVirtioConsole(console);
        }
        return opened;
    }

    private void add(PartitionConfiguration.Disk disk) throws IOException {
        FileStorage storage = FileStorage.open(disk.file(), disk.readOnly());
        disks.add(storage);
        board.addVirtio(new VirtioBlock(storage));
    }

    VirtualBoard board() {
        return board;
    }

    /** Closes the disks; what guests wrote and flushed is in them. */
    @Override
    public void close() {
        for (FileStorage disk : disks) {
            try {
                disk.close();
            } catch (IOException _) {
                // All writes have been made; closing a channel without buffers has nothing left to lose.
            }
        }
    }
}
