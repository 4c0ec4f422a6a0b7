package org.cofferdam.machine.floatingpoint;

import org.cofferdam.machine.isa.SlowPath;

/** Quotients (IEEE 754-2019, 5.4.1), by the long division of school with digits of 11 bits. */
final class Division {

    private static final int DIGIT = 11;
    private static final int DIGITS = 5;

    private Division() {}

    @SlowPath
    static long divide(Format format, long a, long b, int mode, FloatingPoint fp) {
        if (format.isNaN(a) || format.isNaN(b)) {
            return NotANumber.propagate(format, fp, a, b);
        }
        boolean negative = format.isNegative(a) != format.isNegative(b);
        if (format.isInfinite(a)) {
            return format.isInfinite(b) ? NotANumber.invalid(format, fp) : format.signed(negative, format.infinity());
        }
        if (format.isInfinite(b)) {
            return format.signed(negative, 0);
        }
        if (format.isZero(b)) {
            if (format.isZero(a)) {
                return NotANumber.invalid(format, fp);
            }
            fp.raise(FloatingPoint.DZ);
            return format.signed(negative, format.infinity());
        }
        return Rounding.pack(format, quotient(Unpacked.of(format, a), Unpacked.of(format, b)), mode, fp);
    }

    /**
     * 1 + 5 × 11 bits of the quotient, sticky. Significands have at most 53 bits here, so a remainder with one more
     * digit fits 64 bits.
     */
    private static Unpacked quotient(Unpacked a, Unpacked b) {
        long divisor = b.significand() >>> DIGIT;
        long remainder = a.significand() >>> DIGIT;
        long quotient = 0;
        for (int digit = 0; digit <= DIGITS; digit++) {
            quotient = quotient << DIGIT | Long.divideUnsigned(remainder, divisor);
            remainder = Long.remainderUnsigned(remainder, divisor) << DIGIT;
        }
        int scale = a.exponent() - b.exponent() - DIGIT * DIGITS;
        // A quotient has at most 56 bits: the doubled one has room for the sticky bit.
        return Unpacked.scaled(a.negative() != b.negative(), scale - 1, quotient << 1 | (remainder == 0 ? 0 : 1));
    }
}
