package org.cofferdam.manager.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Timer;
import java.util.TimerTask;
import org.cofferdam.manager.control.Order;
import org.cofferdam.manager.control.Outcome;
import org.cofferdam.manager.control.Verb;

/** A running system, as another process sees it. */
public final class ControlClient implements AutoCloseable {
    private static final long PATIENCE_MILLISECONDS = 60_000;

    private final Path socket;
    private final LineChannel lines;
    private final Timer timer = new Timer("patience", true);

    private ControlClient(Path socket, LineChannel lines) {
        this.socket = socket;
        this.lines = lines;
    }

    /**
     * Connects.
     *
     * @param system name of a system or path of its socket; null for the only one that runs
     * @throws Refusal if there is no such system, or it cannot be told which
     * @throws IOException if the connection fails
     */
    public static ControlClient open(RunFolder folder, String system) throws Refusal, IOException {
        Path socket = folder.find(system);
        SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        return new ControlClient(socket, new LineChannel(channel, Protocol.LONGEST_ANSWER));
    }

    /**
     * Has something done to a partition; what was done, in words.
     *
     * @throws Refusal if it was not done
     * @throws IOException if the connection breaks
     */
    public String act(Verb verb, String partition) throws Refusal, IOException {
        return ask(new Request(verb.word(), Optional.of(partition), false, Optional.empty()))
                .path(Protocol.MESSAGE)
                .asText();
    }

    /**
     * Asks a guest for memory; what was asked, in words.
     *
     * @param bytes that its balloon shall hold, whole pages
     * @throws Refusal if it was not asked
     * @throws IOException if the connection breaks
     */
    public String balloon(String partition, long bytes) throws Refusal, IOException {
        return ask(new Request(Order.BALLOON, Optional.of(partition), false, Optional.of(bytes)))
                .path(Protocol.MESSAGE)
                .asText();
    }

    /**
     * The report on the system: the object that {@code run --json} writes.
     *
     * @throws Refusal if there is no answer
     * @throws IOException if the connection breaks
     */
    public JsonNode report() throws Refusal, IOException {
        return ask(new Request(Protocol.REPORT, Optional.empty(), false, Optional.empty()))
                .path(Protocol.SYSTEM);
    }

    /**
     * The audit trail, of one partition if one is named: objects with sequence, cycle, partition and event.
     *
     * @throws Refusal if there is no such partition
     * @throws IOException if the connection breaks
     */
    public JsonNode audit(Optional<String> partition) throws Refusal, IOException {
        return ask(new Request(Protocol.AUDIT, partition, false, Optional.empty()))
                .path(Protocol.EVENTS);
    }

    /**
     * Turns the connection into a console.
     *
     * @throws Refusal if there is no such partition
     * @throws IOException if the connection breaks
     */
    public RemoteConsole console(String partition, boolean watch) throws Refusal, IOException {
        ObjectNode answer = ask(new Request(Protocol.CONSOLE, Optional.of(partition), watch, Optional.empty()));
        return new RemoteConsole(lines, answer.path(Protocol.TYPIST).asBoolean());
    }

    private ObjectNode ask(Request request) throws Refusal, IOException {
        TimerTask hangUp = new TimerTask() {
            @Override
            public void run() {
                close();
            }
        };
        timer.schedule(hangUp, PATIENCE_MILLISECONDS);
        try {
            send(request);
            return understood(lines.read());
        } catch (ClosedChannelException e) {
            throw new Refusal(
                    Outcome.Kind.REFUSED,
                    "the system at " + socket + " does not answer: is its process stopped, or the host overloaded?");
        } finally {
            hangUp.cancel();
        }
    }

    private void send(Request request) throws IOException {
        try {
            lines.write(request.line());
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException turnedAway) {
            // Who hung up said before why, and that is read next; or there is nothing to read.
        }
    }

    private static ObjectNode understood(Optional<String> line) throws Refusal, IOException {
        if (line.isEmpty()) {
            throw new Refusal(Outcome.Kind.REFUSED, "the run has ended");
        }
        ObjectNode answer = Protocol.object(line.get());
        String status = answer.path(Protocol.STATUS).asText();
        Outcome.Kind kind = Arrays.stream(Outcome.Kind.values())
                .filter(known -> Protocol.status(known).equals(status))
                .findFirst()
                .orElseThrow(() -> new IOException("an answer of status '" + status + "'"));
        if (kind != Outcome.Kind.OK) {
            throw new Refusal(kind, answer.path(Protocol.MESSAGE).asText());
        }
        return answer;
    }

    @Override
    public void close() {
        timer.cancel();
        try {
            lines.close();
        } catch (IOException e) {
            System.err.println("cofferdam: the connection could not be closed: " + e.getMessage());
        }
    }
}
