package org.cofferdam.manager.command;

import java.util.Optional;
import org.cofferdam.manager.console.Operator;
import org.cofferdam.manager.console.Screen;
import org.cofferdam.manager.control.ControlDesk;
import org.cofferdam.manager.control.Inbox;
import org.cofferdam.manager.control.Script;
import org.cofferdam.manager.lifecycle.GuestSystem;

/**
 * Lets a system run, and takes in what comes from outside at instants of the machine's time: scripted orders at theirs,
 * all else where {@link #STEP} divides the time. The host sleeps only when a person is there and nothing has anything to
 * do.
 */
final class Conductor {
    /** Ten milliseconds of the machine's time. */
    private static final long STEP = 1_000_000;

    private static final long NEVER = Long.MAX_VALUE;

    private static final int STEP_MILLISECONDS = 10;

    /** After so many steps a line that has not ended is shown as it is: it may be a prompt. */
    private static final int STEPS_TO_PARTIAL_LINES = 20;

    private final GuestSystem system;
    private final ControlDesk desk;
    private final Script script;
    private final Inbox inbox;
    private final Screen screen;
    private final Optional<Operator> operator;
    private long nextInstant = STEP;
    private int steps;

    /** Without an operator nothing waits for anybody. */
    Conductor(
            GuestSystem system,
            ControlDesk desk,
            Script script,
            Inbox inbox,
            Screen screen,
            Optional<Operator> operator) {
        this.system = system;
        this.desk = desk;
        this.script = script;
        this.inbox = inbox;
        this.screen = screen;
        this.operator = operator;
    }

    /**
     * Runs until the machine's time is {@code untilCycle}, nothing will run again, or the operator leaves. Something
     * will run again as long as a partition runs or is paused, wants to start again, or an order is to come.
     *
     * @throws InterruptedException if the host's thread is interrupted while it sleeps
     */
    void run(long untilCycle) throws InterruptedException {
        boolean alive = true;
        while (alive && system.cycle() < untilCycle) {
            long started = system.cycle();
            long idle = system.idleCycles();
            long next = Math.min(Math.min(nextInstant, script.next()), untilCycle);
            boolean running = system.runUntil(next);
            if (!running && !isExpecting()) {
                break;
            }
            if (!running) {
                system.rest(next);
            }
            script.run(system.cycle(), desk);
            if (system.cycle() >= nextInstant) {
                nextInstant = (system.cycle() / STEP + 1) * STEP;
                boolean nothingRan = system.idleCycles() - idle == system.cycle() - started;
                boolean nothingIsDue = !running && script.next() == NEVER && untilCycle == NEVER;
                boolean typed = takeIn();
                alive = operator.isEmpty() || !operator.get().leaving();
                if (alive && nothingRan && !typed && (isAttended() || nothingIsDue)) {
                    inbox.await(STEP_MILLISECONDS);
                }
            }
        }
        screen.flush(true);
    }

    private boolean isExpecting() {
        return system.anyPaused() || system.anyWantsRestart() || script.next() != NEVER;
    }

    private boolean isAttended() {
        return operator.isPresent() || desk.attended();
    }

    /** Takes in what waits outside, and brings out consoles; true if the operator typed anything. */
    private boolean takeIn() {
        desk.restartRebooted();
        inbox.run(desk);
        boolean typed = operator.isPresent() && operator.get().poll();
        screen.flush(++steps % STEPS_TO_PARTIAL_LINES == 0);
        return typed;
    }
}
