package org.cofferdam.properties.tworuns;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** All that could be seen at an instant in partitions that the observer may learn from. */
record Observation(List<Part> parts) {
    private static final int MOST_TOLD = 12;

    /** One thing to be seen: a name, and many numbers or something else. */
    static final class Part {
        private final String name;
        private final long[] words;
        private final String text;

        Part(String name, long[] words) {
            this.name = name;
            this.words = words.clone();
            this.text = "";
        }

        Part(String name, String text) {
            this.name = name;
            this.words = new long[0];
            this.text = text;
        }
    }

    Observation {
        parts = List.copyOf(parts);
    }

    /** What is not the same in another one, in words; empty if they are equal. */
    List<String> differences(Observation other) {
        List<String> found = new ArrayList<>();
        for (int i = 0; i < Math.min(parts.size(), other.parts.size()); i++) {
            compare(parts.get(i), other.parts.get(i), found);
        }
        if (parts.size() != other.parts.size()) {
            found.add("there are %d things to see, and %d".formatted(parts.size(), other.parts.size()));
        }
        return found;
    }

    private static void compare(Part one, Part other, List<String> found) {
        if (!one.text.equals(other.text) || one.words.length != other.words.length) {
            found.add("%s: %s, but then %s".formatted(one.name, one.text, other.text));
            return;
        }
        int at = Arrays.mismatch(one.words, other.words);
        for (int told = 0; at >= 0 && told < MOST_TOLD; told++) {
            found.add("%s: 0x%x, but then 0x%x".formatted(Names.of(one.name, at), one.words[at], other.words[at]));
            int next = Arrays.mismatch(one.words, at + 1, one.words.length, other.words, at + 1, other.words.length);
            at = next < 0 ? -1 : at + 1 + next;
        }
    }
}
