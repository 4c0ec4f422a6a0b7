package org.cofferdam.manager.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.channels.ClosedChannelException;
import java.util.Optional;

/** A partition's console in another process. Ctrl-A x leaves it, Ctrl-A Ctrl-A sends a Ctrl-A. */
public final class RemoteConsole {
    private static final int CONTROL_A = 1;
    private static final int LONGEST_INPUT = 1024;

    private final LineChannel lines;
    private final boolean typist;
    private boolean command;
    private volatile boolean left;

    RemoteConsole(LineChannel lines, boolean typist) {
        this.lines = lines;
        this.typist = typist;
    }

    /** Whether what is typed reaches the guest; else somebody else has the keyboard. */
    public boolean typist() {
        return typist;
    }

    /**
     * Shows the console and sends what is typed, until the person leaves or the run ends.
     *
     * @param keys    read on a thread of its own
     * @param lineEnd of lines that are not the guest's
     * @return whether the person left; else the run has ended
     * @throws IOException if {@code out} does
     */
    public boolean attach(InputStream keys, PrintStream out, String lineEnd) throws IOException {
        Thread.ofPlatform().daemon().name("keyboard").start(() -> sendAll(keys));
        try {
            for (Optional<String> line = lines.read(); line.isPresent(); line = lines.read()) {
                show(Protocol.object(line.get()), out, lineEnd);
            }
        } catch (ClosedChannelException e) {
            // by us, when the person left
        }
        return left;
    }

    private static void show(ObjectNode message, PrintStream out, String lineEnd) throws IOException {
        JsonNode output = message.path(Protocol.OUTPUT);
        if (output.isTextual()) {
            out.write(output.binaryValue());
        }
        if (message.path(Protocol.LOST).longValue() > 0) {
            notice(message.path(Protocol.LOST).longValue() + " bytes were lost: this terminal is slow", out, lineEnd);
        }
        if (message.path(Protocol.NOTICE).isTextual()) {
            notice(message.path(Protocol.NOTICE).textValue(), out, lineEnd);
        }
        out.flush();
    }

    private static void notice(String text, PrintStream out, String lineEnd) {
        out.print(lineEnd + "[cofferdam] " + text + lineEnd);
    }

    private void sendAll(InputStream keys) {
        byte[] buffer = new byte[LONGEST_INPUT];
        try {
            for (int count = keys.read(buffer); count >= 0 && !left; count = keys.read(buffer)) {
                byte[] meant = meant(buffer, count);
                if (meant.length > 0) {
                    lines.write(Protocol.JSON
                            .createObjectNode()
                            .put(Protocol.INPUT, meant)
                            .toString());
                }
                if (left) {
                    lines.close();
                    return;
                }
            }
        } catch (IOException gone) {
            // The end of the keys or of the run; who shows the console sees the latter.
        }
    }

    /** What of the keys is for the guest. */
    private byte[] meant(byte[] keys, int count) {
        ByteArrayOutputStream meant = new ByteArrayOutputStream();
        for (int i = 0; i < count && !left; i++) {
            if (command) {
                command = false;
                left = keys[i] == 'x';
                if (keys[i] == CONTROL_A) {
                    meant.write(keys[i]);
                }
            } else if (keys[i] == CONTROL_A) {
                command = true;
            } else {
                meant.write(keys[i]);
            }
        }
        return meant.toByteArray();
    }
}
