package org.cofferdam.guests.command;

import java.io.Serial;

/** There is no listening at an address that the user gave. */
final class CannotListenException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    CannotListenException(String message) {
        super(message);
    }
}
