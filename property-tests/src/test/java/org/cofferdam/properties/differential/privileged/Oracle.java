package org.cofferdam.properties.differential.privileged;

import java.io.IOException;

/** Another machine. */
@FunctionalInterface
interface Oracle {

    /**
     * RAM after the programs of an image.
     *
     * @throws IOException if the machine cannot be run, fails, or does not end in time
     */
    byte[] run(byte[] image) throws IOException, InterruptedException;
}
