package org.cofferdam.guests.debugger;

import java.io.Serial;

/** A request that cannot be read; it is answered with an error and has done nothing. */
final class BadPacketException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    BadPacketException() {
        super("cannot be read", null, false, false);
    }
}
