package org.cofferdam.guests.command;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.cofferdam.machine.board.BoardSetup;
import org.cofferdam.machine.board.BoardState;
import org.cofferdam.machine.board.BootException;
import org.cofferdam.machine.board.InputDoor;
import org.cofferdam.machine.board.Outcome;
import org.cofferdam.machine.board.Pacer;
import org.cofferdam.machine.board.VirtBoard;
import org.cofferdam.machine.device.CharacterDevice;
import org.cofferdam.machine.state.StateException;

/** A machine from power-on to the end, through as many restarts as its guest asks for. */
final class MachineSession {
    private final BoardSetup setup;
    private final MachineFiles files;
    private final CharacterDevice console;
    private final Recording.Writer recorder;
    private final Recording replay;
    private final Onlookers onlookers;
    private int life;
    private volatile boolean leaving;
    private volatile VirtBoard board;

    /**
     * A machine without power.
     *
     * @param files what it starts from, or null if it will only {@link #load}
     * @param recorder where its input is written down, or null
     * @param replay what its input is taken from, or null
     * @param onlookers who looks into it
     */
    MachineSession(
            BoardSetup setup,
            MachineFiles files,
            CharacterDevice console,
            Recording.Writer recorder,
            Recording replay,
            Onlookers onlookers) {
        this.setup = recorder == null ? setup : setup.recordedBy(recorder::input);
        this.files = files;
        this.console = console;
        this.recorder = recorder;
        this.replay = replay;
        this.onlookers = onlookers;
    }

    /**
     * Powers on.
     *
     * @return the device tree that the software was given
     */
    byte[] start() throws BootException {
        if (files == null) {
            throw new BootException("the guest restarts, for which --kernel or --bios must be given as well");
        }
        VirtBoard fresh = build();
        byte[] tree = files.start(fresh, console);
        onlookers.show(fresh);
        board = fresh;
        return tree;
    }

    private VirtBoard build() throws BootException {
        try {
            return new VirtBoard(replay == null ? setup : setup.replaying(input()));
        } catch (UncheckedIOException e) {
            throw new BootException(e.getMessage() + " cannot be read");
        } catch (OutOfMemoryError e) {
            throw new BootException("this host has no room for %d MiB of memory".formatted(setup.memory() >> 20));
        }
    }

    private List<InputDoor.Delivery> input() {
        return life < replay.lives().size() ? replay.lives().get(life) : List.of();
    }

    /** Powers on with a saved state. */
    void load(Path file, MachineIdentity machine) throws BadFileException, BootException {
        VirtBoard fresh = build();
        if (!Files.isRegularFile(file)) {
            throw new BadFileException(file, Files.exists(file) ? "is not a regular file" : "does not exist");
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            BoardState.restore(fresh, saved -> check(saved, machine), in);
        } catch (StateException e) {
            throw new BadFileException(file, e.getMessage());
        } catch (IOException e) {
            throw new BadFileException(file, "cannot be read");
        }
        onlookers.show(fresh);
        board = fresh;
    }

    private static void check(String saved, MachineIdentity machine) throws StateException {
        String difference = machine.difference(saved).orElse(null);
        if (difference != null) {
            throw new StateException("is the state of another machine: " + difference);
        }
    }

    /** Saves the state; the file is whole or not there. */
    void save(Path file, MachineIdentity machine) throws BadFileException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part), 1 << 16)) {
                BoardState.save(board, machine.text(), out);
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new BadFileException(file, "cannot be written");
        }
    }

    /**
     * Runs to the end, or to a cycle counted from the last restart.
     *
     * @param restarts whether the guest may restart; if not, that is an end
     */
    Outcome run(long untilCycle, Pacer pacer, boolean restarts) throws BootException {
        Outcome outcome = attended(limit(untilCycle), pacer);
        while (outcome instanceof Outcome.RestartRequested && restarts) {
            life++;
            if (recorder != null) {
                recorder.restart();
            }
            start();
            outcome = attended(limit(untilCycle), pacer);
        }
        if (recorder != null) {
            recorder.end(board.now(), board.retired());
        }
        return outcome;
    }

    /** Runs, and stands still for as long as a debugger wants it to. */
    private Outcome attended(long untilCycle, Pacer pacer) {
        while (true) {
            switch (onlookers.attend(board)) {
                case RUN -> {}
                case RESET -> {
                    return new Outcome.RestartRequested();
                }
                case END -> {
                    board.requestStop(); // at the end of the present turn, where its state can be saved
                    return board.run(untilCycle, pacer);
                }
            }
            Outcome outcome = board.run(untilCycle, pacer);
            switch (outcome) {
                case Outcome.Halted(int hart) -> onlookers.halted(hart);
                case Outcome.StopRequested() when !leaving -> {}
                case Outcome.StopRequested _,
                        Outcome.PoweredOff _,
                        Outcome.RestartRequested _,
                        Outcome.LimitReached _,
                        Outcome.Asleep _ -> {
                    return outcome;
                }
            }
        }
    }

    private long limit(long untilCycle) {
        boolean lastOfReplay = replay != null && life >= replay.lives().size() - 1;
        return lastOfReplay ? Math.min(untilCycle, replay.end()) : untilCycle;
    }

    /** Whether a replay went as it was recorded, as far as can be told. */
    boolean faithful() {
        boolean atItsEnd = replay != null && board.now() == replay.end();
        return replay == null || replay.end() == Long.MAX_VALUE || !atItsEnd || board.retired() == replay.retired();
    }

    /** The board as it is now. */
    VirtBoard board() {
        return board;
    }

    /** Ends {@link #run} soon, whichever thread asks. */
    void leave() {
        leaving = true;
        board.requestStop();
        onlookers.leave();
    }

    /** Makes {@link #run} look what a debugger wants, whichever thread asks. */
    void attend() {
        board.requestStop();
    }
}
