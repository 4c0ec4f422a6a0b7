package org.cofferdam.isolation.prove;

/** A solver that understands SMT-LIB commands, one conversation at a time. */
interface Solver extends AutoCloseable {
    /** Sends commands, and gives what is answered, without line ends around it. */
    String send(String commands);

    /** Its name and version, for reports. */
    String name();

    @Override
    void close();
}
