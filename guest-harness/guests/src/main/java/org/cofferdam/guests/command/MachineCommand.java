package org.cofferdam.guests.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.cofferdam.guests.terminal.RawMode;
import org.cofferdam.machine.board.BoardSetup;
import org.cofferdam.machine.board.BootException;
import org.cofferdam.machine.board.Outcome;
import org.cofferdam.machine.board.StateHash;
import org.cofferdam.machine.board.VirtBoard;
import org.cofferdam.machine.device.CharacterDevice;
import org.cofferdam.machine.device.FileStorage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code cofferdam machine …}: the bare board. Ends with the guest's own exit code; 2 for bad input. */
@Command(
        name = "machine",
        description = "Run RISC-V software on the bare board (QEMU's virt). Ctrl-A x leaves, Ctrl-A h helps.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Exit code: 0 after a power-off, the guest's own code after a failure that it reported (255 for larger ones),",
            "1 if every hart waits for nothing, 2 for bad input."
        })
public final class MachineCommand implements Callable<Integer> {
    private static final int STUCK = 1;
    private static final int BAD_INPUT = 2;
    private static final int LARGEST_EXIT_CODE = 255;

    /** What the console of this process is connected to. */
    enum ConsoleDevice {
        serial,
        virtio
    }

    @Option(
            names = {"--kernel", "-kernel"},
            paramLabel = "FILE",
            description = "What to start: ELF, Linux Image or flat binary.")
    private Path kernel;

    @Option(
            names = {"--initrd", "-initrd"},
            paramLabel = "FILE",
            description = "Initial RAM disk.")
    private Path initrd;

    @Option(
            names = {"--append", "-append"},
            paramLabel = "TEXT",
            defaultValue = "",
            description = "Kernel command line.")
    private String arguments;

    @Option(
            names = {"--bios", "-bios"},
            paramLabel = "none|sbi|FILE",
            defaultValue = "sbi",
            description = {
                "none: the kernel starts in M-mode. sbi (default): in S-mode, above a firmware of ours.",
                "FILE: firmware such as OpenSBI's fw_dynamic.bin; a kernel follows it in S-mode."
            })
    private String bios;

    @Option(
            names = {"--memory", "-m"},
            paramLabel = "SIZE",
            defaultValue = "512M",
            converter = MemorySize.class,
            description = "RAM: 512M, 2G; a plain number is MiB (default: ${DEFAULT-VALUE}).")
    private long memory;

    @Option(
            names = {"--harts", "-smp"},
            paramLabel = "N",
            defaultValue = "1",
            description = "Number of harts, 1 to 8 (default: ${DEFAULT-VALUE}).")
    private int harts;

    @Option(
            names = {"--drive", "-drive"},
            paramLabel = "FILE",
            converter = DriveOption.Converter.class,
            description = "Raw disk image behind a virtio disk, or file=FILE[,readonly=on]; repeatable.")
    private List<DriveOption> drives = List.of();

    @Option(
            names = "--console",
            paramLabel = "serial|virtio",
            defaultValue = "serial",
            description = "The device that standard input and output are connected to (default: ${DEFAULT-VALUE}).")
    private ConsoleDevice console;

    @Option(
            names = "--stop-after",
            paramLabel = "N",
            description = "Stop after N cycles: instructions, and idle time at 100 MHz.")
    private Long stopAfter;

    @Option(names = "--hash", description = "At the end print retired instructions and a hash of registers and memory.")
    private boolean hash;

    @SuppressWarnings("UnusedVariable") // says what is always so
    @Option(names = "-nographic", hidden = true, description = "As it is.")
    private boolean noGraphic;

    @Option(
            names = {"-machine", "-M"},
            hidden = true,
            defaultValue = "virt",
            description = "The only board there is.")
    private String machine;

    @Spec
    private CommandSpec spec;

    /** For the service loader. */
    public MachineCommand() {}

    @Override
    public Integer call() throws IOException {
        checkUsage();
        List<FileStorage> disks = new ArrayList<>();
        try {
            MachineFiles files =
                    MachineFiles.read(kernel, firmwareFile(), !bios.equals("none"), initrd, arguments, memory);
            for (DriveOption drive : drives) {
                disks.add(MachineFiles.disk(drive));
            }
            return run(files, disks);
        } catch (BadFileException | BootException bad) {
            spec.commandLine().getErr().println("cofferdam: " + bad.getMessage());
            return BAD_INPUT;
        } finally {
            for (FileStorage disk : disks) {
                disk.close();
            }
        }
    }

    private void checkUsage() {
        require(kernel != null || firmwareFile() != null, "nothing to run: give --kernel FILE or --bios FILE");
        require(harts >= 1 && harts <= BoardSetup.MOST_HARTS, "a board has 1 to " + BoardSetup.MOST_HARTS + " harts");
        int slots = drives.size() + (console == ConsoleDevice.virtio ? 1 : 0);
        require(slots <= BoardSetup.VIRTIO_SLOTS, "a board has " + BoardSetup.VIRTIO_SLOTS + " virtio slots");
        require(machine.equals("virt") || machine.startsWith("virt,"), "the board is virt, not " + machine);
        require(stopAfter == null || stopAfter >= 0, "--stop-after needs a number of cycles");
    }

    private void require(boolean met, String otherwise) {
        if (!met) {
            throw new ParameterException(spec.commandLine(), otherwise);
        }
    }

    private Path firmwareFile() {
        return bios.equals("none") || bios.equals("sbi") || bios.equals("default") ? null : Path.of(bios);
    }

    private int run(MachineFiles files, List<FileStorage> disks) throws IOException, BootException {
        HostTerminal terminal = new HostTerminal();
        MachineSession session = powerOn(setup(terminal, disks), files, terminal);
        Outcome outcome;
        try (RawMode raw = RawMode.enter()) {
            Runnable leave = () -> {
                session.leave();
                terminal.nudge();
            };
            terminal.start(raw == null ? null : leave);
            outcome = session.run(stopAfter == null ? Long.MAX_VALUE : stopAfter, terminal);
        }
        if (hash) {
            report(session.board());
        }
        return exitCode(outcome);
    }

    private MachineSession powerOn(BoardSetup setup, MachineFiles files, HostTerminal terminal) throws BootException {
        try {
            return new MachineSession(setup, files, terminal);
        } catch (OutOfMemoryError e) {
            throw new BootException("this host has no room for %d MiB of memory".formatted(memory >> 20));
        }
    }

    private BoardSetup setup(HostTerminal terminal, List<FileStorage> disks) {
        return switch (console) {
            case serial -> BoardSetup.bare(harts, memory, terminal).withDrives(disks);
            case virtio ->
                BoardSetup.bare(harts, memory, CharacterDevice.NONE)
                        .withDrives(disks)
                        .withConsoles(List.of(terminal));
        };
    }

    private void report(VirtBoard board) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf("%d instructions retired, %d cycles, state %s%n", board.retired(), board.now(), StateHash.of(board));
        out.flush();
    }

    private int exitCode(Outcome outcome) {
        return switch (outcome) {
            case Outcome.PoweredOff(int code) -> Math.min(code, LARGEST_EXIT_CODE);
            case Outcome.LimitReached(), Outcome.StopRequested(), Outcome.RestartRequested(), Outcome.Halted _ -> 0;
            case Outcome.Asleep() -> {
                spec.commandLine().getErr().println("cofferdam: every hart waits, and nothing will wake one");
                yield STUCK;
            }
        };
    }
}
