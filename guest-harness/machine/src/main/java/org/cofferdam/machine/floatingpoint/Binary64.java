package org.cofferdam.machine.floatingpoint;

import static java.lang.Double.doubleToRawLongBits;
import static java.lang.Double.longBitsToDouble;
import static org.cofferdam.machine.floatingpoint.FloatingPoint.NX;
import static org.cofferdam.machine.floatingpoint.FloatingPoint.RNE;
import static org.cofferdam.machine.floatingpoint.FloatingPoint.RTZ;
import static org.cofferdam.machine.floatingpoint.Format.DOUBLE;

import org.cofferdam.machine.isa.FastPaths;

/**
 * Double precision on register contents. Modes are resolved: 0 to 4.
 *
 * <p>Java's own arithmetic is IEEE 754's in round to nearest even; what it does not tell is flags. So where the
 * host's result is finite and far from underflow, which leaves inexact the only flag possible, it is taken, and
 * inexact is found by an error-free transformation, unless it is set already. All else takes the way of integers. The
 * two ways agree bit for bit (HostAgreementProperties).
 *
 * <p>What happens when inexact is raised for the first time is written out where it happens: a call that is seldom made is not
 * inlined, and in a compiled loop that knows of it no floating-point register keeps its place.
 */
@FastPaths
public final class Binary64 {

    /**
     * The error of a product from here up, or of a quotient or root of a number from here up, lies at most 107 binary
     * places below it. So it is a double, and a fused multiply-add computes it exactly.
     */
    private static final double SAFE = 0x1p-960;

    private Binary64() {}

    public static long add(long a, long b, int mode, FloatingPoint fp) {
        if (mode == RNE) {
            double x = longBitsToDouble(a);
            double y = longBitsToDouble(b);
            double sum = x + y;
            // A sum that underflows is exact.
            if (isFinite(sum)) {
                if ((fp.flags & NX) == 0) {
                    double yRounded = sum - x;
                    if ((x - (sum - yRounded)) + (y - yRounded) != 0) {
                        fp.flags |= NX;
                    }
                }
                return doubleToRawLongBits(sum);
            }
        }
        return Arithmetic.add(DOUBLE, a, b, mode, fp);
    }

    public static long subtract(long a, long b, int mode, FloatingPoint fp) {
        return add(a, negate(b), mode, fp);
    }

    public static long multiply(long a, long b, int mode, FloatingPoint fp) {
        if (mode == RNE) {
            double x = longBitsToDouble(a);
            double y = longBitsToDouble(b);
            double product = x * y;
            if (isFinite(product) && (Math.abs(product) >= SAFE || x == 0 || y == 0)) {
                if ((fp.flags & NX) == 0 && Math.fma(x, y, -product) != 0) {
                    fp.flags |= NX;
                }
                return doubleToRawLongBits(product);
            }
        }
        return Arithmetic.multiply(DOUBLE, a, b, mode, fp);
    }

    public static long divide(long a, long b, int mode, FloatingPoint fp) {
        if (mode == RNE) {
            double x = longBitsToDouble(a);
            double y = longBitsToDouble(b);
            double quotient = x / y;
            if (isFinite(quotient) && Math.abs(quotient) >= SAFE && Math.abs(x) >= SAFE) {
                if ((fp.flags & NX) == 0 && Math.fma(-quotient, y, x) != 0) {
                    fp.flags |= NX;
                }
                return doubleToRawLongBits(quotient);
            }
        }
        return Division.divide(DOUBLE, a, b, mode, fp);
    }

    public static long squareRoot(long a, int mode, FloatingPoint fp) {
        if (mode == RNE) {
            double x = longBitsToDouble(a);
            if (x >= SAFE && isFinite(x)) {
                double root = Math.sqrt(x);
                if ((fp.flags & NX) == 0 && Math.fma(-root, root, x) != 0) {
                    fp.flags |= NX;
                }
                return doubleToRawLongBits(root);
            }
        }
        return SquareRoot.root(DOUBLE, a, mode, fp);
    }

    /** {@code a × b + c} with one rounding. */
    public static long multiplyAdd(long a, long b, long c, int mode, FloatingPoint fp) {
        if (mode == RNE) {
            double x = longBitsToDouble(a);
            double y = longBitsToDouble(b);
            double z = longBitsToDouble(c);
            double result = Math.fma(x, y, z);
            if (isFinite(result) && (fp.flags & NX) != 0 && Math.abs(result) >= SAFE) {
                return doubleToRawLongBits(result);
            }
            if (isFinite(result) && isExactProduct(x, y)) {
                if (!isExactSum(x * y, z, result)) {
                    fp.flags |= NX;
                }
                return doubleToRawLongBits(result);
            }
        }
        return Arithmetic.multiplyAdd(DOUBLE, a, b, c, mode, fp);
    }

    public static long minimum(long a, long b, FloatingPoint fp) {
        return Comparison.minimum(DOUBLE, a, b, fp);
    }

    public static long maximum(long a, long b, FloatingPoint fp) {
        return Comparison.maximum(DOUBLE, a, b, fp);
    }

    public static boolean equal(long a, long b, FloatingPoint fp) {
        return Comparison.equal(DOUBLE, a, b, fp);
    }

    public static boolean less(long a, long b, FloatingPoint fp) {
        return Comparison.less(DOUBLE, a, b, fp);
    }

    public static boolean lessOrEqual(long a, long b, FloatingPoint fp) {
        return Comparison.lessOrEqual(DOUBLE, a, b, fp);
    }

    public static int classify(long a) {
        return Comparison.classify(DOUBLE, a);
    }

    public static long negate(long a) {
        return a ^ Long.MIN_VALUE;
    }

    /** The magnitude of a with the sign of b. */
    public static long copySign(long a, long b) {
        return (a & Long.MAX_VALUE) | (b & Long.MIN_VALUE);
    }

    /** a, its sign flipped if b is negative. */
    public static long flipSign(long a, long b) {
        return a ^ (b & Long.MIN_VALUE);
    }

    public static long toInteger(long a, IntegerFormat integers, int mode, FloatingPoint fp) {
        double x = longBitsToDouble(a);
        if (mode == RTZ && integers.hostTruncates(x)) {
            long truncated = (long) x;
            if (truncated != x && (fp.flags & NX) == 0) {
                fp.flags |= NX;
            }
            return integers.register(truncated);
        }
        return Conversion.toInteger(DOUBLE, a, integers, mode, fp);
    }

    public static long fromSigned(long integer, int mode, FloatingPoint fp) {
        boolean isExact = Math.abs(integer) >>> DOUBLE.precision() == 0;
        return isExact ? doubleToRawLongBits((double) integer) : Conversion.fromSigned(DOUBLE, integer, mode, fp);
    }

    public static long fromUnsigned(long integer, int mode, FloatingPoint fp) {
        boolean isExact = integer >>> DOUBLE.precision() == 0;
        return isExact ? doubleToRawLongBits((double) integer) : Conversion.fromUnsigned(DOUBLE, integer, mode, fp);
    }

    /** From the single in a register. */
    public static long fromSingle(long single, int mode, FloatingPoint fp) {
        return Conversion.convert(Format.SINGLE, DOUBLE, Format.SINGLE.unbox(single), mode, fp);
    }

    /** From the half in a register. */
    public static long fromHalf(long half, int mode, FloatingPoint fp) {
        return Conversion.convert(Format.HALF, DOUBLE, Format.HALF.unbox(half), mode, fp);
    }

    private static boolean isFinite(double x) {
        return Math.abs(x) <= Double.MAX_VALUE;
    }

    private static boolean isExactProduct(double x, double y) {
        double product = x * y;
        return x == 0 || y == 0 || (Math.abs(product) >= SAFE && Math.fma(x, y, -product) == 0);
    }

    /**
     * Whether the finite {@code sum}, rounded to nearest, is exactly {@code x + y}. An exact sum leaves no error in
     * any step. The error of another is Knuth's TwoSum, a double and not zero; and not finite if a step overflows, as
     * next to the largest double it may.
     */
    private static boolean isExactSum(double x, double y, double sum) {
        double yRounded = sum - x;
        return (x - (sum - yRounded)) + (y - yRounded) == 0;
    }
}
