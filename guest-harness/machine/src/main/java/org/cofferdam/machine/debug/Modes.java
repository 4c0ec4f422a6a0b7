package org.cofferdam.machine.debug;

import org.cofferdam.machine.hart.Hart;
import org.cofferdam.machine.hart.Privilege;

/** Short names of the modes of a hart. */
public final class Modes {
    private Modes() {}

    /** M, S, U, VS or VU. */
    public static String name(Privilege privilege, boolean virtualized) {
        return switch (privilege) {
            case MACHINE -> "M";
            case SUPERVISOR -> virtualized ? "VS" : "S";
            case USER -> virtualized ? "VU" : "U";
        };
    }

    /** The mode that a hart is in. */
    public static String of(Hart hart) {
        return name(hart.privilege(), hart.virtualized());
    }
}
