package org.cofferdam.properties.differential.privileged;

/** Offsets in the page where a program's state is before and after it, and what the monitor needs for it. */
final class StatePage {

    static final int X = 0;
    static final int F = 256;
    static final int FCSR = 512;
    /** Address of the next trap record, and of the end of the log. */
    static final int NEXT_RECORD = 520;

    static final int LAST_RECORD = 528;
    /** Address of the code page. */
    static final int CODE = 536;

    /** What the monitor saves of the program's: x27 to x29. */
    static final int SAVED = 544;

    /** Where the program goes on, should the return of a handler be refused. */
    static final int RESUME = 568;

    static final int FIRST_CSRS = 1024;
    static final int LAST_CSRS = 1536;

    /** Integer registers below this are the program's, x0 aside; those above are the monitor's. */
    static final int MONITOR_REGISTERS = 27;

    private StatePage() {}
}
