package org.cofferdam.guests.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cofferdam.guests.storage.DiskFormat;
import org.cofferdam.machine.board.BoardSetup;
import org.cofferdam.machine.board.MemoryMap;
import org.cofferdam.machine.translator.Engine;
import picocli.CommandLine.Option;

/** What the board is made of. */
final class BoardOptions {
    /** What the console of this process is connected to. */
    enum ConsoleDevice {
        serial,
        virtio
    }

    @Option(
            names = {"--memory", "-m"},
            paramLabel = "SIZE",
            defaultValue = "512M",
            converter = MemorySize.class,
            description = "RAM: 512M, 2G; a plain number is MiB (default: ${DEFAULT-VALUE}).")
    long memory;

    @Option(
            names = {"--harts", "-smp"},
            paramLabel = "N",
            defaultValue = "1",
            converter = HartCount.class,
            description = "Number of harts, 1 to 8 (default: ${DEFAULT-VALUE}).")
    int harts;

    @Option(
            names = {"--drive", "-drive"},
            paramLabel = "FILE",
            converter = DriveOption.Converter.class,
            description = {
                "Raw disk image behind a virtio disk, or file=FILE[,format=raw|qcow2][,readonly=on]; with",
                "if=pflash[,unit=N] the content of a bank of flash; repeatable."
            })
    List<DriveOption> drives = List.of();

    @Option(
            names = {"--net", "-netdev", "-nic"},
            paramLabel = "PEER",
            converter = NetworkOption.Converter.class,
            description = {
                "Network card, its cable a socket as QEMU's socket network: connect=HOST:PORT, listen=[HOST]:PORT,",
                "either also with unix:PATH; [,mac=ADDRESS]; repeatable."
            })
    List<NetworkOption> networks = List.of();

    @Option(
            names = "--console",
            paramLabel = "serial|virtio",
            defaultValue = "serial",
            description = "The device that standard input and output are connected to (default: ${DEFAULT-VALUE}).")
    ConsoleDevice console;

    @Option(
            names = "--iommu",
            description =
                    "Put all virtio devices behind a RISC-V IOMMU; a driver must accept VIRTIO_F_ACCESS_PLATFORM.")
    boolean iommu;

    @Option(
            names = {"--rtc", "-rtc"},
            paramLabel = "TIME",
            converter = StartTime.class,
            description = "What the clock shows at power-on: 2026-02-14T12:00:00, utc (default: 2025-01-01).")
    long startTime = BoardSetup.DEFAULT_START;

    @Option(
            names = {"--seed", "-seed"},
            paramLabel = "N",
            defaultValue = "0",
            description = "What the guest's hardware random numbers follow from (default: ${DEFAULT-VALUE}).")
    long seed;

    @Option(
            names = "--engine",
            paramLabel = "interpreter|translator",
            description = "How instructions are executed, which makes no difference but of speed.")
    Engine engine = Engine.standard();

    @Option(
            names = "--parallel",
            description = {
                "Have several harts execute at the same time, each on a thread of the host: faster, and",
                "not deterministic. Neither recorded, replayed, traced nor debugged."
            })
    boolean parallel;

    @Option(names = "-pflash", hidden = true)
    void flash(List<Path> files) {
        flash = files;
    }

    private List<Path> flash = List.of();

    /** The drives that are virtio disks. */
    List<DriveOption> disks() {
        return drives.stream()
                .filter(drive -> drive.flash() == DriveOption.NO_FLASH)
                .toList();
    }

    /** The drives that are banks of flash, by number. */
    SortedMap<Integer, DriveOption> banks() {
        SortedMap<Integer, DriveOption> banks = new TreeMap<>();
        for (DriveOption drive : bankDrives()) {
            banks.put(drive.flash() == DriveOption.NEXT_BANK ? banks.size() : drive.flash(), drive);
        }
        return banks;
    }

    /** Whether no bank is given twice, and none that does not exist. */
    boolean banksFit() {
        SortedMap<Integer, DriveOption> banks = banks();
        return banks.size() == bankDrives().size() && (banks.isEmpty() || banks.lastKey() < MemoryMap.FLASH_BANKS);
    }

    private List<DriveOption> bankDrives() {
        List<DriveOption> all = new ArrayList<>();
        flash.forEach(file -> all.add(new DriveOption(file, DiskFormat.RAW, false, DriveOption.NEXT_BANK)));
        drives.stream().filter(drive -> drive.flash() != DriveOption.NO_FLASH).forEach(all::add);
        return all;
    }

    /** Whether nothing that the guest does reaches a file. */
    boolean onlyReadsDrives() {
        return drives.stream().allMatch(DriveOption::readOnly) && flash.isEmpty();
    }

    /** Slots that are taken, apart from the random numbers' device, which has one if one is left. */
    int slots() {
        return disks().size() + networks.size() + (console == ConsoleDevice.virtio ? 1 : 0);
    }
}
