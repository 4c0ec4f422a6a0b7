package org.cofferdam.manager.remote;

import org.cofferdam.manager.control.Outcome;

/** A request that was not done, in one line for a person. */
public final class Refusal extends Exception {
    private static final long serialVersionUID = 1;

    private final Outcome.Kind kind;

    /** A refusal; {@code kind} is not OK. */
    public Refusal(Outcome.Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    static Refusal badInput(String message) {
        return new Refusal(Outcome.Kind.BAD_INPUT, message);
    }

    /** Whose fault it is. */
    public Outcome.Kind kind() {
        return kind;
    }
}
