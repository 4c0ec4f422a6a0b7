package org.cofferdam.machine.floatingpoint;

/** The one place where a number loses bits (IEEE 754-2019, 4.3 and 7.4 to 7.6). */
final class Rounding {

    private Rounding() {}

    /** The number in the format, rounded once; raises overflow, underflow and inexact as they apply. */
    static long pack(Format format, Unpacked number, int mode, FloatingPoint fp) {
        boolean negative = number.negative();
        int exponent = Math.max(number.exponent(), format.minimumExponent());
        if (exponent > format.bias()) {
            return overflow(format, negative, mode, fp);
        }
        int cutBits = 64 - format.precision();
        long significand = Unpacked.shiftRightSticky(number.significand(), exponent - number.exponent());
        long rounded = round(significand, cutBits, negative, mode);
        // A leading one, and the carry of rounding up to the next power of two, add themselves to the exponent.
        long magnitude = ((long) (exponent + format.bias() - 1) << (format.precision() - 1)) + rounded;
        if (magnitude >= format.infinity()) {
            return overflow(format, negative, mode, fp);
        }
        if (isInexact(significand, cutBits)) {
            fp.raise(isTiny(format, number, mode) ? FloatingPoint.UF | FloatingPoint.NX : FloatingPoint.NX);
        }
        return format.signed(negative, magnitude);
    }

    /** The significand without its lowest {@code cutBits} (0 to 63), rounded as the mode says. */
    static long round(long significand, int cutBits, boolean negative, int mode) {
        long kept = significand >>> cutBits;
        long cut = significand & (1L << cutBits) - 1;
        long half = (1L << cutBits) >>> 1;
        boolean awayFromZero =
                switch (mode) {
                    case FloatingPoint.RNE -> cut > half || (cut == half && (kept & 1) != 0);
                    case FloatingPoint.RMM -> cut >= half;
                    case FloatingPoint.RDN -> negative;
                    case FloatingPoint.RUP -> !negative;
                    default -> false;
                };
        return awayFromZero && cut != 0 ? kept + 1 : kept;
    }

    static boolean isInexact(long significand, int cutBits) {
        return (significand & (1L << cutBits) - 1) != 0;
    }

    /** Tininess is detected after rounding: would the number be subnormal if exponents had no lower bound? */
    private static boolean isTiny(Format format, Unpacked number, int mode) {
        int below = format.minimumExponent() - number.exponent();
        long rounded = round(number.significand(), 64 - format.precision(), number.negative(), mode);
        boolean reachesNextPowerOfTwo = rounded >>> format.precision() != 0;
        return below > 1 || (below == 1 && !reachesNextPowerOfTwo);
    }

    private static long overflow(Format format, boolean negative, int mode, FloatingPoint fp) {
        fp.raise(FloatingPoint.OF | FloatingPoint.NX);
        boolean toInfinity =
                switch (mode) {
                    case FloatingPoint.RDN -> negative;
                    case FloatingPoint.RUP -> !negative;
                    case FloatingPoint.RTZ -> false;
                    default -> true;
                };
        return format.signed(negative, toInfinity ? format.infinity() : format.infinity() - 1);
    }
}
