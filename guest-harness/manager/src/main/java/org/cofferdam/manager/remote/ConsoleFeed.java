package org.cofferdam.manager.remote;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.cofferdam.manager.console.ConsoleWatcher;

/**
 * A console's output on its way to a client: the machine's thread puts bytes in and never waits, the client's thread
 * takes them out. What finds no room is lost, and counted.
 */
final class ConsoleFeed implements ConsoleWatcher {
    private static final int CAPACITY = 1 << 16;
    private static final int LONGEST_CHUNK = 4096;

    private final byte[] ring = new byte[CAPACITY];
    private int start;
    private int count;
    private long lost;
    private boolean ended;

    @Override
    public synchronized void write(int octet) {
        if (count == CAPACITY) {
            lost++;
            return;
        }
        ring[(start + count++) % CAPACITY] = (byte) octet;
        if (count == 1) {
            notifyAll();
        }
    }

    /** No more will come. */
    synchronized void end() {
        ended = true;
        notifyAll();
    }

    /**
     * The next bytes as a message, once there are any; empty after the end.
     *
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    synchronized Optional<ObjectNode> take() throws InterruptedException {
        while (count == 0 && !ended) {
            wait();
        }
        if (count == 0) {
            return Optional.empty();
        }
        byte[] bytes = new byte[Math.min(count, LONGEST_CHUNK)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = ring[(start + i) % CAPACITY];
        }
        start = (start + bytes.length) % CAPACITY;
        count -= bytes.length;
        ObjectNode message = Protocol.JSON.createObjectNode().put(Protocol.OUTPUT, bytes);
        if (lost > 0) {
            message.put(Protocol.LOST, lost);
            lost = 0;
        }
        return Optional.of(message);
    }
}
