package org.cofferdam.machine.hart;

import java.io.Serial;

/**
 * Thrown by {@link Hart#settle} and {@link Hart#changeFloatingPoint} amid a block: the instruction has done nothing yet and shall be
 * executed by itself. It carries nothing, so that each hart needs but one for either.
 */
final class Unsettled extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    Unsettled() {
        super("amid a block", null, false, false);
    }
}
