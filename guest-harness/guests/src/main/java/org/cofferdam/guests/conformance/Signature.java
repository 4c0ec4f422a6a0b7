package org.cofferdam.guests.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.cofferdam.guests.loader.Image;
import org.cofferdam.machine.memory.PhysicalMemory;

/**
 * The memory between the symbols {@code begin_signature} and {@code end_signature} of a program, as riscv-arch-test compares
 * it and Spike writes it with {@code +signature-granularity=4}: a line of eight hexadecimal digits for each word.
 *
 * @param words the lines
 */
public record Signature(List<String> words) {
    /** That of a program without one. */
    static final Signature NONE = new Signature(List.of());

    private static final int WORD = 4;

    /**
     * The first line that is not as it should be.
     *
     * @param line counted from 1
     * @param own null if the signature is too short
     * @param reference null if it is too long
     */
    public record Difference(int line, String own, String reference) {
        @Override
        public String toString() {
            return "line %d of the signature is %s, not %s"
                    .formatted(line, own == null ? "missing" : own, reference == null ? "absent" : reference);
        }
    }

    public Signature {
        words = List.copyOf(words);
    }

    /** Reads it from memory; empty if the program has none, or none in memory. */
    static Signature of(Image image, PhysicalMemory ram) {
        OptionalLong begin = image.symbol("begin_signature");
        OptionalLong end = image.symbol("end_signature");
        List<String> words = new ArrayList<>();
        if (begin.isPresent()
                && end.isPresent()
                && ram.contains(begin.getAsLong(), end.getAsLong() - begin.getAsLong())) {
            for (long at = begin.getAsLong(); at + WORD <= end.getAsLong(); at += WORD) {
                words.add("%08x".formatted(ram.loadWord(at)));
            }
        }
        return new Signature(words);
    }

    /** Where this differs first from a reference, or null. */
    Difference against(Signature reference) {
        int longest = Math.max(words.size(), reference.words.size());
        for (int i = 0; i < longest; i++) {
            String own = i < words.size() ? words.get(i) : null;
            String wanted = i < reference.words.size() ? reference.words.get(i) : null;
            if (own == null || !own.equals(wanted)) {
                return new Difference(i + 1, own, wanted);
            }
        }
        return null;
    }
}
