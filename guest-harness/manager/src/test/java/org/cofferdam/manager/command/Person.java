package org.cofferdam.manager.command;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.cofferdam.manager.remote.ControlClient;
import org.cofferdam.manager.remote.RemoteConsole;
import org.cofferdam.manager.remote.RunFolder;

/** A person at a partition's console. */
final class Person implements AutoCloseable {
    private final ControlClient client;
    private final OutputStream keys;
    private final ByteArrayOutputStream screen = new ByteArrayOutputStream();
    private final CompletableFuture<Boolean> left = new CompletableFuture<>();

    Person(RunningProcess system, String partition, boolean watch) throws Exception {
        client = ControlClient.open(
                new RunFolder(Path.of("/nowhere")), system.socket().toString());
        RemoteConsole console = client.console(partition, watch);
        PipedOutputStream typed = new PipedOutputStream();
        PipedInputStream keyboard = new PipedInputStream(typed);
        keys = typed;
        PrintStream out = new PrintStream(screen, true, StandardCharsets.UTF_8);
        Thread.ofPlatform().daemon().start(() -> {
            try {
                left.complete(console.attach(keyboard, out, "\n"));
            } catch (IOException e) {
                left.completeExceptionally(e);
            }
        });
    }

    void type(String text) throws IOException {
        keys.write(text.getBytes(StandardCharsets.US_ASCII));
        keys.flush();
    }

    String screen() {
        return screen.toString(StandardCharsets.UTF_8);
    }

    void awaitScreen(String end) throws InterruptedException {
        await(() -> screen().endsWith(end));
    }

    /** Whether the person left before the run ended, once one of the two is so. */
    boolean hasLeft() throws Exception {
        return left.get(60, TimeUnit.SECONDS);
    }

    static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(5);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
