package org.cofferdam.guests.command;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.cofferdam.machine.device.CharacterDevice;

/** This process's standard input and output as a guest's console. */
final class HostTerminal implements CharacterDevice, HostPacer.Source {
    private static final int MOST_WAITING = 1 << 16;
    private static final String HELP = "Ctrl-A x  leave    Ctrl-A h  this help    Ctrl-A Ctrl-A  send Ctrl-A";

    private final OutputStream out = new FileOutputStream(FileDescriptor.out);
    private final BlockingQueue<Integer> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final HostPacer pacer;
    private volatile boolean ended;
    private boolean outputLost;
    private long taken;

    HostTerminal(HostPacer pacer) {
        this.pacer = pacer;
        pacer.add(this);
    }

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
        ended = true;
        pacer.nudge();
    }

    private void accept(int value) {
        try {
            waiting.put(value);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        pacer.nudge();
    }

    @Override
    public boolean waits() {
        return !waiting.isEmpty();
    }

    @Override
    public boolean ended() {
        return ended;
    }

    @Override
    public int read() {
        Integer value = waiting.poll();
        if (value == null) {
            return -1;
        }
        taken++;
        return value;
    }

    @Override
    public long taken() {
        return taken;
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
}
