package org.cofferdam.guests.command;

import java.io.IOException;
import org.cofferdam.guests.debugger.Debugger;
import org.cofferdam.machine.board.VirtBoard;

/**
 * Who looks into a machine: a trace, a debugger, both or nobody.
 *
 * @param trace or null
 * @param debugger or null
 */
record Onlookers(TraceOptions.Trace trace, Debugger debugger) implements AutoCloseable {
    /** Opens what the user wants. */
    static Onlookers of(TraceOptions trace, DebugOptions debug) throws BadFileException, CannotListenException {
        Debugger debugger = debug.listen();
        return new Onlookers(trace.open(), debugger);
    }

    /** Shows them a board that has been switched on. */
    void show(VirtBoard board) {
        if (trace != null) {
            trace.show(board);
        }
    }

    /** Lets the debugger have its way before a board runs. */
    Debugger.Verdict attend(VirtBoard board) {
        return debugger == null ? Debugger.Verdict.RUN : debugger.attend(board);
    }

    void halted(int hart) {
        debugger.halted(hart);
    }

    /** What makes the machine ask for {@link #attend}. */
    void onAttention(Runnable action) {
        if (debugger != null) {
            debugger.onAttention(action);
        }
    }

    /** The person at the console ends the machine. */
    void leave() {
        if (debugger != null) {
            debugger.leave();
        }
    }

    /** The machine has ended. */
    void ended(int code) {
        if (debugger != null) {
            debugger.ended(code);
        }
    }

    @Override
    public void close() throws IOException {
        if (trace != null) {
            trace.close();
        }
        if (debugger != null) {
            debugger.close();
        }
    }
}
