package org.cofferdam.isolation.language;

/** Which state a formula speaks of: a step has two, a pair of runs that take the same step has four. */
public enum World {
    /** Before the step. */
    NOW,
    /** After the step. */
    NEXT,
    /** Before the step, in the other run. */
    TWIN,
    /** After the step, in the other run. */
    TWIN_NEXT;

    /**
     * The state of the same run after the step.
     *
     * @throws IllegalStateException if this is after the step already
     */
    public World next() {
        return switch (this) {
            case NOW -> NEXT;
            case TWIN -> TWIN_NEXT;
            case NEXT, TWIN_NEXT -> throw new IllegalStateException("there is no state after " + this);
        };
    }
}
