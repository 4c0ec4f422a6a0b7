package org.cofferdam.console;

/** What the process says when it ends. A command that runs a guest may end with the guest's own code, where it says so. */
final class ExitCode {
    /** The command line, or a file it names, is wrong: nothing was started and nothing written. */
    static final int BAD_INPUT = 2;

    /** A defect of Cofferdam itself. */
    static final int INTERNAL_FAULT = 3;

    private ExitCode() {}
}
