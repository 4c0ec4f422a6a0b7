package org.cofferdam.guests.command;

import java.util.List;
import org.cofferdam.machine.board.BoardSetup;
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
            description = "Raw disk image behind a virtio disk, or file=FILE[,readonly=on]; repeatable.")
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

    /** Slots that are taken, apart from the random numbers' device, which has one if one is left. */
    int slots() {
        return drives.size() + networks.size() + (console == ConsoleDevice.virtio ? 1 : 0);
    }
}
