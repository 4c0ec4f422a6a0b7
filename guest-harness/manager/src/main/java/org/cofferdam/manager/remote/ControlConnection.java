package org.cofferdam.manager.remote;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import org.cofferdam.manager.control.Inbox;
import org.cofferdam.manager.control.Outcome;

/** One client, on a thread of its own: request after request, or a console. */
final class ControlConnection {
    private static final long NEVER = Long.MAX_VALUE;

    private final LineChannel lines;
    private final MachineTurn turn;
    private final long patience;

    /** When the client will have kept us waiting for too long, by {@link System#nanoTime}; or {@link #NEVER}. */
    private volatile long deadline;

    private volatile ConsoleFeed feed;

    /** A client that has just connected, and may keep us waiting for {@code patience} nanoseconds. */
    ControlConnection(SocketChannel channel, Inbox inbox, long patience) {
        this.lines = new LineChannel(channel, Protocol.LONGEST_REQUEST);
        this.turn = new MachineTurn(inbox);
        this.patience = patience;
        deadline = System.nanoTime() + patience;
    }

    /** Hangs up if the client has said nothing, or has not read, for too long. */
    void hangUpIfStuck() {
        long due = deadline;
        if (due != NEVER && System.nanoTime() - due > 0) {
            close();
        }
    }

    /** The run is over: what is being answered or shown is brought to its end. */
    void end() {
        try {
            lines.endInput();
        } catch (IOException gone) {
            close();
        }
        if (feed != null) {
            feed.end();
        }
    }

    /** Hangs up. */
    void close() {
        if (feed != null) {
            feed.end();
        }
        try {
            lines.close();
        } catch (IOException e) {
            System.err.println("cofferdam: a client's connection could not be closed: " + e.getMessage());
        }
    }

    /** Tells the client why it is not served, and hangs up. */
    void turnAway(Outcome.Kind kind, String why) {
        try {
            send(Answers.outcome(new Outcome(kind, why)).toString());
        } catch (IOException gone) {
            // it will not learn why
        }
        close();
    }

    /** Answers until the client leaves, or must. */
    void serve() {
        try {
            for (Optional<String> line = lines.read(); line.isPresent(); line = lines.read()) {
                deadline = NEVER; // the time that the machine takes is not the client's
                answer(line.get());
            }
            close();
        } catch (LineChannel.TooLong e) {
            turnAway(Outcome.Kind.BAD_INPUT, e.getMessage());
        } catch (IOException gone) {
            close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
        }
    }

    private void answer(String line) throws IOException, InterruptedException {
        try {
            Request request = Request.parse(line);
            if (request.word().equals(Protocol.CONSOLE)) {
                feed = new ConsoleFeed();
                new ConsoleSession(this, lines, turn, feed).serve(request);
            } else {
                send(Answers.to(request, turn).toString());
            }
        } catch (Refusal refusal) {
            send(Answers.outcome(new Outcome(refusal.kind(), refusal.getMessage()))
                    .toString());
        }
    }

    /** Sends a line, and then waits for the next. */
    private void send(String line) throws IOException {
        deadline = System.nanoTime() + patience;
        lines.write(line);
    }

    /** Sends a line to somebody who need not say anything. */
    void show(String line) throws IOException {
        send(line);
        deadline = NEVER;
    }
}
