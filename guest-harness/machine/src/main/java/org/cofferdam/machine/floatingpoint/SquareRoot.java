package org.cofferdam.machine.floatingpoint;

import org.cofferdam.machine.isa.SlowPath;

/** Square roots (IEEE 754-2019, 5.4.1), digit by digit. */
final class SquareRoot {

    /** One more than the widest precision; what lies below is sticky. */
    private static final int ROOT_BITS = 54;

    private SquareRoot() {}

    @SlowPath
    static long root(Format format, long a, int mode, FloatingPoint fp) {
        if (format.isNaN(a)) {
            return NotANumber.propagate(format, fp, a, a);
        }
        if (format.isZero(a)) {
            return a;
        }
        if (format.isNegative(a)) {
            return NotANumber.invalid(format, fp);
        }
        return format.isInfinite(a) ? a : Rounding.pack(format, root(Unpacked.of(format, a)), mode, fp);
    }

    private static Unpacked root(Unpacked number) {
        // The radicand in [1, 4), its point below bit 62: what is left over of the exponent is even.
        boolean odd = (number.exponent() & 1) != 0;
        long radicand = odd ? number.significand() : number.significand() >>> 1;
        long root = 0;
        long remainder = 0;
        for (int bit = 0; bit < ROOT_BITS; bit++) {
            remainder = remainder << 2 | radicand >>> 62;
            radicand <<= 2;
            // (2 root + 1)² - (2 root)² = 4 root + 1
            long growth = root << 2 | 1;
            root <<= 1;
            if (remainder >= growth) {
                remainder -= growth;
                root |= 1;
            }
        }
        int halfExponent = number.exponent() >> 1;
        return Unpacked.scaled(false, halfExponent - ROOT_BITS, root << 1 | (remainder == 0 ? 0 : 1));
    }
}
