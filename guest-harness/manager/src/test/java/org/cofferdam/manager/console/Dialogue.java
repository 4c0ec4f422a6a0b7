package org.cofferdam.manager.console;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import org.cofferdam.machine.device.CharacterDevice;

/** A person at a guest's console, who waits for a text and then types. */
public final class Dialogue implements CharacterDevice {
    /** Types {@code keys} once {@code prompt} has come behind what the step before waited for. */
    public record Step(String prompt, String keys) {}

    private final StringBuilder seen = new StringBuilder();
    private final Queue<Step> steps;
    private final Queue<Integer> typed = new ArrayDeque<>();
    private int searched;

    public Dialogue(Step... steps) {
        this.steps = new ArrayDeque<>(List.of(steps));
    }

    /** Somebody who types the next line whenever the prompt has come. */
    public static Dialogue lines(String prompt, String... lines) {
        return new Dialogue(
                Arrays.stream(lines).map(line -> new Step(prompt, line + "\n")).toArray(Step[]::new));
    }

    @Override
    public int read() {
        Integer next = typed.poll();
        return next == null ? -1 : next;
    }

    @Override
    public void write(int value) {
        seen.append((char) value);
        Step step = steps.peek();
        if (step != null && seen.indexOf(step.prompt(), searched) >= 0) {
            searched = seen.length();
            steps.remove();
            for (byte key : step.keys().getBytes(StandardCharsets.ISO_8859_1)) {
                typed.add(key & 0xff);
            }
        }
    }

    /** All that the guest wrote. */
    public String seen() {
        return seen.toString();
    }
}
