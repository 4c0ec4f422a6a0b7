package org.cofferdam.properties.stateful;

import org.cofferdam.microkernel.Status;

/**
 * What came of a step.
 *
 * @param kind   of answer
 * @param error  what a call returned in a0, what was read, or the cause of a trap
 * @param value  what a call returned in a1, or the address of a trap
 * @param text   for people
 */
record Answer(Kind kind, long error, long value, String text) {
    enum Kind {
        /** Nobody could be asked, or nobody waits for an answer. */
        NONE,
        /** A guest should have answered, and has not. */
        MISSING,
        /** A guest's call returned. */
        RETURNED,
        /** A guest has read, written or jumped. */
        DONE,
        /** A guest took a trap. */
        TRAPPED,
        /** A call of the manager or of a monitor: the error is the status's ordinal. */
        STATUS
    }

    static Answer none(String text) {
        return new Answer(Kind.NONE, 0, 0, text);
    }

    static Answer missing() {
        return new Answer(Kind.MISSING, 0, 0, "no answer");
    }

    static Answer of(Status status) {
        return of(status, 0, status.name());
    }

    @SuppressWarnings("EnumOrdinal") // is read by is() alone
    static Answer of(Status status, long value, String text) {
        return new Answer(Kind.STATUS, status.ordinal(), value, text);
    }

    @SuppressWarnings("EnumOrdinal")
    boolean is(Status status) {
        return kind == Kind.STATUS && error == status.ordinal();
    }

    /** Of a virtual hart that has written down what came of what it was told. */
    static Answer of(Step step, Puppet.Mail mail) {
        if (mail.cause() != 0) {
            String text = "trap %d at 0x%x".formatted(mail.cause(), mail.address());
            return new Answer(Kind.TRAPPED, mail.cause(), mail.address(), text);
        }
        if (step.call().isPresent()) {
            String text = "%d, a1 0x%x".formatted(mail.error(), mail.value());
            return new Answer(Kind.RETURNED, mail.error(), mail.value(), text);
        }
        String text = step.verb() == Verb.READ ? "0x%x".formatted(mail.error()) : "done";
        return new Answer(Kind.DONE, mail.error(), 0, text);
    }

    boolean succeeded() {
        return kind == Kind.RETURNED && error == 0;
    }
}
