package org.cofferdam.machine.board;

/** What was to be started does not fit. The message is one line for a person. */
public final class BootException extends Exception {
    private static final long serialVersionUID = 1;

    public BootException(String message) {
        super(message);
    }
}
