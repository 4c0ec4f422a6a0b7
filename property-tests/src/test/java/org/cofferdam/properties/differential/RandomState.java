package org.cofferdam.properties.differential;

import java.util.List;
import java.util.function.ToLongFunction;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;

/**
 * What a random program starts from.
 *
 * @param x integer registers; those that point into the program's data are set later
 * @param f floating-point registers
 * @param fcsr rounding mode, seldom a reserved one, and flags
 * @param data words that the program's loads can reach
 */
public record RandomState(List<Long> x, List<Long> f, int fcsr, List<Long> data) {

    public static RandomState draw(RandomGenerator random, int dataWords) {
        List<Long> x = draw(random, 32, RandomState::integer);
        List<Long> f = draw(random, 32, RandomState::floatingPoint);
        int mode = random.nextInt(16) == 0 ? random.nextInt(8) : random.nextInt(5);
        int fcsr = (mode << 5) | (random.nextBoolean() ? 0 : random.nextInt(32));
        List<Long> data =
                draw(random, dataWords, source -> source.nextBoolean() ? integer(source) : floatingPoint(source));
        return new RandomState(x, f, fcsr, data);
    }

    private static List<Long> draw(RandomGenerator random, int count, ToLongFunction<RandomGenerator> word) {
        return LongStream.generate(() -> word.applyAsLong(random))
                .limit(count)
                .boxed()
                .toList();
    }

    /** Small numbers, powers of two and their neighbours, doubles and singles, anything. */
    public static long integer(RandomGenerator random) {
        return switch (random.nextInt(6)) {
            case 0 -> random.nextInt(-2, 3);
            case 1 -> (1L << random.nextInt(64)) + random.nextInt(-1, 2);
            case 2 -> random.nextInt();
            case 3 -> random.nextLong() >> random.nextInt(64);
            case 4 -> floatingPoint(random);
            default -> random.nextLong();
        };
    }

    /** A double, a boxed single or half, seldom one that is not boxed: of every class, most with related exponents. */
    private static long floatingPoint(RandomGenerator random) {
        return switch (random.nextInt(14)) {
            case 0, 1, 2, 3 -> pattern(random, 11, 52);
            case 4, 5, 6, 7 -> (0xffff_ffffL << 32) | pattern(random, 8, 23);
            case 8 -> pattern(random, 8, 23);
            case 9 -> pattern(random, 5, 10);
            default -> (-1L << 16) | pattern(random, 5, 10);
        };
    }

    private static long pattern(RandomGenerator random, int exponentBits, int fractionBits) {
        long largest = (1L << exponentBits) - 1;
        long one = largest >> 1;
        long exponent =
                switch (random.nextInt(6)) {
                    case 0 -> random.nextInt(2);
                    case 1 -> largest - random.nextInt(2);
                    case 2 -> random.nextInt((int) largest);
                    default -> Math.clamp(one + random.nextInt(-30, 70), 0, largest);
                };
        long fraction =
                switch (random.nextInt(4)) {
                    case 0 -> random.nextInt(-1, 2);
                    case 1 -> 1L << random.nextInt(fractionBits);
                    case 2 -> -1L << random.nextInt(fractionBits);
                    default -> random.nextLong();
                };
        long sign = random.nextBoolean() ? 1L << (exponentBits + fractionBits) : 0;
        long fractionMask = (1L << fractionBits) - 1;
        return sign | (exponent << fractionBits) | (fraction & fractionMask);
    }
}
