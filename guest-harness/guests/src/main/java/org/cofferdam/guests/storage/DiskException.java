package org.cofferdam.guests.storage;

import java.io.IOException;

/** A disk image that is refused, or a part of one that cannot be what it says; the message does not name the file. */
public final class DiskException extends IOException {
    private static final long serialVersionUID = 1;

    DiskException(String message) {
        super(message);
    }
}
