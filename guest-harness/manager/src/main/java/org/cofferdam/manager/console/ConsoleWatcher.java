package org.cofferdam.manager.console;

/** Somebody who sees what one partition writes to its console. Called on the machine's thread: it must not wait. */
public interface ConsoleWatcher {
    /** A byte, 0 to 255. */
    void write(int octet);
}
