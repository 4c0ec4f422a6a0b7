package org.cofferdam.properties.stateful;

/** A text that is no trace. */
public final class BadTrace extends Exception {
    private static final long serialVersionUID = 1;

    /**
     * @param line  from 1
     * @param field which word of it
     * @param what  is wrong, and what to do
     */
    BadTrace(int line, String field, String what) {
        super("%d: %s: %s".formatted(line, field, what));
    }
}
