package org.cofferdam.guests.command;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.cofferdam.machine.board.Pacer;
import org.cofferdam.machine.hart.Hart;

/**
 * The pace of an idle guest: while more input can come, idle time passes as it does for the person who types; when none can, it passes at
 * once.
 */
final class HostPacer implements Pacer {
    private static final long NANOSECONDS_A_CYCLE = 1_000_000_000 / (Hart.TICKS_PER_SECOND * Hart.CYCLES_PER_TICK);
    private static final long MILLISECOND = 1_000_000;
    private static final long LONGEST_WAIT = 1_000 * MILLISECOND;

    /** Where input comes from. Both methods are called by the machine's thread, while others add to the input. */
    interface Source {
        /** Whether there is input that no device has taken yet. */
        boolean waits();

        /** Whether no more will come, apart from what {@link #waits}. */
        boolean ended();

        /** A number that changes whenever a device takes input. */
        long taken();
    }

    private final List<Source> sources = new CopyOnWriteArrayList<>();
    private boolean interrupted;
    private long debt;
    private boolean hopeful;
    private long lastTaken;

    void add(Source source) {
        sources.add(source);
    }

    @Override
    public synchronized long idle(long cycles) {
        long taken = sources.stream().mapToLong(Source::taken).sum();
        // What nobody took when it was looked for last, nobody will take now: time does not run away over it.
        boolean worthALook = hopeful || taken != lastTaken;
        hopeful = false;
        lastTaken = taken;
        if (worthALook && sources.stream().anyMatch(Source::waits)) {
            return 0;
        }
        if (interrupted || sources.stream().allMatch(Source::ended)) {
            return cycles;
        }
        boolean bounded = cycles < LONGEST_WAIT / NANOSECONDS_A_CYCLE;
        debt += bounded ? cycles * NANOSECONDS_A_CYCLE : LONGEST_WAIT;
        if (debt < MILLISECOND) {
            return cycles; // too short to sleep: pay with the next
        }
        long start = System.nanoTime();
        pause(debt / MILLISECOND);
        long slept = System.nanoTime() - start;
        debt -= slept;
        boolean cut = debt > MILLISECOND || !bounded;
        debt = Math.clamp(debt, -MILLISECOND, MILLISECOND);
        return cut ? Math.min(cycles - 1, slept / NANOSECONDS_A_CYCLE) : cycles;
    }

    /** Waits for a change, or so long, or less. */
    @SuppressWarnings("WaitNotInLoop") // who calls this looks again at what it waits for
    private void pause(long milliseconds) {
        try {
            wait(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            interrupted = true;
        }
    }

    /** Wakes an idle machine: there is input, or no more of it, or the machine shall stop. Called by any thread. */
    synchronized void nudge() {
        hopeful = true;
        notifyAll();
    }
}
