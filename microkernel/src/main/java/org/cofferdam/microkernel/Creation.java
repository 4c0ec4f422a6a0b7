package org.cofferdam.microkernel;

/** The outcome of {@link Control#create}. */
public sealed interface Creation {
    /** The partition exists; the handle is for its monitor, and there is no other. */
    record Created(Monitor monitor) implements Creation {}

    /** Nothing changed. */
    record Refused(Status status) implements Creation {}
}
