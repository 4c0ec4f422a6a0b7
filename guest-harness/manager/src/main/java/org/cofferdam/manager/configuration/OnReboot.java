package org.cofferdam.manager.configuration;

import java.util.Locale;

/** What follows when a guest asks for a reboot. */
public enum OnReboot {
    /** The partition starts again from the beginning, with its memory scrubbed and its disks as they are. */
    RESTART,
    /** It stays stopped. */
    STOP;

    static final Kind<OnReboot> KIND = Kind.choice(values(), OnReboot::word);

    /** The word for it in a configuration. */
    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
