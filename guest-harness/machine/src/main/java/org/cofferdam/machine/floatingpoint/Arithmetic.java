package org.cofferdam.machine.floatingpoint;

import org.cofferdam.machine.isa.SlowPath;

/**
 * Sum, product and fused multiply-add in any format and rounding mode (IEEE 754-2019, 5.4.1): unpack, compute with
 * integers that hold the exact result, round once.
 */
final class Arithmetic {

    private Arithmetic() {}

    @SlowPath
    static long add(Format format, long a, long b, int mode, FloatingPoint fp) {
        if (format.isNaN(a) || format.isNaN(b)) {
            return NotANumber.propagate(format, fp, a, b);
        }
        if (format.isInfinite(a)) {
            boolean differentInfinities = format.isInfinite(b) && a != b;
            return differentInfinities ? NotANumber.invalid(format, fp) : a;
        }
        if (format.isInfinite(b)) {
            return b;
        }
        Wide sum = Wide.sum(Wide.of(Unpacked.of(format, a)), Wide.of(Unpacked.of(format, b)), mode);
        return Rounding.pack(format, sum.narrow(), mode, fp);
    }

    @SlowPath
    static long multiply(Format format, long a, long b, int mode, FloatingPoint fp) {
        if (format.isNaN(a) || format.isNaN(b)) {
            return NotANumber.propagate(format, fp, a, b);
        }
        if (format.isInfinite(a) || format.isInfinite(b)) {
            return infiniteProduct(format, a, b, fp);
        }
        Wide product = Wide.product(Unpacked.of(format, a), Unpacked.of(format, b));
        return Rounding.pack(format, product.narrow(), mode, fp);
    }

    /** {@code a × b + c} with one rounding. */
    @SlowPath
    static long multiplyAdd(Format format, long a, long b, long c, int mode, FloatingPoint fp) {
        if (isInfinityTimesZero(format, a, b) || isInfinityTimesZero(format, b, a)) {
            // Invalid even when the addend is a quiet NaN (F extension, computational instructions).
            return NotANumber.invalid(format, fp);
        }
        if (format.isNaN(a) || format.isNaN(b) || format.isNaN(c)) {
            NotANumber.propagate(format, fp, a, b);
            return NotANumber.propagate(format, fp, c, c);
        }
        if (format.isInfinite(a) || format.isInfinite(b)) {
            return add(format, infiniteProduct(format, a, b, fp), c, mode, fp);
        }
        if (format.isInfinite(c)) {
            return c;
        }
        Wide product = Wide.product(Unpacked.of(format, a), Unpacked.of(format, b));
        Wide sum = Wide.sum(product, Wide.of(Unpacked.of(format, c)), mode);
        return Rounding.pack(format, sum.narrow(), mode, fp);
    }

    private static boolean isInfinityTimesZero(Format format, long a, long b) {
        return format.isInfinite(a) && format.isZero(b);
    }

    private static long infiniteProduct(Format format, long a, long b, FloatingPoint fp) {
        return format.isZero(a) || format.isZero(b)
                ? NotANumber.invalid(format, fp)
                : format.signed(format.isNegative(a) != format.isNegative(b), format.infinity());
    }
}
