package org.cofferdam.machine.floatingpoint;

/** Conversions between integers and formats, and among formats (IEEE 754-2019, 5.4.1, 5.4.2 and 5.8; F extension). */
final class Conversion {

    private Conversion() {}

    /**
     * The number rounded to an integer, as a register holds it. What the integers cannot hold, after rounding, is
     * invalid (and not inexact), and gives the nearest of them; a NaN counts as plus infinity.
     */
    static long toInteger(Format format, long a, IntegerFormat integers, int mode, FloatingPoint fp) {
        if (format.isNaN(a)) {
            return saturated(integers, false, fp);
        }
        boolean negative = format.isNegative(a);
        Unpacked number = Unpacked.of(format, a);
        if (format.isInfinite(a) || number.exponent() > 63) {
            return saturated(integers, negative, fp);
        }
        int exponent = Math.max(number.exponent(), 0);
        long significand = Unpacked.shiftRightSticky(number.significand(), exponent - number.exponent());
        int cutBits = 63 - exponent;
        long magnitude = Rounding.round(significand, cutBits, negative, mode);
        long limit = negative ? -integers.minimum : integers.maximum;
        if (Long.compareUnsigned(magnitude, limit) > 0) {
            return saturated(integers, negative, fp);
        }
        if (Rounding.isInexact(significand, cutBits)) {
            fp.raise(FloatingPoint.NX);
        }
        return integers.register(negative ? -magnitude : magnitude);
    }

    /**
     * The low 32 bits of the number truncated to an integer, sign-extended; 0 if there is none. Flags are those of a
     * truncation to {@link IntegerFormat#INT32}.
     */
    static long toModularWord(Format format, long a, FloatingPoint fp) {
        toInteger(format, a, IntegerFormat.INT32, FloatingPoint.RTZ, fp);
        Unpacked number = Unpacked.of(format, a);
        int exponent = number.exponent();
        if (format.isNaN(a) || format.isInfinite(a) || exponent < 0 || exponent >= 63 + Integer.SIZE) {
            return 0;
        }
        long magnitude =
                exponent <= 63 ? number.significand() >>> (63 - exponent) : number.significand() << (exponent - 63);
        return (int) (number.negative() ? -magnitude : magnitude);
    }

    /**
     * The number rounded to an integer of the same format.
     *
     * @param exact whether to raise inexact where the result differs (IEEE 754-2019, 5.3.1 and 5.9)
     */
    static long toIntegral(Format format, long a, int mode, boolean exact, FloatingPoint fp) {
        if (format.isNaN(a)) {
            return NotANumber.propagate(format, fp, a, a);
        }
        Unpacked number = Unpacked.of(format, a);
        if (format.isZero(a) || number.exponent() >= format.precision() - 1) {
            return a;
        }
        int exponent = Math.max(number.exponent(), 0);
        long significand = Unpacked.shiftRightSticky(number.significand(), exponent - number.exponent());
        int cutBits = 63 - exponent;
        if (exact && Rounding.isInexact(significand, cutBits)) {
            fp.raise(FloatingPoint.NX);
        }
        long magnitude = Rounding.round(significand, cutBits, number.negative(), mode);
        return Rounding.pack(format, Unpacked.scaled(number.negative(), 0, magnitude), mode, fp);
    }

    static long fromSigned(Format format, long integer, int mode, FloatingPoint fp) {
        return Rounding.pack(format, Unpacked.scaled(integer < 0, 0, Math.abs(integer)), mode, fp);
    }

    static long fromUnsigned(Format format, long integer, int mode, FloatingPoint fp) {
        return Rounding.pack(format, Unpacked.scaled(false, 0, integer), mode, fp);
    }

    static long convert(Format from, Format to, long a, int mode, FloatingPoint fp) {
        if (from.isNaN(a)) {
            NotANumber.propagate(from, fp, a, a);
            return to.canonicalNaN();
        }
        return from.isInfinite(a)
                ? to.signed(from.isNegative(a), to.infinity())
                : Rounding.pack(to, Unpacked.of(from, a), mode, fp);
    }

    private static long saturated(IntegerFormat integers, boolean negative, FloatingPoint fp) {
        fp.raise(FloatingPoint.NV);
        return integers.register(negative ? integers.minimum : integers.maximum);
    }
}
