package org.cofferdam.guests.command;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.cofferdam.machine.board.Pacer;
import org.cofferdam.machine.device.CharacterDevice;
import org.cofferdam.machine.hart.Hart;

/**
 * This process's standard input and output as a guest's console, and the pace of an idle guest: while more input can come, idle time
 * passes as it does for the person who types; when none can, it passes at once.
 */
final class HostTerminal implements CharacterDevice, Pacer {
    private static final int MOST_WAITING = 1 << 16;
    private static final long NANOSECONDS_A_CYCLE = 1_000_000_000 / (Hart.TICKS_PER_SECOND * Hart.CYCLES_PER_TICK);
    private static final long MILLISECOND = 1_000_000;
    private static final long LONGEST_WAIT = 1_000 * MILLISECOND;

    private static final String HELP = "Ctrl-A x  leave    Ctrl-A h  this help    Ctrl-A Ctrl-A  send Ctrl-A";

    private final OutputStream out = new FileOutputStream(FileDescriptor.out);
    private final Deque<Integer> waiting = new ArrayDeque<>();
    private boolean ended;
    private boolean outputLost;
    private long debt;

    /**
     * Starts to read standard input.
     *
     * @param leave what to do at Ctrl-A x, or null to pass every byte to the guest
     */
    void start(Runnable leave) {
        EscapeKeys keys = leave == null ? null : new EscapeKeys(leave, this::help);
        Thread.ofPlatform().daemon().name("terminal input").start(() -> readAll(keys));
    }

    private void readAll(EscapeKeys keys) {
        try (InputStream in = new FileInputStream(FileDescriptor.in)) {
            for (int value = in.read(); value >= 0; value = in.read()) {
                if (keys == null || keys.passes(value, this::accept)) {
                    accept(value);
                }
            }
        } catch (IOException e) {
            // as at its end: no more input
        }
        end();
    }

    private synchronized void accept(int value) {
        while (waiting.size() >= MOST_WAITING) {
            pause(0);
        }
        waiting.add(value);
        notifyAll();
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }

    @Override
    public synchronized int read() {
        if (waiting.isEmpty()) {
            return -1;
        }
        notifyAll();
        return waiting.remove();
    }

    /** Ignores a standard output that has gone: the guest goes on. */
    @Override
    public void write(int value) {
        try {
            if (!outputLost) {
                out.write(value);
            }
        } catch (IOException e) {
            outputLost = true;
        }
    }

    private void help() {
        for (byte octet : ("\r\n" + HELP + "\r\n").getBytes(StandardCharsets.US_ASCII)) {
            write(octet);
        }
    }

    @Override
    public synchronized long idle(long cycles) {
        if (ended && waiting.isEmpty()) {
            return cycles;
        }
        if (!waiting.isEmpty()) {
            return 0;
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

    /** Waits for a change, or so long (0: no limit), or less. */
    @SuppressWarnings("WaitNotInLoop") // who calls this looks again at what it waits for
    private void pause(long milliseconds) {
        try {
            wait(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            ended = true;
        }
    }

    /** Wakes an idle machine, so that it notices that it shall stop. */
    synchronized void nudge() {
        notifyAll();
    }
}
