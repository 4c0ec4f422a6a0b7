package org.cofferdam.properties.differential.privileged;

import org.cofferdam.machine.hart.Privilege;

/** The modes that a program moves between, and what asks {@link Monitor} for each of them. */
enum Mode {
    MACHINE(3, false),
    HYPERVISOR(1, false),
    USER(0, false),
    VIRTUAL_SUPERVISOR(1, true),
    VIRTUAL_USER(0, true);

    /** What asks for the end of the program. */
    static final int END = 8;

    /** The encoding in MPP. */
    final int level;

    /** The virtualization mode V. */
    final boolean virtualized;

    Mode(int level, boolean virtualized) {
        this.level = level;
        this.virtualized = virtualized;
    }

    /** The number that asks for the mode: never 0, MPP in front, then V. */
    int request() {
        return 16 + level * 2 + (virtualized ? 1 : 0);
    }

    Privilege privilege() {
        return Privilege.of(level);
    }

    boolean isUser() {
        return level == 0;
    }
}
