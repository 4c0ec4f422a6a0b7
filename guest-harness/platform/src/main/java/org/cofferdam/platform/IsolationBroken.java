package org.cofferdam.platform;

/** The running system has done what its specification does not allow; the message tells the story. Nothing goes on. */
public final class IsolationBroken extends RuntimeException {
    private static final long serialVersionUID = 1;

    IsolationBroken(String story) {
        super(story);
    }
}
