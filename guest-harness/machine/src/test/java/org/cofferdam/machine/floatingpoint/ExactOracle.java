package org.cofferdam.machine.floatingpoint;

import static org.cofferdam.machine.floatingpoint.FloatingPoint.DZ;
import static org.cofferdam.machine.floatingpoint.FloatingPoint.NV;
import static org.cofferdam.machine.floatingpoint.FloatingPoint.NX;
import static org.cofferdam.machine.floatingpoint.FloatingPoint.OF;
import static org.cofferdam.machine.floatingpoint.FloatingPoint.UF;

import java.math.BigInteger;

/**
 * What IEEE 754-2019 says about results and flags, computed with exact rationals and by searching among the numbers of
 * the format; it shares no arithmetic with what it judges. Operands that are no numbers are left to the host's doubles,
 * whose infinities and NaNs follow the standard in every rounding mode.
 */
final class ExactOracle {

    /** A pattern, or an integer, with the flags that it raises. */
    record Result(long bits, int flags) {
        @Override
        public String toString() {
            return "%x flags %x".formatted(bits, flags);
        }
    }

    private final int width;
    private final int fractionBits;
    private final int bias;
    private final long infinity;

    private ExactOracle(int width, int fractionBits) {
        this.width = width;
        this.fractionBits = fractionBits;
        this.bias = (1 << (width - fractionBits - 2)) - 1;
        this.infinity = (2L * bias + 1) << fractionBits;
    }

    static ExactOracle of(Format format) {
        return new ExactOracle(format.width(), format.precision() - 1);
    }

    Result add(long a, long b, int mode) {
        if (!isFinite(a) || !isFinite(b)) {
            return special(host(a) + host(b), a, b);
        }
        return sum(value(a), isNegative(a), value(b), isNegative(b), mode);
    }

    Result multiply(long a, long b, int mode) {
        if (!isFinite(a) || !isFinite(b)) {
            return special(host(a) * host(b), a, b);
        }
        return round(value(a).times(value(b)), isNegative(a) ^ isNegative(b), mode);
    }

    Result divide(long a, long b, int mode) {
        if (!isFinite(a) || !isFinite(b) || value(b).signum() == 0) {
            Result result = special(host(a) / host(b), a, b);
            return isFinite(a) && value(a).signum() != 0 && isFinite(b) ? new Result(result.bits, DZ) : result;
        }
        return round(value(a).over(value(b)), isNegative(a) ^ isNegative(b), mode);
    }

    Result multiplyAdd(long a, long b, long c, int mode) {
        if (!isFinite(a) || !isFinite(b) || !isFinite(c)) {
            double product = host(a) * host(b);
            boolean undefinedProduct = Double.isNaN(product) && !Double.isNaN(host(a)) && !Double.isNaN(host(b));
            // A finite product counts as a number that no addition of doubles can overflow with.
            double number = isFinite(a) && isFinite(b) ? 1 : product;
            Result result = special(number + host(c), a, b, c);
            return undefinedProduct ? new Result(result.bits, NV) : result;
        }
        Rational product = value(a).times(value(b));
        return sum(product, isNegative(a) ^ isNegative(b), value(c), isNegative(c), mode);
    }

    Result squareRoot(long a, int mode) {
        if (!isFinite(a) || isNegative(a) || value(a).signum() == 0) {
            return special(Math.sqrt(host(a)), a);
        }
        // 2 × 1200 binary places make an integer of every number, and leave more than twice the precision behind the
        // point. An
        // inexact root is replaced by the middle of its last place: on the same side of every number of the format.
        int places = 1200;
        BigInteger scaled = value(a).scaled(2 * places).floor();
        BigInteger[] root = scaled.sqrtAndRemainder();
        BigInteger doubled = root[0].shiftLeft(1).add(root[1].signum() == 0 ? BigInteger.ZERO : BigInteger.ONE);
        return round(Rational.of(doubled).scaled(-places - 1), false, mode);
    }

    /** From the given format to this one. */
    Result convert(ExactOracle from, long a, int mode) {
        if (!from.isFinite(a)) {
            Result result = from.special(from.host(a), a);
            return new Result(ofHost(from.host(a)), result.flags);
        }
        return round(from.value(a), from.isNegative(a), mode);
    }

    Result fromInteger(BigInteger integer, int mode) {
        return round(Rational.of(integer), integer.signum() < 0, mode);
    }

    /** As a register holds the integer: 32-bit ones sign-extended. */
    Result toInteger(long a, boolean signed, int bits, int mode) {
        BigInteger minimum = signed ? BigInteger.ONE.shiftLeft(bits - 1).negate() : BigInteger.ZERO;
        BigInteger maximum = BigInteger.ONE.shiftLeft(signed ? bits - 1 : bits).subtract(BigInteger.ONE);
        double host = host(a);
        if (!isFinite(a)) {
            return new Result(register(host < 0 ? minimum : maximum, bits), NV);
        }
        BigInteger integer = integer(a, mode);
        if (integer.compareTo(minimum) < 0 || integer.compareTo(maximum) > 0) {
            return new Result(register(host < 0 ? minimum : maximum, bits), NV);
        }
        return new Result(register(integer, bits), isInteger(a) ? 0 : NX);
    }

    /** The number truncated, its lowest 32 bits sign-extended, with the flags of a conversion to a signed word. */
    Result toModularWord(long a) {
        long value = isFinite(a) ? integer(a, FloatingPoint.RTZ).intValue() : 0;
        return new Result(value, toInteger(a, true, 32, FloatingPoint.RTZ).flags);
    }

    /** The number rounded to an integer of the format, never inexact. */
    Result toIntegral(long a, int mode) {
        if (!isFinite(a)) {
            return special(host(a), a);
        }
        return round(Rational.of(integer(a, mode)), isNegative(a), mode);
    }

    private BigInteger integer(long a, int mode) {
        BigInteger low = value(a).abs().floor();
        Rational rest = value(a).abs().plus(Rational.of(low.negate()));
        int half = rest.compareTo(new Rational(BigInteger.ONE, BigInteger.TWO));
        boolean up = rest.signum() != 0 && roundsUp(mode, isNegative(a), low.testBit(0), half);
        BigInteger magnitude = up ? low.add(BigInteger.ONE) : low;
        return isNegative(a) ? magnitude.negate() : magnitude;
    }

    /** Whether a finite number is an integer. */
    boolean isInteger(long a) {
        return value(a).compareTo(Rational.of(value(a).floor())) == 0;
    }

    private static long register(BigInteger integer, int bits) {
        return bits == 32 ? integer.intValue() : integer.longValue();
    }

    private Result sum(Rational a, boolean aNegative, Rational b, boolean bNegative, int mode) {
        Rational sum = a.plus(b);
        boolean negativeZero = aNegative == bNegative ? aNegative : mode == FloatingPoint.RDN;
        return round(sum, sum.signum() == 0 ? negativeZero : sum.signum() < 0, mode);
    }

    private Result round(Rational exact, boolean negative, int mode) {
        Rational magnitude = exact.abs();
        long rounded = roundMagnitude(magnitude, negative, mode);
        boolean inexact = value(rounded).compareTo(magnitude) != 0;
        if (rounded == infinity) {
            boolean stays = mode == FloatingPoint.RTZ || mode == (negative ? FloatingPoint.RUP : FloatingPoint.RDN);
            return new Result(signed(stays ? infinity - 1 : infinity, negative), OF | NX);
        }
        // Tiny after rounding: rounded as if exponents had no lower bound, that is, far away from it.
        int away = bias + bias / 2;
        boolean tiny = inexact
                && magnitude.compareTo(value(1L << fractionBits)) < 0
                && value(roundMagnitude(magnitude.scaled(away), negative, mode))
                                .compareTo(value(1L << fractionBits).scaled(away))
                        < 0;
        return new Result(signed(rounded, negative), (inexact ? NX : 0) | (tiny ? UF : 0));
    }

    /**
     * The pattern chosen between the two neighbours; infinity stands for the next power of two after the largest
     * number.
     */
    private long roundMagnitude(Rational magnitude, boolean negative, int mode) {
        long low = 0;
        long high = infinity;
        while (low < high) {
            long middle = low + (high - low + 1) / 2;
            if (value(middle).compareTo(magnitude) <= 0) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        if (low == infinity || value(low).compareTo(magnitude) == 0) {
            return low;
        }
        Rational twice = magnitude.scaled(1);
        int half = twice.compareTo(value(low).plus(value(low + 1)));
        return roundsUp(mode, negative, (low & 1) != 0, half) ? low + 1 : low;
    }

    private static boolean roundsUp(int mode, boolean negative, boolean odd, int half) {
        return switch (mode) {
            case FloatingPoint.RNE -> half > 0 || (half == 0 && odd);
            case FloatingPoint.RTZ -> false;
            case FloatingPoint.RDN -> negative;
            case FloatingPoint.RUP -> !negative;
            case FloatingPoint.RMM -> half >= 0;
            default -> throw new IllegalArgumentException("mode " + mode);
        };
    }

    /** IEEE 754-2019, 3.4; also for the pattern of infinity, as if it were a number. */
    private Rational value(long bits) {
        long magnitude = bits & -1L >>> (65 - width);
        long exponentField = magnitude >>> fractionBits;
        long fraction = magnitude & (1L << fractionBits) - 1;
        long significand = exponentField == 0 ? fraction : fraction + (1L << fractionBits);
        int exponent = (int) Math.max(exponentField, 1) - bias - fractionBits;
        BigInteger integer = BigInteger.valueOf(isNegative(bits) ? -significand : significand);
        return Rational.of(integer).scaled(exponent);
    }

    private boolean isNegative(long bits) {
        return (bits >>> (width - 1) & 1) != 0;
    }

    private boolean isFinite(long bits) {
        return Double.isFinite(host(bits));
    }

    private double host(long bits) {
        return switch (width) {
            case 16 -> Float.float16ToFloat((short) bits);
            case 32 -> Float.intBitsToFloat((int) bits);
            default -> Double.longBitsToDouble(bits);
        };
    }

    private long ofHost(double number) {
        return switch (width) {
            case 16 -> Double.isNaN(number) ? 0x7e00 : Float.floatToFloat16((float) number) & 0xffff;
            case 32 -> Float.floatToIntBits((float) number) & 0xffff_ffffL;
            default -> Double.doubleToLongBits(number);
        };
    }

    private long signed(long magnitude, boolean negative) {
        return negative ? magnitude | 1L << (width - 1) : magnitude;
    }

    /**
     * What the host says about operands of which one is no number; NV for a signalling NaN, and for a NaN out of
     * none.
     */
    private Result special(double result, long... operands) {
        boolean nanAmongOperands = false;
        boolean signalling = false;
        for (long operand : operands) {
            boolean nan = Double.isNaN(host(operand));
            nanAmongOperands |= nan;
            signalling |= nan && (operand >>> (fractionBits - 1) & 1) == 0;
        }
        boolean invalid = signalling || (Double.isNaN(result) && !nanAmongOperands);
        return new Result(ofHost(result), invalid ? NV : 0);
    }
}
