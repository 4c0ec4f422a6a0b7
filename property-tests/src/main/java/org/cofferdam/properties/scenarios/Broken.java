package org.cofferdam.properties.scenarios;

/** Something that a scenario is about does not hold; the message says what. */
final class Broken extends RuntimeException {
    private static final long serialVersionUID = 1;

    Broken(String what) {
        super(what);
    }

    /** Throws unless something is so. */
    static void unless(boolean holds, String what, Object... values) {
        if (!holds) {
            throw new Broken(what.formatted(values));
        }
    }
}
