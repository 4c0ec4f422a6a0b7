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

    /** The state of the same run after the step. */
    public World next() {
        return this == NOW ? NEXT : TWIN_NEXT;
    }
}
