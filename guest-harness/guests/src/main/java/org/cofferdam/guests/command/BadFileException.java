package org.cofferdam.guests.command;

import java.nio.file.Path;

/** A file named on the command line that will not do. The message is one line that begins with its name. */
final class BadFileException extends Exception {
    private static final long serialVersionUID = 1;

    BadFileException(Path file, String complaint) {
        super(file + " " + complaint);
    }
}
