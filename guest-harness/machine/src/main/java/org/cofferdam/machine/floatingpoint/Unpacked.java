package org.cofferdam.machine.floatingpoint;

/**
 * A finite number taken out of its format: {@code ±significand × 2^(exponent - 63)}. The significand of a number has
 * its leading one in bit 63, so that {@code exponent} is the binary exponent of the number, subnormal or not; a zero
 * has no leading one and an exponent below all others, so that sums need no case for it.
 *
 * <p>A result that awaits rounding may be <em>sticky</em>: bit 0 set says that something not zero was cut off below it.
 * That is enough to round right, because no format keeps the last two bits.
 */
record Unpacked(boolean negative, int exponent, long significand) {

    /** Below every exponent that a product of two numbers has. */
    static final int EXPONENT_OF_ZERO = -1 << 20;

    static Unpacked of(Format format, long bits) {
        boolean negative = format.isNegative(bits);
        long fraction = bits & format.fractionMask();
        int encodedExponent = (int) (format.magnitude(bits) >>> (format.precision() - 1));
        if (encodedExponent == 0) {
            int leadingBitOfOne = format.precision() - 1;
            return scaled(negative, format.minimumExponent() - leadingBitOfOne, fraction);
        }
        long significand = (fraction | format.fractionMask() + 1) << (64 - format.precision());
        return new Unpacked(negative, encodedExponent - format.bias(), significand);
    }

    /** {@code ±integer × 2^scale}, the integer taken as unsigned. */
    static Unpacked scaled(boolean negative, int scale, long integer) {
        int leadingZeros = Long.numberOfLeadingZeros(integer);
        return integer == 0
                ? new Unpacked(negative, EXPONENT_OF_ZERO, 0)
                : new Unpacked(negative, scale + 63 - leadingZeros, integer << leadingZeros);
    }

    /** Logical shift to the right that leaves bit 0 set when it cut off anything but zeros; any distance from 0 up. */
    static long shiftRightSticky(long significand, int distance) {
        if (distance == 0) {
            return significand;
        }
        if (distance > 63) {
            return significand == 0 ? 0 : 1;
        }
        long cutOff = significand << (64 - distance);
        return significand >>> distance | (cutOff == 0 ? 0 : 1);
    }
}
