package org.cofferdam.manager.control;

/**
 * What came of an order.
 *
 * @param message one line for a person
 */
public record Outcome(Kind kind, String message) {
    /** How it went. */
    public enum Kind {
        OK(0),
        /** The core, or a file that has gone, stood in the way. */
        REFUSED(1),
        /** There is nothing that the order could be about. */
        BAD_INPUT(2),
        /** A defect of Cofferdam itself. */
        FAULT(3);

        private final int exitCode;

        Kind(int exitCode) {
            this.exitCode = exitCode;
        }

        /** With which a command ends. */
        public int exitCode() {
            return exitCode;
        }
    }
}
