package org.cofferdam.guests.command;

import java.nio.file.Path;

/** Something named on the command line that will not do. The message is one line that says what. */
final class BadFileException extends Exception {
    private static final long serialVersionUID = 1;

    BadFileException(String complaint) {
        super(complaint);
    }

    BadFileException(Path file, String complaint) {
        super(file + " " + complaint);
    }
}
