package org.cofferdam.properties.scenarios;

import java.io.IOException;

/** What is played, one after the other. */
enum Scenario {
    MOVING_HARTS(
            "what is a virtual hart's own comes along when it moves, and nothing of its siblings' does",
            MovingHarts::play),
    OWN_EXCEPTIONS("what a guest's own program does wrong is its kernel's affair", OwnAffairs::playExceptions),
    OWN_TIME("a guest's time begins when it does", OwnAffairs::playTime),
    SHRINKING_MEMORY("a page that is given back is gone, wherever it was remembered", ShrinkingMemory::play),
    LARGE_PAGE("a fence of one address means all of the page that it lies in", LargePage::play),
    MESSAGES_OF_THE_DEAD("nothing that was sent to a partition reaches its heir", Heirs::playMessages),
    OLD_HANDLES("a handle ends with its partition, the manager's reach with its start", Heirs::playHandles),
    FRAMES("nobody gets more frames than there are, and none is lost", Heirs::playFrames),
    FAILED_CREATIONS("a creation that fails leaves nothing behind", Heirs::playFailure),
    RINGS_READ_ONCE(
            "what a monitor has read of its guest's rings counts, whatever the guest makes of it meanwhile",
            Rings::play),
    DEVICE_REACH("a device reaches what its guest may write, while it may", AssignedDisk::playReach),
    DEVICE_INTERRUPTS("a device takes time from no neighbour", AssignedDisk::playInterrupts);

    private final String about;

    @SuppressWarnings("ImmutableEnumChecker") // static methods
    private final Play play;

    Scenario(String about, Play play) {
        this.about = about;
        this.play = play;
    }

    private interface Play {
        void play() throws IOException;
    }

    /** What it shows, in one line. */
    String about() {
        return about;
    }

    /**
     * Plays it.
     *
     * @throws Broken if what it is about does not hold
     * @throws org.cofferdam.platform.IsolationBroken if the core has done what its specification does not allow
     */
    void play() throws IOException {
        play.play();
    }
}
