package org.cofferdam.manager.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;
import org.cofferdam.manager.console.PartitionConsole;
import org.cofferdam.manager.control.Outcome;

/** A client at a partition's console: one thread brings its keys, another shows it the output. */
final class ConsoleSession {
    private final ControlConnection client;
    private final LineChannel lines;
    private final MachineTurn turn;
    private final ConsoleFeed feed;

    ConsoleSession(ControlConnection client, LineChannel lines, MachineTurn turn, ConsoleFeed feed) {
        this.client = client;
        this.lines = lines;
        this.turn = turn;
        this.feed = feed;
    }

    /**
     * Serves until the client leaves or the run ends.
     *
     * @throws Refusal if there is no such console
     * @throws IOException if the connection breaks
     */
    void serve(Request request) throws Refusal, IOException, InterruptedException {
        String name = request.named();
        Optional<Boolean> typist = turn.take(desk -> {
            desk.attend();
            return desk.console(name).map(console -> {
                console.watch(feed);
                return !request.watch() && console.takeKeyboard(feed);
            });
        });
        if (typist.isEmpty()) {
            throw Refusal.badInput(turn.take(desk -> desk.unknown(name)));
        }
        try {
            ObjectNode answer = Answers.outcome(new Outcome(Outcome.Kind.OK, "console of " + name));
            client.show(answer.put(Protocol.TYPIST, typist.get()).toString());
            Thread.ofPlatform().daemon().name("console of " + name).start(this::showAll);
            takeKeys(name, request.watch());
        } finally {
            turn.take(desk -> {
                PartitionConsole console = desk.console(name).orElseThrow();
                console.unwatch(feed);
                console.leaveKeyboard(feed);
                return true;
            });
        }
    }

    private void showAll() {
        try {
            for (Optional<ObjectNode> next = feed.take(); next.isPresent(); next = feed.take()) {
                client.show(next.get().toString());
            }
            lines.close();
        } catch (IOException gone) {
            feed.end();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void takeKeys(String name, boolean watches) throws IOException, InterruptedException, Refusal {
        for (Optional<String> line = lines.read(); line.isPresent(); line = lines.read()) {
            byte[] bytes = keys(line.get());
            boolean typed = !watches
                    && turn.take(desk -> {
                        PartitionConsole console = desk.console(name).orElseThrow();
                        boolean typist = console.takeKeyboard(feed);
                        for (int i = 0; typist && i < bytes.length; i++) {
                            console.type(bytes[i] & 0xff);
                        }
                        return typist;
                    });
            if (!typed) {
                String why = watches ? "you only watch " + name : "somebody else types at " + name;
                client.show(Protocol.JSON
                        .createObjectNode()
                        .put(Protocol.NOTICE, why)
                        .toString());
            }
        }
    }

    private static byte[] keys(String line) throws Refusal {
        try {
            JsonNode input = Protocol.object(line).path(Protocol.INPUT);
            if (input.isTextual()) {
                return input.binaryValue();
            }
        } catch (JsonProcessingException e) {
            throw Refusal.badInput("what was typed is not one JSON object: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw Refusal.badInput("what was typed is not base64: " + e.getMessage());
        }
        throw Refusal.badInput("nothing was typed");
    }
}
