package org.cofferdam.machine.floatingpoint;

import static java.lang.Float.floatToRawIntBits;
import static java.lang.Float.intBitsToFloat;
import static org.cofferdam.machine.floatingpoint.FloatingPoint.NX;
import static org.cofferdam.machine.floatingpoint.FloatingPoint.RNE;
import static org.cofferdam.machine.floatingpoint.FloatingPoint.RTZ;
import static org.cofferdam.machine.floatingpoint.Format.SINGLE;

import org.cofferdam.machine.isa.FastPaths;

/**
 * Single precision on register contents: operands are unboxed, results boxed (D extension, "NaN Boxing of Narrower
 * Values"). Modes are resolved: 0 to 4.
 *
 * <p>As in {@link Binary64}, the host computes in round to nearest even. Its double precision then tells whether the
 * single result is exact: products of two singles, and of a single result with an operand, are exact doubles.
 */
@FastPaths
public final class Binary32 {

    private Binary32() {}

    public static long add(long a, long b, int mode, FloatingPoint fp) {
        if (mode == RNE) {
            float x = value(a);
            float y = value(b);
            float sum = x + y;
            if (settles(sum, isExactSum(x, y, sum), fp)) {
                return register(sum);
            }
        }
        return SINGLE.box(Arithmetic.add(SINGLE, SINGLE.unbox(a), SINGLE.unbox(b), mode, fp));
    }

    public static long subtract(long a, long b, int mode, FloatingPoint fp) {
        return add(a, negate(b), mode, fp);
    }

    public static long multiply(long a, long b, int mode, FloatingPoint fp) {
        if (mode == RNE) {
            float x = value(a);
            float y = value(b);
            float product = x * y;
            if (settles(product, product == (double) x * y, fp)) {
                return register(product);
            }
        }
        return SINGLE.box(Arithmetic.multiply(SINGLE, SINGLE.unbox(a), SINGLE.unbox(b), mode, fp));
    }

    public static long divide(long a, long b, int mode, FloatingPoint fp) {
        if (mode == RNE) {
            float x = value(a);
            float y = value(b);
            float quotient = x / y;
            if (settles(quotient, (double) quotient * y == x, fp)) {
                return register(quotient);
            }
        }
        return SINGLE.box(Division.divide(SINGLE, SINGLE.unbox(a), SINGLE.unbox(b), mode, fp));
    }

    public static long squareRoot(long a, int mode, FloatingPoint fp) {
        if (mode == RNE) {
            float x = value(a);
            // The double root, rounded again, is the right one: 53 bits are two more than twice 24 (Figueroa 1995).
            float root = (float) Math.sqrt(x);
            if (settles(root, (double) root * root == x, fp)) {
                return register(root);
            }
        }
        return SINGLE.box(SquareRoot.root(SINGLE, SINGLE.unbox(a), mode, fp));
    }

    /** {@code a × b + c} with one rounding. */
    public static long multiplyAdd(long a, long b, long c, int mode, FloatingPoint fp) {
        if (mode == RNE) {
            float x = value(a);
            float y = value(b);
            float z = value(c);
            float result = Math.fma(x, y, z);
            if (settles(result, isExactSum((double) x * y, z, result), fp)) {
                return register(result);
            }
        }
        return SINGLE.box(Arithmetic.multiplyAdd(SINGLE, SINGLE.unbox(a), SINGLE.unbox(b), SINGLE.unbox(c), mode, fp));
    }

    public static long minimum(long a, long b, FloatingPoint fp) {
        return SINGLE.box(Comparison.minimum(SINGLE, SINGLE.unbox(a), SINGLE.unbox(b), fp));
    }

    public static long maximum(long a, long b, FloatingPoint fp) {
        return SINGLE.box(Comparison.maximum(SINGLE, SINGLE.unbox(a), SINGLE.unbox(b), fp));
    }

    public static boolean equal(long a, long b, FloatingPoint fp) {
        return Comparison.equal(SINGLE, SINGLE.unbox(a), SINGLE.unbox(b), fp);
    }

    public static boolean less(long a, long b, FloatingPoint fp) {
        return Comparison.less(SINGLE, SINGLE.unbox(a), SINGLE.unbox(b), fp);
    }

    public static boolean lessOrEqual(long a, long b, FloatingPoint fp) {
        return Comparison.lessOrEqual(SINGLE, SINGLE.unbox(a), SINGLE.unbox(b), fp);
    }

    public static int classify(long a) {
        return Comparison.classify(SINGLE, SINGLE.unbox(a));
    }

    public static long negate(long a) {
        return SINGLE.box(SINGLE.unbox(a) ^ SINGLE.signBit());
    }

    /** The magnitude of a with the sign of b. */
    public static long copySign(long a, long b) {
        long magnitude = SINGLE.magnitude(SINGLE.unbox(a));
        return SINGLE.box(SINGLE.signed(SINGLE.isNegative(SINGLE.unbox(b)), magnitude));
    }

    /** a, its sign flipped if b is negative. */
    public static long flipSign(long a, long b) {
        return SINGLE.box(SINGLE.unbox(a) ^ (SINGLE.unbox(b) & SINGLE.signBit()));
    }

    public static long toInteger(long a, IntegerFormat integers, int mode, FloatingPoint fp) {
        float x = value(a);
        if (mode == RTZ && integers.hostTruncates(x)) {
            long truncated = (long) x;
            if (truncated != x) {
                fp.raise(NX);
            }
            return integers.register(truncated);
        }
        return Conversion.toInteger(SINGLE, SINGLE.unbox(a), integers, mode, fp);
    }

    public static long fromSigned(long integer, int mode, FloatingPoint fp) {
        boolean isExact = Math.abs(integer) >>> SINGLE.precision() == 0;
        return isExact ? register((float) integer) : SINGLE.box(Conversion.fromSigned(SINGLE, integer, mode, fp));
    }

    public static long fromUnsigned(long integer, int mode, FloatingPoint fp) {
        boolean isExact = integer >>> SINGLE.precision() == 0;
        return isExact ? register((float) integer) : SINGLE.box(Conversion.fromUnsigned(SINGLE, integer, mode, fp));
    }

    public static long fromDouble(long a, int mode, FloatingPoint fp) {
        if (mode == RNE) {
            double x = Double.longBitsToDouble(a);
            float rounded = (float) x;
            if (settles(rounded, rounded == x, fp)) {
                return register(rounded);
            }
        }
        return SINGLE.box(Conversion.convert(Format.DOUBLE, SINGLE, a, mode, fp));
    }

    /** From the half in a register. */
    public static long fromHalf(long half, int mode, FloatingPoint fp) {
        return SINGLE.box(Conversion.convert(Format.HALF, SINGLE, Format.HALF.unbox(half), mode, fp));
    }

    /** NaN where the register holds no boxed single. */
    private static float value(long register) {
        return register >>> 32 == 0xffff_ffffL ? intBitsToFloat((int) register) : Float.NaN;
    }

    private static long register(float value) {
        return SINGLE.box(floatToRawIntBits(value) & 0xffff_ffffL);
    }

    /**
     * Raises inexact if the host's result, rounded to nearest even, is not exact; false if other flags may be due: it
     * is infinite, NaN, or tiny and inexact.
     */
    private static boolean settles(float result, boolean exact, FloatingPoint fp) {
        float magnitude = Math.abs(result);
        boolean settled = magnitude <= Float.MAX_VALUE && (exact || magnitude > Float.MIN_NORMAL);
        if (settled && !exact) {
            fp.raise(NX);
        }
        return settled;
    }

    /** Whether the single {@code sum} is the exact sum of two doubles that are far from the ends of the range. */
    private static boolean isExactSum(double x, double y, float sum) {
        double rounded = x + y;
        double yRounded = rounded - x;
        double error = (x - (rounded - yRounded)) + (y - yRounded);
        return error == 0 && rounded == sum;
    }
}
