package org.cofferdam.machine.hart;

/** The five modes by the names that the manual gives them. */
enum Mode {
    M(Privilege.MACHINE, false),
    HS(Privilege.SUPERVISOR, false),
    U(Privilege.USER, false),
    VS(Privilege.SUPERVISOR, true),
    VU(Privilege.USER, true);

    final Privilege privilege;
    final boolean virtualized;

    Mode(Privilege privilege, boolean virtualized) {
        this.privilege = privilege;
        this.virtualized = virtualized;
    }

    void enter(Hart hart) {
        hart.enter(privilege, virtualized);
    }

    static Mode of(Hart hart) {
        for (Mode mode : values()) {
            if (mode.privilege == hart.privilege() && mode.virtualized == hart.virtualized()) {
                return mode;
            }
        }
        throw new AssertionError("no such mode");
    }
}
