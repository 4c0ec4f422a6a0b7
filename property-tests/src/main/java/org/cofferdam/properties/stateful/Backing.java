package org.cofferdam.properties.stateful;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/** A page of memory as the model has it: whose it is, and what is known of what it holds. */
final class Backing {
    private static final int WORD = Long.BYTES;

    /** Who owns it; -1 if the system does. */
    int owner;
    /** The grant that it is out on, or null. */
    GrantModel grant;
    /** By offset; what is not here is zero. An empty one is unknown. */
    private final SortedMap<Integer, OptionalLong> words = new TreeMap<>();

    private boolean unknown;

    Backing(int owner) {
        this.owner = owner;
    }

    /** Anything may be in it. */
    Backing forget() {
        unknown = true;
        words.clear();
        return this;
    }

    void wipe() {
        unknown = false;
        words.clear();
    }

    /** The aligned word at an offset, if it is known. */
    OptionalLong word(int offset) {
        return words.getOrDefault(offset & -WORD, unknown ? OptionalLong.empty() : OptionalLong.of(0));
    }

    void put(int offset, long value) {
        words.put(offset & -WORD, OptionalLong.of(value));
    }

    /** Something is written to some bytes. */
    void forget(int offset, int length) {
        for (int at = offset & -WORD; at < Math.min(offset + length, Stage.PAGE); at += WORD) {
            words.put(at, OptionalLong.empty());
        }
    }

    void byteAt(int offset, Optional<Byte> value) {
        OptionalLong word = word(offset);
        if (word.isEmpty() || value.isEmpty()) {
            words.put(offset & -WORD, OptionalLong.empty());
            return;
        }
        int shift = Byte.SIZE * (offset % WORD);
        put(offset, (word.getAsLong() & ~(0xFFL << shift)) | ((value.get() & 0xFFL) << shift));
    }

    Optional<Byte> byteAt(int offset) {
        OptionalLong word = word(offset);
        return word.isEmpty()
                ? Optional.empty()
                : Optional.of((byte) (word.getAsLong() >>> (Byte.SIZE * (offset % WORD))));
    }
}
