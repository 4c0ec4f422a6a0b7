package org.cofferdam.guests.debugger;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.cofferdam.machine.board.VirtBoard;

/**
 * Serves one debugger at a time. A machine runs until a debugger connects, which stops it; a connection that ends, in whatever
 * way, lets it run on without breakpoints.
 */
public final class Debugger implements AutoCloseable {
    /** What the machine's thread does next. */
    public enum Verdict {
        /** Runs the board. */
        RUN,
        /** Builds a new board in its reset state, and asks again. */
        RESET,
        /** Ends. */
        END
    }

    /** Requests that wait at most; a debugger that sends more waits itself. */
    private static final int MOST_EVENTS = 64;

    private final ServerSocket listener;
    private final BlockingQueue<Event> events = new ArrayBlockingQueue<>(MOST_EVENTS);
    private volatile Runnable attention = () -> {};
    private GdbSession session;
    private VirtBoard board;

    /** The machine stands still for the debugger, or for one to come. */
    private boolean standing;

    private Debugger(ServerSocket listener, boolean frozen) {
        this.listener = listener;
        standing = frozen;
    }

    /**
     * Listens, and starts the threads that do.
     *
     * @param host null for this machine alone
     * @param frozen whether the machine waits for a debugger before its first instruction
     * @throws IOException if the address cannot be had
     */
    public static Debugger listen(String host, int port, boolean frozen) throws IOException {
        ServerSocket listener = new ServerSocket();
        try {
            listener.bind(new InetSocketAddress(
                    host == null ? InetAddress.getLoopbackAddress() : InetAddress.getByName(host), port));
        } catch (IOException e) {
            listener.close();
            throw e;
        }
        Debugger debugger = new Debugger(listener, frozen);
        Thread.ofPlatform().daemon().name("debugger").start(debugger::acceptAll);
        return debugger;
    }

    /** The port listened on. */
    public int port() {
        return listener.getLocalPort();
    }

    /** How to make the machine's thread come to {@link #attend} soon; called by other threads. */
    public void onAttention(Runnable action) {
        attention = action;
    }

    private void acceptAll() {
        while (!listener.isClosed()) {
            try (Socket socket = listener.accept()) {
                socket.setTcpNoDelay(true);
                new Connection(socket.getInputStream(), socket.getOutputStream(), socket).readAll(this::post);
            } catch (IOException e) {
                // this debugger has gone, or the listener is closed
            }
        }
    }

    private void post(Event event) {
        try {
            events.put(event);
            attention.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends a machine that stands still: whoever sits at its own console leaves. May be called by any thread. */
    public void leave() {
        if (events.offer(new Event.Leave())) {
            attention.run();
        }
    }

    /** A hart has halted: the machine stands still until the debugger says otherwise. */
    public void halted(int hart) {
        if (session == null) {
            board.harts().get(hart).probe().release(); // a stop of a debugger that has gone meanwhile
        } else {
            standing = true;
            session.report(hart);
        }
    }

    /** The machine has come to its end. */
    public void ended(int code) {
        if (session != null) {
            session.reportEnd(code);
            session = null;
        }
    }

    /** Serves the debugger for as long as it wants the machine to stand still. Called by the machine's thread between two runs. */
    public Verdict attend(VirtBoard present) {
        if (present != board) {
            board = present;
            if (session != null) {
                session.adopt(present);
            }
        }
        while (standing || !events.isEmpty()) {
            Verdict verdict = handle(next());
            if (verdict != Verdict.RUN) {
                return verdict;
            }
        }
        return Verdict.RUN;
    }

    private Event next() {
        try {
            return events.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Event.Leave();
        }
    }

    private Verdict handle(Event event) {
        switch (event) {
            case Event.Leave() -> {
                if (session != null) {
                    letGo();
                }
                standing = false;
                return Verdict.END;
            }
            case Event.Connected(Connection connection) -> {
                session = new GdbSession(connection, board);
                standing = true;
            }
            case Event.Closed(Connection connection) -> {
                if (session != null && session.over(connection)) {
                    letGo();
                }
            }
            case Event.Interrupt() -> {
                if (session != null && !standing) {
                    standing = true;
                    session.reportInterrupt();
                }
            }
            case Event.Request(byte[] data)
            when session != null -> {
                return request(data);
            }
            case Event.Request _, Event.Damaged(), Event.Again() -> {}
        }
        return Verdict.RUN;
    }

    private Verdict request(byte[] data) {
        standing = true; // a request to a machine that runs stops it, as QEMU's does
        switch (session.serve(data)) {
            case STAY -> {}
            case RESUME -> standing = false;
            case DETACH -> letGo();
            case RESET -> {
                return Verdict.RESET;
            }
            case KILL -> {
                letGo();
                return Verdict.END;
            }
        }
        return Verdict.RUN;
    }

    private void letGo() {
        session.leave();
        session = null;
        standing = false;
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
