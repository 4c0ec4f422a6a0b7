package org.cofferdam.guests.loader;

import java.io.IOException;

/** A file that cannot be loaded. The message is one line for a person, without the file's name. */
public final class ImageException extends IOException {
    private static final long serialVersionUID = 1;

    public ImageException(String message) {
        super(message);
    }
}
