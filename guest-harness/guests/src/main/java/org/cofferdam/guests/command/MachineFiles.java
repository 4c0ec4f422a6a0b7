package org.cofferdam.guests.command;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cofferdam.guests.loader.Image;
import org.cofferdam.guests.loader.ImageException;
import org.cofferdam.guests.loader.ImageReader;
import org.cofferdam.guests.loader.MemoryRange;
import org.cofferdam.guests.storage.DiskException;
import org.cofferdam.guests.storage.DiskSource;
import org.cofferdam.machine.board.Boot;
import org.cofferdam.machine.board.BootException;
import org.cofferdam.machine.board.BootRequest;
import org.cofferdam.machine.board.Firmware;
import org.cofferdam.machine.board.MemoryMap;
import org.cofferdam.machine.board.VirtBoard;
import org.cofferdam.machine.device.CharacterDevice;
import org.cofferdam.machine.device.Storage;

/**
 * What a machine starts from, read and checked once, so that a restart needs no file again.
 *
 * @param kernel null if there is firmware that does without
 * @param firmware firmware in memory, or null
 * @param resident whether the SBI in Java runs first; with neither this nor {@code firmware} the kernel starts in M-mode
 */
@SuppressWarnings("ArrayRecordComponent") // read once, then only copied into RAM
record MachineFiles(Image kernel, Image firmware, boolean resident, byte[] initrd, String arguments, byte[] tree) {
    private static final long KERNEL_BEHIND_FIRMWARE = 2 << 20;
    private static final int TREE_MAGIC = 0xd00dfeed;
    private static final int TREE_HEADER = 40;

    /** Reads the files for a machine with {@code memory} bytes of RAM; {@code null} stands for no file. */
    static MachineFiles read(
            Path kernelFile,
            Path firmwareFile,
            boolean resident,
            Path initrdFile,
            String arguments,
            Path tree,
            long memory)
            throws BadFileException {
        MemoryRange range = new MemoryRange(MemoryMap.RAM, memory);
        boolean anyFirmware = resident || firmwareFile != null;
        long flat = anyFirmware ? MemoryMap.RAM + KERNEL_BEHIND_FIRMWARE : MemoryMap.RAM;
        Image firmware = firmwareFile == null ? null : image(firmwareFile, range, MemoryMap.RAM);
        Image kernel = kernelFile == null ? null : image(kernelFile, range, flat);
        if (firmware != null && kernel != null && overlap(firmware, kernel)) {
            throw new BadFileException(kernelFile, "lies where the firmware is");
        }
        return new MachineFiles(kernel, firmware, resident, bytes(initrdFile), arguments, tree(tree));
    }

    private static Image image(Path file, MemoryRange memory, long flat) throws BadFileException {
        try {
            return ImageReader.read(file, memory, flat);
        } catch (ImageException e) {
            throw new BadFileException(file, e.getMessage());
        }
    }

    private static byte[] bytes(Path file) throws BadFileException {
        try {
            return file == null ? new byte[0] : ImageReader.readAll(file);
        } catch (ImageException e) {
            throw new BadFileException(file, e.getMessage());
        }
    }

    /** Looks at the header alone: what the nodes say is between the file and the software. */
    private static byte[] tree(Path file) throws BadFileException {
        byte[] bytes = bytes(file);
        boolean whole = bytes.length >= TREE_HEADER
                && ByteBuffer.wrap(bytes).getInt(0) == TREE_MAGIC
                && ByteBuffer.wrap(bytes).getInt(4) == bytes.length;
        if (file != null && !whole) {
            throw new BadFileException(file, "is no flattened device tree of the length that it says");
        }
        return bytes;
    }

    private static boolean overlap(Image first, Image second) {
        return first.segments().stream().anyMatch(one -> second.segments().stream()
                .anyMatch(other -> one.address() < other.address() + other.memorySize()
                        && other.address() < one.address() + one.memorySize()));
    }

    /**
     * Copies everything into a fresh board and makes it ready to run.
     *
     * @param console for what a program in M-mode prints through {@code tohost}
     * @return the device tree that it was given
     */
    byte[] start(VirtBoard board, CharacterDevice console) throws BootException {
        long end = MemoryMap.RAM;
        for (Image image : images()) {
            image.copyTo(board.ram());
            end = Math.max(end, image.end());
        }
        Firmware first = firmware != null
                ? new Firmware.Loaded(firmware.entry())
                : resident ? new Firmware.ResidentSbi() : new Firmware.None();
        long entry = kernel == null ? MemoryMap.FLASH : kernel.entry();
        byte[] given = Boot.prepare(board, new BootRequest(first, entry, end, arguments, initrd, tree));
        if (first instanceof Firmware.None) {
            kernel.symbol("tohost").ifPresent(tohost -> board.listen(tohost, kernel.symbol("fromhost"), console));
        }
        return given;
    }

    private List<Image> images() {
        List<Image> images = new ArrayList<>();
        if (firmware != null) {
            images.add(firmware);
        }
        if (kernel != null) {
            images.add(kernel);
        }
        return images;
    }

    /** Opens a disk image. */
    static Storage disk(DriveOption drive) throws BadFileException {
        if (!Files.exists(drive.file())) {
            throw new BadFileException(drive.file(), "does not exist");
        }
        if (Files.isDirectory(drive.file())) {
            throw new BadFileException(drive.file(), "is a directory");
        }
        try {
            return source(drive).open();
        } catch (DiskException e) {
            throw new BadFileException(e.getMessage());
        } catch (IOException e) {
            throw new BadFileException(
                    drive.file(),
                    drive.readOnly()
                            ? "cannot be read"
                            : "cannot be opened for writing (readonly=on opens it to read)");
        }
    }

    /** Every file that a disk is made of, backing files included. */
    static List<Path> filesOf(DriveOption drive) throws BadFileException {
        try {
            return source(drive).uses().stream().map(DiskSource.Use::file).toList();
        } catch (DiskException e) {
            throw new BadFileException(e.getMessage());
        } catch (IOException e) {
            throw new BadFileException(drive.file(), "cannot be read");
        }
    }

    private static DiskSource source(DriveOption drive) {
        return DiskSource.of(drive.file(), drive.format(), drive.readOnly());
    }
}
