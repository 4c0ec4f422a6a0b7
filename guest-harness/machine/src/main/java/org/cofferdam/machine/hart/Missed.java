package org.cofferdam.machine.hart;

import java.io.Serial;
import org.cofferdam.machine.isa.SlowPath;

/**
 * Thrown in a translation in place of calling a {@link SlowPath}: the instruction has done nothing yet and shall be interpreted. It
 * carries nothing, so that one is enough.
 */
public final class Missed extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** The one. */
    @SuppressWarnings("StaticAssignmentOfThrowable") // it has no trace of calls that would be the first thrower's
    public static final Missed INSTANCE = new Missed();

    private Missed() {
        super("a slow path", null, false, false);
    }
}
