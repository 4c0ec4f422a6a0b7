package org.cofferdam.guests.command;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cofferdam.machine.board.Attachment;
import org.cofferdam.machine.board.BoardSetup;
import org.cofferdam.machine.board.MemoryMap;
import org.cofferdam.machine.device.CharacterDevice;
import org.cofferdam.machine.device.NetworkLink;
import org.cofferdam.machine.device.Storage;

/** What of this host a machine is connected to: files behind its disks, sockets behind its networks. */
final class MachineParts implements Closeable {
    private static final NetworkLink NO_CABLE = new NetworkLink() {
        @Override
        public byte[] receive() {
            return null;
        }

        @Override
        public void send(byte[] frame) {}
    };

    private final BoardOptions options;
    private final List<Storage> disks = new ArrayList<>();
    private final Map<Integer, Storage> banks = new TreeMap<>();
    private final List<SocketLink> links = new ArrayList<>();

    private MachineParts(BoardOptions options) {
        this.options = options;
    }

    /**
     * Opens everything.
     *
     * @param pacer is told of input; null for a replay, to which no socket is of use
     */
    static MachineParts open(BoardOptions options, HostPacer pacer) throws BadFileException, IOException {
        MachineParts parts = new MachineParts(options);
        try {
            for (DriveOption drive : options.disks()) {
                parts.disks.add(MachineFiles.disk(drive));
            }
            for (Map.Entry<Integer, DriveOption> bank : options.banks().entrySet()) {
                parts.banks.put(bank.getKey(), bank(bank.getValue()));
            }
            if (pacer != null) {
                for (NetworkOption network : options.networks) {
                    parts.links.add(link(network, pacer));
                }
            }
            return parts;
        } catch (BadFileException | RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    private static Storage bank(DriveOption drive) throws BadFileException, IOException {
        Storage storage = MachineFiles.disk(drive);
        if (storage.size() > MemoryMap.FLASH_BANK) {
            storage.close();
            throw new BadFileException(
                    drive.file(), "has %d bytes, a bank of flash %d".formatted(storage.size(), MemoryMap.FLASH_BANK));
        }
        return storage;
    }

    private static SocketLink link(NetworkOption network, HostPacer pacer) throws BadFileException {
        try {
            return SocketLink.open(network, pacer);
        } catch (IOException | RuntimeException e) {
            String what = network.listen() ? "listen at " : "connect to ";
            throw new BadFileException("cannot " + what + network.where() + ": " + e.getMessage());
        }
    }

    /** Lets frames flow. */
    void start() {
        links.forEach(SocketLink::start);
    }

    BoardSetup setup(CharacterDevice terminal) {
        boolean serial = options.console == BoardOptions.ConsoleDevice.serial;
        List<Attachment> slots = new ArrayList<>();
        disks.forEach(disk -> slots.add(new Attachment.Disk(disk)));
        for (int i = 0; i < options.networks.size(); i++) {
            slots.add(new Attachment.Network(ethernet(i), links.isEmpty() ? NO_CABLE : links.get(i)));
        }
        if (!serial) {
            slots.add(new Attachment.Console(terminal));
        }
        if (slots.size() < BoardSetup.VIRTIO_SLOTS) {
            slots.add(new Attachment.Entropy());
        }
        BoardSetup setup = BoardSetup.bare(options.harts, options.memory, serial ? terminal : CharacterDevice.NONE)
                .with(slots)
                .withFlash(banks)
                .startingAt(options.startTime)
                .seeded(options.seed)
                .executedBy(options.engine);
        BoardSetup wired = options.iommu ? setup.withAllMasters() : setup;
        return options.parallel ? wired.withHartsTogether() : wired;
    }

    private long ethernet(int network) {
        long given = options.networks.get(network).ethernet();
        return given >= 0 ? given : NetworkOption.FIRST_ADDRESS + network;
    }

    /** What of the board decides how a run goes. Disks are told by what they hold now. */
    MachineIdentity identity() throws BadFileException {
        MachineIdentity identity = new MachineIdentity()
                .put("harts", options.harts)
                .put("memory", options.memory)
                .put("console", options.console)
                .put("rtc", options.startTime)
                .put("seed", options.seed);
        if (options.iommu) { // absent otherwise, so that what was saved and recorded without one can be taken up
            identity.put("iommu", true);
        }
        List<DriveOption> drives = options.disks();
        for (int i = 0; i < drives.size(); i++) {
            identify(identity, "drive" + i, drives.get(i));
        }
        for (Map.Entry<Integer, DriveOption> bank : options.banks().entrySet()) {
            identify(identity, "flash" + bank.getKey(), bank.getValue());
        }
        for (int i = 0; i < options.networks.size(); i++) {
            identity.put("net" + i, "%012x".formatted(ethernet(i)));
        }
        return identity;
    }

    private static void identify(MachineIdentity identity, String name, DriveOption drive) throws BadFileException {
        List<Path> files = MachineFiles.filesOf(drive);
        identity.putFile(name, files.getFirst());
        for (int behind = 1; behind < files.size(); behind++) {
            identity.putFile(name + "-backing" + behind, files.get(behind));
        }
        identity.put(name + "-readonly", drive.readOnly());
    }

    @Override
    public void close() throws IOException {
        for (SocketLink link : links) {
            link.close();
        }
        for (Storage disk : disks) {
            disk.close();
        }
        for (Storage bank : banks.values()) {
            bank.close();
        }
    }
}
