package org.cofferdam.manager.remote;

import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.cofferdam.manager.control.Inbox;
import org.cofferdam.manager.control.Outcome;

/**
 * Listens for clients beside the machine. There are never more than a few, each has a thread of its own, and one that
 * is silent or does not read is hung up on; the machine's thread waits for none.
 */
public final class ControlServer implements AutoCloseable {
    static final int MOST_CONNECTIONS = 16;

    private static final long LONGEST_FAREWELL_MILLISECONDS = 2_000;

    private final ServerSocketChannel server;
    private final Path socket;
    private final Inbox inbox;
    private final long patience;
    private final List<ControlConnection> connections = new ArrayList<>();
    private boolean closed;

    private ControlServer(RunFolder.Claim claim, Inbox inbox, long patience) {
        this.server = claim.server();
        this.socket = claim.socket();
        this.inbox = inbox;
        this.patience = patience;
    }

    /**
     * Listens for requests to a system.
     *
     * @param name  of the system; another is found if it is taken
     * @param inbox where requests go
     * @throws Refusal if the folder is not this user's alone
     * @throws IOException if the socket cannot be made
     */
    public static ControlServer open(RunFolder folder, String name, Inbox inbox) throws Refusal, IOException {
        return open(folder, name, inbox, TimeUnit.SECONDS.toNanos(30));
    }

    /** As {@link #open(RunFolder, String, Inbox)}; a client may be silent for {@code patience} nanoseconds. */
    static ControlServer open(RunFolder folder, String name, Inbox inbox, long patience) throws Refusal, IOException {
        ControlServer server = new ControlServer(folder.claim(name), inbox, patience);
        Thread.ofPlatform().daemon().name("control socket").start(server::acceptAll);
        Thread.ofPlatform().daemon().name("control patience").start(server::hangUpOnTheStuck);
        return server;
    }

    /** Where it listens. */
    public Path socket() {
        return socket;
    }

    private void acceptAll() {
        try {
            while (true) {
                admit(server.accept());
            }
        } catch (IOException e) {
            close(); // as at the end of the run: without accept there is no more to hope for
        }
    }

    private void admit(SocketChannel channel) throws IOException {
        ControlConnection connection = new ControlConnection(channel, inbox, patience);
        if (add(connection)) {
            Thread.ofPlatform().daemon().name("control client").start(() -> {
                connection.serve();
                remove(connection);
            });
        } else {
            connection.turnAway(Outcome.Kind.REFUSED, MOST_CONNECTIONS + " clients are connected: end one of them");
        }
    }

    private synchronized boolean add(ControlConnection connection) {
        return !closed && connections.size() < MOST_CONNECTIONS && connections.add(connection);
    }

    private synchronized void remove(ControlConnection connection) {
        connections.remove(connection);
        notifyAll();
    }

    private synchronized void hangUpOnTheStuck() {
        try {
            while (!closed) {
                wait(Math.max(1, TimeUnit.NANOSECONDS.toMillis(patience) / 10));
                connections.forEach(ControlConnection::hangUpIfStuck);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes the socket away, lets everybody have the end of what they asked for, and hangs up. */
    @Override
    public void close() {
        inbox.close();
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            notifyAll();
        }
        try {
            server.close();
            Files.deleteIfExists(socket);
        } catch (IOException e) {
            System.err.println("cofferdam: " + socket + " could not be removed: " + e.getMessage());
        }
        sayGoodbye();
    }

    private synchronized void sayGoodbye() {
        connections.forEach(ControlConnection::end);
        long start = System.nanoTime();
        long left = LONGEST_FAREWELL_MILLISECONDS;
        try {
            while (!connections.isEmpty() && left > 0) {
                wait(left);
                left = LONGEST_FAREWELL_MILLISECONDS - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        connections.forEach(ControlConnection::close);
    }
}
