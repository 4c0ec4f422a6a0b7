package org.cofferdam.properties.faults;

import java.io.IOException;
import java.nio.file.Path;

/** Something that may notice a fault. */
interface Engine extends AutoCloseable {
    /** Short name, the head of its column. */
    String name();

    /**
     * Lets the engine loose on the product with a fault in it.
     *
     * @param classes what {@link FaultyClasses} made
     */
    Verdict attempt(Fault fault, Path classes) throws IOException, InterruptedException;

    /** Lets go of what it keeps between faults. */
    @Override
    default void close() throws IOException {}
}
