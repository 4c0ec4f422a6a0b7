package org.cofferdam.manager.control;

import java.io.PrintWriter;
import java.util.Optional;

/**
 * Everything that came into a system from outside, with the cycle at which it came, as arguments for {@code run}: a run
 * that is given them is the same run.
 */
public final class Journal {
    private final Optional<PrintWriter> out;

    /** A journal that writes to {@code out}, if there is any. */
    public Journal(Optional<PrintWriter> out) {
        this.out = out;
    }

    void note(long cycle, Order order) {
        out.ifPresent(journal -> {
            journal.println("--at=" + new ScriptedOrder(cycle, order));
            journal.flush();
        });
    }
}
