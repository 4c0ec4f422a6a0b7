package org.cofferdam.machine.floatingpoint;

/** Comparisons, minimum, maximum and class (IEEE 754-2019, 5.11, 9.6 and 5.7.2; F extension). */
final class Comparison {

    private Comparison() {}

    /** Quiet: invalid for signalling NaNs alone. */
    static boolean equal(Format format, long a, long b, FloatingPoint fp) {
        return isQuietlyOrdered(format, a, b, fp) && ordinal(format, a) == ordinal(format, b);
    }

    /** Signalling: invalid for every NaN. */
    static boolean less(Format format, long a, long b, FloatingPoint fp) {
        return isOrdered(format, a, b, fp) && ordinal(format, a) < ordinal(format, b);
    }

    /** Signalling: invalid for every NaN. */
    static boolean lessOrEqual(Format format, long a, long b, FloatingPoint fp) {
        return isOrdered(format, a, b, fp) && ordinal(format, a) <= ordinal(format, b);
    }

    /** Like {@link #less}, but invalid for signalling NaNs alone. */
    static boolean lessQuietly(Format format, long a, long b, FloatingPoint fp) {
        return isQuietlyOrdered(format, a, b, fp) && ordinal(format, a) < ordinal(format, b);
    }

    /** Like {@link #lessOrEqual}, but invalid for signalling NaNs alone. */
    static boolean lessOrEqualQuietly(Format format, long a, long b, FloatingPoint fp) {
        return isQuietlyOrdered(format, a, b, fp) && ordinal(format, a) <= ordinal(format, b);
    }

    /** {@code minimum} of IEEE 754-2019: a NaN wins against a number. */
    static long minimumOrNaN(Format format, long a, long b, FloatingPoint fp) {
        return isQuietlyOrdered(format, a, b, fp) ? minimum(format, a, b, fp) : format.canonicalNaN();
    }

    /** {@code maximum} of IEEE 754-2019: a NaN wins against a number. */
    static long maximumOrNaN(Format format, long a, long b, FloatingPoint fp) {
        return isQuietlyOrdered(format, a, b, fp) ? maximum(format, a, b, fp) : format.canonicalNaN();
    }

    /** {@code minimumNumber}: a NaN loses against a number, -0 is less than +0. */
    static long minimum(Format format, long a, long b, FloatingPoint fp) {
        if (format.isNaN(a) || format.isNaN(b)) {
            return numberOf(format, a, b, fp);
        }
        return totalOrdinal(format, a) < totalOrdinal(format, b) ? a : b;
    }

    /** {@code maximumNumber}: a NaN loses against a number, -0 is less than +0. */
    static long maximum(Format format, long a, long b, FloatingPoint fp) {
        if (format.isNaN(a) || format.isNaN(b)) {
            return numberOf(format, a, b, fp);
        }
        return totalOrdinal(format, a) > totalOrdinal(format, b) ? a : b;
    }

    /** The one-hot mask of {@code fclass}: bit 0 minus infinity, up to bit 9 quiet NaN. */
    static int classify(Format format, long a) {
        if (format.isNaN(a)) {
            return format.isSignalling(a) ? 1 << 8 : 1 << 9;
        }
        // Distance from zero: 0 zero, 1 subnormal, 2 normal, 3 infinite.
        int distance = format.isZero(a) ? 0 : format.isSubnormal(a) ? 1 : format.isInfinite(a) ? 3 : 2;
        return format.isNegative(a) ? 1 << (3 - distance) : 1 << (4 + distance);
    }

    private static boolean isOrdered(Format format, long a, long b, FloatingPoint fp) {
        if (format.isNaN(a) || format.isNaN(b)) {
            fp.raise(FloatingPoint.NV);
            return false;
        }
        return true;
    }

    private static boolean isQuietlyOrdered(Format format, long a, long b, FloatingPoint fp) {
        if (format.isNaN(a) || format.isNaN(b)) {
            NotANumber.propagate(format, fp, a, b);
            return false;
        }
        return true;
    }

    private static long numberOf(Format format, long a, long b, FloatingPoint fp) {
        long canonical = NotANumber.propagate(format, fp, a, b);
        return !format.isNaN(a) ? a : !format.isNaN(b) ? b : canonical;
    }

    /** Integers in the order of the numbers, zeros equal. */
    private static long ordinal(Format format, long bits) {
        return format.isNegative(bits) ? -format.magnitude(bits) : format.magnitude(bits);
    }

    /** Integers in the order of the numbers, -0 below +0. */
    private static long totalOrdinal(Format format, long bits) {
        return format.isNegative(bits) ? ~format.magnitude(bits) : format.magnitude(bits);
    }
}
