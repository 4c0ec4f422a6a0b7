package org.cofferdam.machine.floatingpoint;

/** What Zfa adds, in any format, on register contents: operands are unboxed, results boxed. Modes are resolved: 0 to 4. */
public final class AdditionalOperations {

    private AdditionalOperations() {}

    /** The least number where both are numbers, else NaN. */
    public static long minimum(Format format, long a, long b, FloatingPoint fp) {
        return format.box(Comparison.minimumOrNaN(format, format.unbox(a), format.unbox(b), fp));
    }

    /** The greatest number where both are numbers, else NaN. */
    public static long maximum(Format format, long a, long b, FloatingPoint fp) {
        return format.box(Comparison.maximumOrNaN(format, format.unbox(a), format.unbox(b), fp));
    }

    /** Less than, invalid for signalling NaNs alone. */
    public static boolean less(Format format, long a, long b, FloatingPoint fp) {
        return Comparison.lessQuietly(format, format.unbox(a), format.unbox(b), fp);
    }

    /** Less or equal, invalid for signalling NaNs alone. */
    public static boolean lessOrEqual(Format format, long a, long b, FloatingPoint fp) {
        return Comparison.lessOrEqualQuietly(format, format.unbox(a), format.unbox(b), fp);
    }

    /** The number rounded to an integer, without inexact. */
    public static long round(Format format, long a, int mode, FloatingPoint fp) {
        return format.box(Conversion.toIntegral(format, format.unbox(a), mode, false, fp));
    }

    /** The number rounded to an integer, inexact where that is another number. */
    public static long roundExact(Format format, long a, int mode, FloatingPoint fp) {
        return format.box(Conversion.toIntegral(format, format.unbox(a), mode, true, fp));
    }

    /** The low 32 bits of a double truncated to an integer, sign-extended; 0 where there is no integer. */
    public static long toModularWord(long a, FloatingPoint fp) {
        return Conversion.toModularWord(Format.DOUBLE, a, fp);
    }

    /** The number in the format, without flags; {@code Double.MIN_NORMAL} stands for the format's own least normal. */
    public static long constant(Format format, double value) {
        return format.box(
                value == Double.MIN_NORMAL
                        ? format.fractionMask() + 1
                        : Conversion.convert(
                                Format.DOUBLE,
                                format,
                                Double.doubleToLongBits(value),
                                FloatingPoint.RNE,
                                new FloatingPoint()));
    }
}
