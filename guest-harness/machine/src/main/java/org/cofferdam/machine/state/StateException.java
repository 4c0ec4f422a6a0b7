package org.cofferdam.machine.state;

/** A saved state that cannot be taken up: truncated, damaged, of another version, or of another machine. The message is one line. */
public final class StateException extends Exception {
    private static final long serialVersionUID = 1;

    public StateException(String message) {
        super(message);
    }
}
