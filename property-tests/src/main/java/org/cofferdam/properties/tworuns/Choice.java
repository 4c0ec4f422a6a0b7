package org.cofferdam.properties.tworuns;

import java.util.List;
import java.util.SplittableRandom;

/** Draws that a word determines, whatever the libraries around. */
public final class Choice {
    private final SplittableRandom random;

    public Choice(long word) {
        random = new SplittableRandom(word);
    }

    public int below(int bound) {
        return random.nextInt(bound);
    }

    /** From {@code least} to {@code most}, both included. */
    public int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    public long word() {
        return random.nextLong();
    }

    /** True in one of so many cases. */
    public boolean oneIn(int cases) {
        return random.nextInt(cases) == 0;
    }

    public <T> T of(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** A number as guests get them wrong: small, negative, a power of two and its neighbours, or anything. */
    public long wild() {
        return switch (random.nextInt(6)) {
            case 0 -> random.nextInt(-4, 70);
            case 1 -> (1L << random.nextInt(64)) + random.nextInt(-1, 2);
            case 2 -> Layout.RAM + random.nextInt(-0x1000, 0x1_2000);
            case 3 -> Layout.HOLE + random.nextInt(-0x1000, 0x5000);
            case 4 -> random.nextInt();
            default -> random.nextLong();
        };
    }
}
