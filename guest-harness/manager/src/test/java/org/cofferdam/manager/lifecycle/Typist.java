package org.cofferdam.manager.lifecycle;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.cofferdam.machine.device.CharacterDevice;

/** Somebody at a console, who types the next line whenever a prompt has come. */
final class Typist implements CharacterDevice {
    private final String prompt;
    private final Deque<String> lines;
    private final ByteArrayOutputStream seen = new ByteArrayOutputStream();
    private final Deque<Byte> typing = new ArrayDeque<>();
    private int answered;

    Typist(String prompt, String... lines) {
        this.prompt = prompt;
        this.lines = new ArrayDeque<>(List.of(lines));
    }

    @Override
    public int read() {
        int at = text().indexOf(prompt, answered);
        if (typing.isEmpty() && at >= 0 && !lines.isEmpty()) {
            answered = at + prompt.length();
            for (byte octet : (lines.remove() + "\n").getBytes(StandardCharsets.US_ASCII)) {
                typing.add(octet);
            }
        }
        return typing.isEmpty() ? -1 : typing.remove();
    }

    @Override
    public void write(int value) {
        seen.write(value);
    }

    String text() {
        return seen.toString(StandardCharsets.ISO_8859_1);
    }
}
