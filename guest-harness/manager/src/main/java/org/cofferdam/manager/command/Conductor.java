package org.cofferdam.manager.command;

import java.util.Optional;
import org.cofferdam.manager.console.Operator;
import org.cofferdam.manager.console.Screen;
import org.cofferdam.manager.lifecycle.GuestSystem;

/**
 * Lets a system run, in steps of the machine's time between which consoles are brought out and what was typed is taken
 * in. The host sleeps only when a person is there and no partition has anything to do.
 */
final class Conductor {
    /** Ten milliseconds of the machine's time. */
    private static final long STEP = 1_000_000;

    private static final int STEP_MILLISECONDS = 10;

    /** After so many steps a line that has not ended is shown as it is: it may be a prompt. */
    private static final int STEPS_TO_PARTIAL_LINES = 20;

    private final GuestSystem system;
    private final Screen screen;
    private final Optional<Operator> operator;
    private int steps;

    /** Without an operator nothing waits for anybody. */
    Conductor(GuestSystem system, Screen screen, Optional<Operator> operator) {
        this.system = system;
        this.screen = screen;
        this.operator = operator;
    }

    /**
     * Runs until the machine's time is {@code untilCycle}, no partition will run again, or the operator leaves.
     *
     * @throws InterruptedException if the host's thread is interrupted while it sleeps
     */
    void run(long untilCycle) throws InterruptedException {
        boolean alive = true;
        while (alive && system.cycle() < untilCycle) {
            long idle = system.idleCycles();
            long step = Math.min(STEP, untilCycle - system.cycle());
            alive = system.run(step);
            boolean typed = operator.isPresent() && operator.get().poll();
            if (operator.isPresent() && operator.get().leaving()) {
                break;
            }
            screen.flush(++steps % STEPS_TO_PARTIAL_LINES == 0);
            if (alive && operator.isPresent() && !typed && system.idleCycles() - idle == step) {
                Thread.sleep(STEP_MILLISECONDS);
            }
        }
        screen.flush(true);
    }
}
