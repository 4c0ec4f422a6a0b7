package org.cofferdam.guests.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.cofferdam.guests.terminal.RawMode;
import org.cofferdam.machine.board.BoardSetup;
import org.cofferdam.machine.board.BootException;
import org.cofferdam.machine.board.Outcome;
import org.cofferdam.machine.board.Pacer;
import org.cofferdam.machine.board.StateHash;
import org.cofferdam.machine.board.VirtBoard;
import org.cofferdam.machine.device.CharacterDevice;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
            names = {"--dtb", "-dtb"},
            paramLabel = "FILE",
            description = "Device tree to use as it is, in place of the board's own.")
    private Path tree;

    @Option(names = "--dump-dtb", paramLabel = "FILE", description = "Write the device tree and end.")
    private Path dumpTree;

    @Mixin
    private BoardOptions board;

    @Mixin
    private RunOptions run;

    @Mixin
    private DebugOptions debug;

    @Mixin
    private TraceOptions trace;

    @Mixin
    private QemuWords qemu;

    @Spec
    private CommandSpec spec;

    /** For the service loader. */
    public MachineCommand() {}

    @Override
    public Integer call() throws IOException {
        checkUsage();
        if (board.parallel && board.harts > 1) {
            spec.commandLine().getErr().println("cofferdam: harts execute in parallel: this run is not deterministic");
        }
        HostPacer pacer = new HostPacer();
        HostTerminal terminal = new HostTerminal(pacer);
        try (MachineParts parts = MachineParts.open(board, run.replay == null ? pacer : null);
                Onlookers onlookers = Onlookers.of(trace, debug)) {
            MachineFiles files = nothingToStart()
                    ? null
                    : MachineFiles.read(
                            kernel, firmwareFile(), !bios.equals("none"), initrd, arguments, tree, board.memory);
            Path dump = dumpTree == null ? qemu.dumpTree() : dumpTree;
            if (dump != null) {
                return dump(dump, new MachineSession(parts.setup(terminal), files, terminal, null, null, onlookers));
            }
            if (run.lockstep) {
                LockStepRun both =
                        new LockStepRun(parts.setup(terminal), parts.setup(CharacterDevice.NONE), terminal, files);
                Outcome outcome = both.run(run.limit(), spec.commandLine().getOut());
                return outcome == null ? STUCK : exitCode(outcome);
            }
            MachineIdentity whole = run.record == null && run.replay == null ? null : identity(parts);
            Recording replay = run.replay == null ? null : recording(whole);
            try (Recording.Writer recorder = run.record == null ? null : Recording.Writer.begin(run.record, whole)) {
                MachineSession session =
                        new MachineSession(parts.setup(terminal), files, terminal, recorder, replay, onlookers);
                if (run.loadState == null) {
                    session.start();
                } else {
                    session.load(run.loadState, parts.identity());
                }
                onlookers.onAttention(() -> {
                    session.attend();
                    pacer.nudge();
                });
                Outcome outcome;
                try (EngineReport report = run.engineStats ? new EngineReport() : null) {
                    outcome = replay == null ? interact(session, parts, terminal, pacer) : repeat(session);
                    if (report != null) {
                        report.print(session.board(), spec.commandLine().getOut());
                    }
                }
                int code = end(session, outcome, parts, recorder);
                onlookers.ended(code);
                return code;
            }
        } catch (BadFileException | BootException | CannotListenException bad) {
            spec.commandLine().getErr().println("cofferdam: " + bad.getMessage());
            return BAD_INPUT;
        }
    }

    private void checkUsage() {
        require(board.banksFit(), "a board has flash 0 and 1, each once");
        require(
                !nothingToStart() || run.loadState != null,
                "nothing to run: give --kernel FILE, --bios FILE, --load-state FILE or a flash (--drive if=pflash,file=FILE)");
        require(board.slots() <= BoardSetup.VIRTIO_SLOTS, "a board has " + BoardSetup.VIRTIO_SLOTS + " virtio slots");
        require(run.stopAfter == null || run.stopAfter >= 0, "--stop-after needs a number of cycles");
        require(!debug.waitsForNobody(), "--freeze waits for a debugger: give --gdb PORT as well");
        require(trace.valid(), "--trace-file needs --trace; --trace-from and --trace-count need numbers from 0 on");
        require(
                tree == null || (initrd == null && arguments.isEmpty()),
                "--dtb is used as it is: what --initrd and --append say must be in it");
        require(run.record == null || run.replay == null, "--record and --replay exclude each other");
        require(
                !run.lockstep
                        || (run.record == null && run.replay == null && run.saveState == null && run.loadState == null),
                "--lockstep runs have no recordings and no saved states");
        require(
                !run.lockstep || (!board.parallel && !debug.wanted() && !trace.wanted()),
                "--lockstep goes with neither --parallel, --gdb nor --trace");
        require(
                !run.lockstep || (board.networks.isEmpty() && board.onlyReadsDrives()),
                "--lockstep runs two machines: drives must be readonly=on, and there is no network for both");
        require(
                !board.parallel || (run.record == null && run.replay == null && !debug.wanted() && !trace.wanted()),
                "--parallel runs cannot be repeated: neither --record, --replay, --gdb nor --trace goes with it");
    }

    private void require(boolean met, String otherwise) {
        if (!met) {
            throw new ParameterException(spec.commandLine(), otherwise);
        }
    }

    private boolean nothingToStart() {
        return kernel == null && firmwareFile() == null && !board.banks().containsKey(0);
    }

    private Path firmwareFile() {
        return bios.equals("none") || bios.equals("sbi") || bios.equals("default") ? null : Path.of(bios);
    }

    private int dump(Path file, MachineSession session) throws BootException, BadFileException {
        try {
            Files.write(file, session.start());
            return 0;
        } catch (IOException e) {
            throw new BadFileException(file, "cannot be written");
        }
    }

    /** All that a run follows from. */
    private MachineIdentity identity(MachineParts parts) throws BadFileException {
        MachineIdentity identity = parts.identity()
                .putFile("kernel", kernel)
                .putFile("initrd", initrd)
                .put("append", arguments)
                .putFile("dtb", tree)
                .putFile("state", run.loadState);
        Path firmware = firmwareFile();
        return firmware == null ? identity.put("bios", bios) : identity.putFile("bios", firmware);
    }

    private Recording recording(MachineIdentity here) throws BadFileException {
        Recording recording = Recording.read(run.replay);
        String difference = here.difference(recording.machine()).orElse(null);
        if (difference != null) {
            throw new BadFileException(run.replay, "was recorded on another machine: " + difference);
        }
        return recording;
    }

    private Outcome interact(MachineSession session, MachineParts parts, HostTerminal terminal, HostPacer pacer)
            throws BootException {
        try (RawMode raw = RawMode.enter()) {
            Runnable leave = () -> {
                session.leave();
                pacer.nudge();
            };
            terminal.start(raw == null ? null : leave);
            parts.start();
            return session.run(run.limit(), pacer, !run.noReboot);
        }
    }

    private Outcome repeat(MachineSession session) throws BootException {
        return session.run(run.limit(), Pacer.IMMEDIATE, !run.noReboot);
    }

    private int end(MachineSession session, Outcome outcome, MachineParts parts, Recording.Writer recorder)
            throws BadFileException {
        if (run.hash) {
            report(session.board());
        }
        if (recorder != null && !recorder.complete()) {
            throw new BadFileException(run.record, "could not be written to its end");
        }
        boolean stopped = outcome instanceof Outcome.LimitReached || outcome instanceof Outcome.StopRequested;
        if (run.saveState != null && stopped) {
            session.save(run.saveState, parts.identity());
        }
        if (!session.faithful()) {
            spec.commandLine().getErr().println("cofferdam: the replay went another way than the recorded run");
            return STUCK;
        }
        return exitCode(outcome);
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
