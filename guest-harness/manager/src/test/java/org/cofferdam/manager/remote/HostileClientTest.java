package org.cofferdam.manager.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.cofferdam.manager.control.Inbox;
import org.cofferdam.manager.control.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What clients may send, and what becomes of them; no machine has to be there for that. */
@Timeout(120)
class HostileClientTest {
    private static final long LONG = TimeUnit.SECONDS.toNanos(100);

    @TempDir
    Path folder;

    private final Inbox inbox = new Inbox();
    private ControlServer server;

    private void open(long patience) throws Exception {
        server = ControlServer.open(new RunFolder(folder.resolve("run")), "x", inbox, patience);
    }

    @AfterEach
    void close() {
        server.close();
    }

    /** A client without manners. */
    private final class Client implements AutoCloseable {
        private final SocketChannel channel;
        private final BufferedReader in;
        private final OutputStream out;

        Client() throws IOException {
            channel = SocketChannel.open(UnixDomainSocketAddress.of(server.socket()));
            in = new BufferedReader(new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8));
            out = Channels.newOutputStream(channel);
        }

        Client send(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            return this;
        }

        /** The next line, or null if the server has hung up. */
        String answer() throws IOException {
            try {
                return in.readLine();
            } catch (IOException reset) {
                return null;
            }
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``                                              | the request is not one JSON object: not a JSON object",
                "no JSON                                         | the request is not one JSON object: Unrecognized token",
                "[]                                              | the request is not one JSON object: not a JSON object",
                "{'cofferdam':1,'do':'report'} {}                | the request is not one JSON object: Trailing token",
                "{'cofferdam':1,'cofferdam':1}                   | the request is not one JSON object: Duplicate field",
                "{'do':'report'}                                 | this system speaks version 1 of the protocol, not ''",
                "{'cofferdam':2,'do':'report'}                   | this system speaks version 1 of the protocol, not '2'",
                "{'cofferdam':1.0,'do':'report'}                 | this system speaks version 1 of the protocol, not '1.0'",
                "{'cofferdam':1}                                 | the request does not say what to do",
                "{'cofferdam':1,'do':7}                          | the request does not say what to do",
                "{'cofferdam':1,'do':'format'}                   | the request says to 'format', which is nothing known",
                "{'cofferdam':1,'do':'pause'}                    | the request names no partition",
                "{'cofferdam':1,'do':'console'}                  | the request names no partition",
                "{'cofferdam':1,'do':'pause','partition':[]}     | the request's partition is not a name",
                "{'cofferdam':1,'do':'pause','hash':true}        | the request has an unknown field 'hash'",
                "{'cofferdam':1,'do':'console','watch':'yes'}    | the request's watch is neither true nor false"
            })
    void whatIsNoRequestIsAnsweredAndTheNextOneHeard(String line, String message) throws Exception {
        open(LONG);
        String expected = "{\"status\":\"bad-input\",\"message\":\"" + message;
        try (Client client = new Client()) {
            for (int i = 0; i < 2; i++) {
                String answer = client.send(line.replace('\'', '"') + "\n").answer();
                assertTrue(answer.startsWith(expected), answer);
            }
        }
    }

    @Test
    void aDeepObjectIsNoRequest() throws Exception {
        open(LONG);
        try (Client client = new Client()) {
            String answer = client.send("{\"a\":".repeat(1600) + "\n").answer();
            assertTrue(answer.startsWith("{\"status\":\"bad-input\""), answer);
        }
    }

    @Test
    void aLineWithoutEndIsCutOff() throws Exception {
        open(LONG);
        try (Client client = new Client()) {
            client.send("x".repeat(Protocol.LONGEST_REQUEST));
            assertEquals("{\"status\":\"bad-input\",\"message\":\"a line of more than 8192 bytes\"}", client.answer());
            assertEquals(null, client.answer());
        }
    }

    @Test
    void whoSaysNothingOrHalfIsHungUpOn() throws Exception {
        open(TimeUnit.MILLISECONDS.toNanos(200));
        try (Client silent = new Client();
                Client half = new Client().send("{\"cofferdam\":1,")) {
            assertEquals(null, silent.answer());
            assertEquals(null, half.answer());
        }
    }

    @Test
    void whoAsksAndNeverReadsIsHungUpOn() throws Exception {
        open(TimeUnit.MILLISECONDS.toNanos(200));
        try (Client deaf = new Client()) {
            boolean open = true;
            for (int i = 0; open && i < 1_000_000; i++) {
                try {
                    deaf.send("{}\n");
                } catch (IOException hungUp) {
                    open = false;
                }
            }
            assertFalse(open);
        }
    }

    @Test
    void thereIsAMostOfConnectionsAndAPlaceThatIsLeftIsFree() throws Exception {
        open(LONG);
        List<Client> clients = new ArrayList<>();
        try {
            for (int i = 0; i < ControlServer.MOST_CONNECTIONS; i++) {
                clients.add(new Client());
                clients.getLast().send("{}\n").answer();
            }
            try (Client turnedAway = new Client()) {
                assertEquals(
                        "{\"status\":\"refused\",\"message\":\"16 clients are connected: end one of them\"}",
                        turnedAway.answer());
                assertEquals(null, turnedAway.answer());
            }
            assertTurnedAway();
            clients.removeFirst().close();
            String answer = null;
            while (answer == null || answer.contains("refused")) {
                try (Client next = new Client()) {
                    answer = next.send("{}\n").answer();
                } catch (IOException turnedAway) {
                    answer = null;
                }
            }
            assertTrue(answer.contains("speaks version 1"), answer);
        } finally {
            for (Client client : clients) {
                client.close();
            }
        }
    }

    private void assertTurnedAway() throws Exception {
        Refusal refusal = assertThrows(Refusal.class, () -> {
            try (ControlClient client =
                    ControlClient.open(new RunFolder(folder), server.socket().toString())) {
                client.report();
            }
        });
        assertEquals("16 clients are connected: end one of them", refusal.getMessage());
        assertEquals(Outcome.Kind.REFUSED, refusal.kind());
    }

    @Test
    void requestsThatTheMachineDoesNotTakeEndWithTheRun() throws Exception {
        open(TimeUnit.SECONDS.toNanos(3));
        try (Client waiting = new Client().send("{\"cofferdam\":1,\"do\":\"report\"}\n")) {
            inbox.await(TimeUnit.SECONDS.toMillis(60));
            Thread.sleep(4_000); // longer than a client may be silent: but this time it is the machine that is slow
            server.close();
            assertEquals("{\"status\":\"refused\",\"message\":\"the run has ended\"}", waiting.answer());
        }
    }

    @Test
    void whatFailsOnTheMachinesThreadIsAFaultForItsClientAlone() throws Exception {
        open(LONG);
        try (Client client = new Client().send("{\"cofferdam\":1,\"do\":\"report\"}\n")) {
            inbox.await(TimeUnit.SECONDS.toMillis(60));
            inbox.run(null); // no desk: whatever is asked fails
            String answer = client.answer();
            assertTrue(answer.startsWith("{\"status\":\"fault\",\"message\":\"internal fault"), answer);
        }
    }
}
