package org.cofferdam.guests.command;

import org.cofferdam.machine.board.BoardSetup;
import org.cofferdam.machine.board.BootException;
import org.cofferdam.machine.board.Outcome;
import org.cofferdam.machine.board.Pacer;
import org.cofferdam.machine.board.VirtBoard;
import org.cofferdam.machine.device.CharacterDevice;

/** A machine from power-on to the end, through as many restarts as its guest asks for. */
final class MachineSession {
    private final BoardSetup setup;
    private final MachineFiles files;
    private final CharacterDevice console;
    private volatile VirtBoard board;

    /** Powers on. */
    MachineSession(BoardSetup setup, MachineFiles files, CharacterDevice console) throws BootException {
        this.setup = setup;
        this.files = files;
        this.console = console;
        powerOn();
    }

    private void powerOn() throws BootException {
        VirtBoard fresh = new VirtBoard(setup);
        files.start(fresh, console);
        board = fresh;
    }

    /** Runs to the end, or to a cycle counted from the last restart. */
    Outcome run(long untilCycle, Pacer pacer) throws BootException {
        Outcome outcome = board.run(untilCycle, pacer);
        while (outcome instanceof Outcome.RestartRequested) {
            powerOn();
            outcome = board.run(untilCycle, pacer);
        }
        return outcome;
    }

    /** The board as it is now. */
    VirtBoard board() {
        return board;
    }

    /** Ends {@link #run} soon, whichever thread asks. */
    void leave() {
        board.requestStop();
    }
}
