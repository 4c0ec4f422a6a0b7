package org.cofferdam.machine.translator;

/** The local variables of {@link org.cofferdam.machine.hart.Translation#run}: its parameters, and what every region needs. */
final class Slots {
    static final int HART = 1;
    static final int PASSAGE = 2;
    static final int BASE = 3;
    static final int ENTRY = 5;
    static final int PC = 6;
    static final int LEFT = 8;
    static final int SITE = 10;
    static final int FETCHES = 11;
    static final int THROWN = 12;

    /** From here on a register each. */
    static final int REGISTERS = 13;

    private Slots() {}
}
