package org.cofferdam.properties.stateful;

/** Something has been found that must not be. */
public final class Broken extends RuntimeException {
    private static final long serialVersionUID = 1;

    Broken(String story) {
        super(story);
    }

    Broken(String story, Throwable cause) {
        super(story, cause);
    }
}
