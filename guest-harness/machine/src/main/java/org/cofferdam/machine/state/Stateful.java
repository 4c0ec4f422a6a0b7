package org.cofferdam.machine.state;

/** Has a state that can be saved, and taken up by another object of the same class and configuration. */
public interface Stateful {
    /** Writes everything that is not configuration and does not follow from something else that is saved. */
    void save(StateWriter out);

    /**
     * Reads what {@link #save} wrote. What follows from it for others (an interrupt line's level, say) is theirs to save. After a failure
     * this object is in no state to be used.
     *
     * @throws StateException if a value is missing, or is none that {@link #save} could have written
     */
    void restore(StateReader in) throws StateException;
}
