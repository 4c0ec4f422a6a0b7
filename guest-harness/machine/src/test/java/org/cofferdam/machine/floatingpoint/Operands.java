package org.cofferdam.machine.floatingpoint;

import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;

/**
 * Operands that look for trouble: every class of number, exponents close together or at the ends, halfway
 * significands.
 */
class Operands extends DomainContextBase {

    /** A format and three patterns of it. */
    record Triple(Format format, long a, long b, long c) {
        @Override
        public String toString() {
            return "binary%d a=0x%x b=0x%x c=0x%x".formatted(format.width(), a, b, c);
        }
    }

    List<Format> formats() {
        return List.of(Format.HALF, Format.SINGLE, Format.DOUBLE);
    }

    @Provide
    Arbitrary<Triple> triples() {
        // Bit patterns shrink to nothing that is easier to read, so they are drawn directly, which is much faster.
        return Arbitraries.randomValue(random -> {
            Format format = formats().get(random.nextInt(formats().size()));
            long near = exponent(format, random);
            return new Triple(
                    format,
                    pattern(format, near, random),
                    pattern(format, near, random),
                    pattern(format, near, random));
        });
    }

    private static long pattern(Format format, long nearExponent, Random random) {
        int far = Math.min(60, format.bias() / 2);
        long exponent = random.nextInt(4) == 0
                ? exponent(format, random)
                : Math.clamp(nearExponent + random.nextInt(-far, far + 1), 0, largestExponent(format));
        long magnitude = exponent << (format.precision() - 1) | fraction(format, random);
        return format.signed(random.nextBoolean(), magnitude);
    }

    private static long exponent(Format format, Random random) {
        int largest = largestExponent(format);
        int exponent =
                switch (random.nextInt(9)) {
                    case 0 -> random.nextInt(3);
                    case 1 -> largest - random.nextInt(3);
                    // From one to beyond the integers' limits, and where products leave the range.
                    case 2, 3 -> format.bias() + random.nextInt(-2, 67);
                    case 4 -> format.bias() / 2 + random.nextInt(-30, 3);
                    default -> random.nextInt(largest + 1);
                };
        return Math.clamp(exponent, 0, largest);
    }

    private static int largestExponent(Format format) {
        return 2 * format.bias() + 1;
    }

    private static long fraction(Format format, Random random) {
        long sparse = 0;
        for (int ones = random.nextInt(4); ones > 0; ones--) {
            sparse |= 1L << random.nextInt(format.precision() - 1);
        }
        long bits =
                switch (random.nextInt(8)) {
                    case 0 -> random.nextInt(-2, 3);
                    case 1, 2, 3 -> sparse;
                    case 4, 5 -> ~sparse;
                    default -> random.nextLong();
                };
        return bits & format.fractionMask();
    }
}
