package org.cofferdam.isolation.text;

/** A file that cannot be read as claims: says where, what is wrong, and what to do. */
public final class BadTextException extends Exception {
    private static final long serialVersionUID = 1;

    BadTextException(String file, Token at, String message) {
        super(file + ":" + at.line() + ":" + at.column() + ": " + message);
    }
}
