package org.cofferdam.guests.command;

import java.util.function.IntConsumer;

/** The keys of QEMU's {@code -nographic}: Ctrl-A x leaves, Ctrl-A h helps, Ctrl-A Ctrl-A is one Ctrl-A for the guest. */
final class EscapeKeys {
    private static final int CONTROL_A = 1;

    private final Runnable leave;
    private final Runnable help;
    private boolean escaped;

    EscapeKeys(Runnable leave, Runnable help) {
        this.leave = leave;
        this.help = help;
    }

    /** Whether a key is the guest's; one that was held back because it looked like ours goes to {@code late}. */
    boolean passes(int key, IntConsumer late) {
        if (!escaped) {
            escaped = key == CONTROL_A;
            return !escaped;
        }
        escaped = false;
        switch (key) {
            case 'x' -> leave.run();
            case 'h', '?' -> help.run();
            case CONTROL_A -> late.accept(CONTROL_A);
            default -> {
                late.accept(CONTROL_A);
                return true;
            }
        }
        return false;
    }
}
