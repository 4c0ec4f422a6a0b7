package org.cofferdam.machine.floatingpoint;

/**
 * A binary interchange format (IEEE 754-2019, 3.4) of at most 64 bits, and what its bit patterns mean. A pattern stands
 * in the low bits of a {@code long}, the bits above are zero.
 *
 * @param width bits of a pattern
 * @param precision bits of the significand, the implicit leading one included
 */
public record Format(int width, int precision) {

    /** binary16. */
    public static final Format HALF = new Format(16, 11);
    /** binary32. */
    public static final Format SINGLE = new Format(32, 24);
    /** binary64. */
    public static final Format DOUBLE = new Format(64, 53);

    /** Distance between an exponent and its encoding; also the largest exponent of a finite number. */
    int bias() {
        return (1 << (width - precision - 1)) - 1;
    }

    /** Exponent of the smallest normal number, and of all subnormal ones. */
    int minimumExponent() {
        return 1 - bias();
    }

    long signBit() {
        return 1L << (width - 1);
    }

    /** Bits of the significand that are stored. */
    long fractionMask() {
        return (1L << (precision - 1)) - 1;
    }

    /** The pattern without its sign: ordered as the numbers are. */
    long magnitude(long bits) {
        return bits & (signBit() - 1);
    }

    boolean isNegative(long bits) {
        return (bits & signBit()) != 0;
    }

    /** Plus infinity, which is also the least pattern that is no finite number. */
    long infinity() {
        return signBit() - 1 & ~fractionMask();
    }

    long signed(boolean negative, long magnitude) {
        return negative ? magnitude | signBit() : magnitude;
    }

    /**
     * The NaN that every operation returns: positive, quiet, no payload (F extension, "NaN Generation and
     * Propagation").
     */
    long canonicalNaN() {
        return infinity() | quietBit();
    }

    boolean isNaN(long bits) {
        return magnitude(bits) > infinity();
    }

    boolean isSignalling(long bits) {
        return isNaN(bits) && (bits & quietBit()) == 0;
    }

    boolean isInfinite(long bits) {
        return magnitude(bits) == infinity();
    }

    boolean isZero(long bits) {
        return magnitude(bits) == 0;
    }

    boolean isSubnormal(long bits) {
        return magnitude(bits) <= fractionMask() && !isZero(bits);
    }

    private long quietBit() {
        return 1L << (precision - 2);
    }

    /**
     * The pattern in a 64-bit register: a narrow one must be NaN-boxed, else it reads as the canonical NaN (D
     * extension).
     */
    public long unbox(long register) {
        return (register | lowBits()) == -1 ? register & lowBits() : canonicalNaN();
    }

    /** What a 64-bit register holds for the pattern: a narrow one below all ones. */
    public long box(long bits) {
        return bits | ~lowBits();
    }

    private long lowBits() {
        return -1L >>> (64 - width);
    }
}
