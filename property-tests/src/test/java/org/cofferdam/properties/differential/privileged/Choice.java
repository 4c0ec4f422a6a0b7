package org.cofferdam.properties.differential.privileged;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Draws that a seed determines, whatever the libraries around. */
final class Choice {

    private final RandomGenerator random;

    Choice(RandomGenerator random) {
        this.random = random;
    }

    static Choice of(long seed) {
        return new Choice(new SplittableRandom(seed));
    }

    RandomGenerator source() {
        return random;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    long word() {
        return random.nextLong();
    }

    /** A word of which three quarters are set. */
    long mostBits() {
        long first = random.nextLong();
        return first | random.nextLong();
    }

    /** True in one of so many cases. */
    boolean oneIn(int cases) {
        return random.nextInt(cases) == 0;
    }

    <T> T of(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** Any subset of these bits, with all and none more often than chance has it. */
    long bits(long mask) {
        return switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> mask;
            default -> random.nextLong() & mask;
        };
    }
}
