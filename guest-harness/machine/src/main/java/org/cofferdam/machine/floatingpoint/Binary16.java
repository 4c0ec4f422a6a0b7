package org.cofferdam.machine.floatingpoint;

import static org.cofferdam.machine.floatingpoint.Format.DOUBLE;
import static org.cofferdam.machine.floatingpoint.Format.HALF;
import static org.cofferdam.machine.floatingpoint.Format.SINGLE;

/**
 * Half precision on register contents: operands are unboxed, results boxed (Zfh extension; D extension, "NaN Boxing of
 * Narrower Values"). Modes are resolved: 0 to 4. Always the way of integers: nobody computes much in it.
 */
public final class Binary16 {

    private Binary16() {}

    public static long add(long a, long b, int mode, FloatingPoint fp) {
        return HALF.box(Arithmetic.add(HALF, HALF.unbox(a), HALF.unbox(b), mode, fp));
    }

    public static long subtract(long a, long b, int mode, FloatingPoint fp) {
        return add(a, negate(b), mode, fp);
    }

    public static long multiply(long a, long b, int mode, FloatingPoint fp) {
        return HALF.box(Arithmetic.multiply(HALF, HALF.unbox(a), HALF.unbox(b), mode, fp));
    }

    public static long divide(long a, long b, int mode, FloatingPoint fp) {
        return HALF.box(Division.divide(HALF, HALF.unbox(a), HALF.unbox(b), mode, fp));
    }

    public static long squareRoot(long a, int mode, FloatingPoint fp) {
        return HALF.box(SquareRoot.root(HALF, HALF.unbox(a), mode, fp));
    }

    /** {@code a × b + c} with one rounding. */
    public static long multiplyAdd(long a, long b, long c, int mode, FloatingPoint fp) {
        return HALF.box(Arithmetic.multiplyAdd(HALF, HALF.unbox(a), HALF.unbox(b), HALF.unbox(c), mode, fp));
    }

    public static long minimum(long a, long b, FloatingPoint fp) {
        return HALF.box(Comparison.minimum(HALF, HALF.unbox(a), HALF.unbox(b), fp));
    }

    public static long maximum(long a, long b, FloatingPoint fp) {
        return HALF.box(Comparison.maximum(HALF, HALF.unbox(a), HALF.unbox(b), fp));
    }

    public static boolean equal(long a, long b, FloatingPoint fp) {
        return Comparison.equal(HALF, HALF.unbox(a), HALF.unbox(b), fp);
    }

    public static boolean less(long a, long b, FloatingPoint fp) {
        return Comparison.less(HALF, HALF.unbox(a), HALF.unbox(b), fp);
    }

    public static boolean lessOrEqual(long a, long b, FloatingPoint fp) {
        return Comparison.lessOrEqual(HALF, HALF.unbox(a), HALF.unbox(b), fp);
    }

    public static int classify(long a) {
        return Comparison.classify(HALF, HALF.unbox(a));
    }

    public static long negate(long a) {
        return HALF.box(HALF.unbox(a) ^ HALF.signBit());
    }

    /** The magnitude of a with the sign of b. */
    public static long copySign(long a, long b) {
        return HALF.box(HALF.signed(HALF.isNegative(HALF.unbox(b)), HALF.magnitude(HALF.unbox(a))));
    }

    /** a, its sign flipped if b is negative. */
    public static long flipSign(long a, long b) {
        return HALF.box(HALF.unbox(a) ^ (HALF.unbox(b) & HALF.signBit()));
    }

    public static long toInteger(long a, IntegerFormat integers, int mode, FloatingPoint fp) {
        return Conversion.toInteger(HALF, HALF.unbox(a), integers, mode, fp);
    }

    public static long fromSigned(long integer, int mode, FloatingPoint fp) {
        return HALF.box(Conversion.fromSigned(HALF, integer, mode, fp));
    }

    public static long fromUnsigned(long integer, int mode, FloatingPoint fp) {
        return HALF.box(Conversion.fromUnsigned(HALF, integer, mode, fp));
    }

    /** From the single in a register. */
    public static long fromSingle(long single, int mode, FloatingPoint fp) {
        return HALF.box(Conversion.convert(SINGLE, HALF, SINGLE.unbox(single), mode, fp));
    }

    public static long fromDouble(long a, int mode, FloatingPoint fp) {
        return HALF.box(Conversion.convert(DOUBLE, HALF, a, mode, fp));
    }
}
