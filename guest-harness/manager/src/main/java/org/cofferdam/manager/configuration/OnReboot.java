package org.cofferdam.manager.configuration;

import java.util.Optional;

/** What follows when a guest asks for a reboot. */
public enum OnReboot {
    /** The partition starts again from the beginning, with its memory scrubbed and its disks as they are. */
    RESTART,
    /** It stays stopped. */
    STOP;

    static final Kind<OnReboot> KIND = new Kind<>("restart or stop", text -> switch (text) {
        case "restart" -> Optional.of(RESTART);
        case "stop" -> Optional.of(STOP);
        default -> Optional.empty();
    });
}
