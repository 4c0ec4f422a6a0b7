package org.cofferdam.guests.conformance;

/** How a program ended. */
public sealed interface Verdict {
    /** It said that all is well, and left the signature it should, if one was asked for. */
    record Passed() implements Verdict {
        @Override
        public String toString() {
            return "passed";
        }
    }

    /** It said that something is wrong. */
    record Failed(int code) implements Verdict {
        @Override
        public String toString() {
            return "FAILED with code " + code;
        }
    }

    /** It said nothing within the instructions that it had. */
    record Endless() implements Verdict {
        @Override
        public String toString() {
            return "FAILED: has no end";
        }
    }

    /** Every hart waits, and nothing will ever wake one. */
    record Asleep() implements Verdict {
        @Override
        public String toString() {
            return "FAILED: sleeps for ever";
        }
    }

    /** Its signature is not the reference's. */
    record Differs(Signature.Difference where) implements Verdict {
        @Override
        public String toString() {
            return "FAILED: " + where;
        }
    }

    /** It did not start. */
    record Unusable(String reason) implements Verdict {
        @Override
        public String toString() {
            return "FAILED to start: " + reason;
        }
    }
}
