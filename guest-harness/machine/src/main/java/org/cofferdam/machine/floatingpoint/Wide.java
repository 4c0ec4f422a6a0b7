package org.cofferdam.machine.floatingpoint;

/**
 * A finite number with room for an exact product of two significands: {@code ±(high:low) × 2^(exponent - 126)}, the
 * 128-bit significand's leading one in bit 126, so that bit 127 takes the carry of a sum. Zero as in {@link Unpacked}.
 *
 * <p>Sums are exact up to a sticky last bit. That suffices: the 106 bits of a double product leave 21 bits below, so
 * a sum loses bits only where its operands lie more than 20 binary places apart, and then at most one leading bit
 * cancels.
 */
record Wide(boolean negative, int exponent, long high, long low) {

    static Wide of(Unpacked number) {
        return new Wide(number.negative(), number.exponent(), number.significand() >>> 1, number.significand() << 63);
    }

    /** The exact product of two numbers fresh from their format (63 bits of significand are the most that fit). */
    static Wide product(Unpacked a, Unpacked b) {
        long high = Math.unsignedMultiplyHigh(a.significand(), b.significand());
        long low = a.significand() * b.significand();
        // Leading one in bit 126 or 127, worth 2^(a.exponent + b.exponent) in bit 126.
        return normalized(a.negative() != b.negative(), a.exponent() + b.exponent(), high, low);
    }

    /**
     * The sum. An exact zero of operands with different signs is positive, but negative when rounding down (IEEE
     * 754-2019, 6.3).
     */
    static Wide sum(Wide a, Wide b, int mode) {
        if (a.exponent < b.exponent) {
            return sum(b, a, mode);
        }
        Wide aligned = b.shiftRightSticky(a.exponent - b.exponent);
        if (a.negative == b.negative) {
            long low = a.low + aligned.low;
            int carry = Long.compareUnsigned(low, a.low) < 0 ? 1 : 0;
            return normalized(a.negative, a.exponent, a.high + aligned.high + carry, low);
        }
        long low = a.low - aligned.low;
        int borrow = Long.compareUnsigned(a.low, aligned.low) < 0 ? 1 : 0;
        long high = a.high - aligned.high - borrow;
        if ((high | low) == 0) {
            return new Wide(mode == FloatingPoint.RDN, Unpacked.EXPONENT_OF_ZERO, 0, 0);
        }
        return high < 0
                ? normalized(!a.negative, a.exponent, low == 0 ? -high : ~high, -low)
                : normalized(a.negative, a.exponent, high, low);
    }

    /** The upper half of the significand, sticky. */
    Unpacked narrow() {
        long significand = high << 1 | low >>> 63;
        return new Unpacked(negative, exponent, low << 1 == 0 ? significand : significand | 1);
    }

    /** Moves the leading one to bit 126 from wherever it is, and the exponent with it. */
    private static Wide normalized(boolean negative, int exponent, long high, long low) {
        if (high < 0) {
            return new Wide(negative, exponent, high, low).shiftRightSticky(1);
        }
        if ((high | low) == 0) {
            return new Wide(negative, Unpacked.EXPONENT_OF_ZERO, 0, 0);
        }
        int leadingZeros = high == 0 ? 64 + Long.numberOfLeadingZeros(low) : Long.numberOfLeadingZeros(high);
        int distance = leadingZeros - 1;
        return distance < 64
                ? new Wide(negative, exponent - distance, shiftLeft(high, low, distance), low << distance)
                : new Wide(negative, exponent - distance, low << (distance - 64), 0);
    }

    private static long shiftLeft(long high, long low, int distance) {
        return distance == 0 ? high : high << distance | low >>> (64 - distance);
    }

    private Wide shiftRightSticky(int distance) {
        if (distance == 0) {
            return this;
        }
        if (distance < 64) {
            long shifted = Unpacked.shiftRightSticky(low, distance) | high << (64 - distance);
            return new Wide(negative, exponent + distance, high >>> distance, shifted);
        }
        long shifted = Unpacked.shiftRightSticky(high, distance - 64);
        return new Wide(negative, exponent + distance, 0, low == 0 ? shifted : shifted | 1);
    }
}
