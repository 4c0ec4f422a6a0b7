package org.cofferdam.machine.device;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** A terminal whose typist and screen are strings. */
public final class ScriptedTerminal implements CharacterDevice {
    private final Deque<Integer> input = new ArrayDeque<>();
    private final StringBuilder screen = new StringBuilder();

    /** Nothing is typed, and the screen is empty. */
    public ScriptedTerminal() {}

    public void type(String text) {
        for (byte octet : text.getBytes(StandardCharsets.ISO_8859_1)) {
            input.add(octet & 0xff);
        }
    }

    public String screen() {
        return screen.toString();
    }

    int untaken() {
        return input.size();
    }

    @Override
    public int read() {
        return input.isEmpty() ? -1 : input.remove();
    }

    @Override
    public void write(int value) {
        screen.append((char) value);
    }
}
