package org.cofferdam.manager.guests;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.cofferdam.machine.device.CharacterDevice;

/** A person at a guest's console, who waits for a text and then types. */
final class Dialogue implements CharacterDevice {
    /** Types {@code keys} once {@code prompt} has come behind what the step before waited for. */
    record Step(String prompt, String keys) {}

    private final StringBuilder seen = new StringBuilder();
    private final Queue<Step> steps;
    private final Queue<Integer> typed = new ArrayDeque<>();
    private int searched;

    Dialogue(Step... steps) {
        this.steps = new ArrayDeque<>(List.of(steps));
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
            type(step.keys());
        }
    }

    /** Types now. */
    void type(String keys) {
        for (byte key : keys.getBytes(StandardCharsets.ISO_8859_1)) {
            typed.add(key & 0xff);
        }
    }

    /** All that the guest wrote. */
    String seen() {
        return seen.toString();
    }
}
