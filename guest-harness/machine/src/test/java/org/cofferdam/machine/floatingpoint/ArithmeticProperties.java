package org.cofferdam.machine.floatingpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.cofferdam.machine.floatingpoint.ExactOracle.Result;
import org.cofferdam.machine.floatingpoint.Operands.Triple;

/** Results and flags of the integer way are those of exact arithmetic, in all formats and all five modes. */
@Domain(Operands.class)
@Domain(DomainContext.Global.class)
final class ArithmeticProperties {

    @FunctionalInterface
    private interface Operation {
        long apply(FloatingPoint fp);
    }

    @Property(tries = 5000)
    void sumsAreRoundedExactSums(@ForAll Triple x, @ForAll @IntRange(max = 4) int mode) {
        Result expected = ExactOracle.of(x.format()).add(x.a(), x.b(), mode);
        assertSame(expected, fp -> Arithmetic.add(x.format(), x.a(), x.b(), mode, fp));
    }

    @Property(tries = 5000)
    void productsAreRoundedExactProducts(@ForAll Triple x, @ForAll @IntRange(max = 4) int mode) {
        Result expected = ExactOracle.of(x.format()).multiply(x.a(), x.b(), mode);
        assertSame(expected, fp -> Arithmetic.multiply(x.format(), x.a(), x.b(), mode, fp));
    }

    @Property(tries = 5000)
    void quotientsAreRoundedExactQuotients(@ForAll Triple x, @ForAll @IntRange(max = 4) int mode) {
        Result expected = ExactOracle.of(x.format()).divide(x.a(), x.b(), mode);
        assertSame(expected, fp -> Division.divide(x.format(), x.a(), x.b(), mode, fp));
    }

    @Property(tries = 5000)
    void rootsAreRoundedExactRoots(@ForAll Triple x, @ForAll @IntRange(max = 4) int mode) {
        Result expected = ExactOracle.of(x.format()).squareRoot(x.a(), mode);
        assertSame(expected, fp -> SquareRoot.root(x.format(), x.a(), mode, fp));
    }

    @Property(tries = 10_000)
    void fusedMultiplyAddRoundsOnce(@ForAll Triple x, @ForAll @IntRange(max = 4) int mode) {
        Result expected = ExactOracle.of(x.format()).multiplyAdd(x.a(), x.b(), x.c(), mode);
        assertSame(expected, fp -> Arithmetic.multiplyAdd(x.format(), x.a(), x.b(), x.c(), mode, fp));
    }

    /** The addend cancels the product but for its last places: where a second rounding would show. */
    @Property(tries = 5000)
    void fusedMultiplyAddKeepsWhatCancellationLeaves(
            @ForAll Triple x, @ForAll @IntRange(max = 4) int mode, @ForAll @IntRange(min = -3, max = 3) int places) {
        ExactOracle oracle = ExactOracle.of(x.format());
        long product = oracle.multiply(x.a(), x.b(), FloatingPoint.RNE).bits()
                ^ x.format().signBit();
        long c = product + places & -1L >>> (64 - x.format().width());
        Result expected = oracle.multiplyAdd(x.a(), x.b(), c, mode);
        assertSame(expected, fp -> Arithmetic.multiplyAdd(x.format(), x.a(), x.b(), c, mode, fp));
    }

    /** The addend is next to the smallest normal number, the product a fraction of the last place there. */
    @Property(tries = 5000)
    void tininessIsDetectedAfterRounding(
            @ForAll Triple x,
            @ForAll @IntRange(max = 4) int mode,
            @ForAll @IntRange(min = -2, max = 2) int places,
            @ForAll @IntRange(min = -4, max = 2) int scale) {
        Format format = x.format();
        long smallestNormal = format.fractionMask() + 1;
        long fractionOfPlace = (format.bias() - format.precision() + 1L + scale) << (format.precision() - 1);
        long a = format.signed(format.isNegative(x.a()), smallestNormal | (x.a() & format.fractionMask()));
        long b = fractionOfPlace | (x.b() & format.fractionMask());
        long c = format.signed(format.isNegative(x.c()), smallestNormal + places);
        Result expected = ExactOracle.of(format).multiplyAdd(a, b, c, mode);
        assertSame(expected, fp -> Arithmetic.multiplyAdd(format, a, b, c, mode, fp));
    }

    @Property(tries = 5000)
    void numbersBecomeIntegersOrSaturate(
            @ForAll Triple x, @ForAll IntegerFormat integers, @ForAll @IntRange(max = 4) int mode) {
        boolean signed = integers == IntegerFormat.INT32 || integers == IntegerFormat.INT64;
        int bits = integers == IntegerFormat.INT32 || integers == IntegerFormat.UINT32 ? 32 : 64;
        Result expected = ExactOracle.of(x.format()).toInteger(x.a(), signed, bits, mode);
        assertSame(expected, fp -> Conversion.toInteger(x.format(), x.a(), integers, mode, fp));
    }

    @Property(tries = 1000)
    void integersBecomeNumbers(
            @ForAll long integer,
            @ForAll @IntRange(max = 63) int shift,
            @ForAll Triple anyFormat,
            @ForAll @IntRange(max = 4) int mode) {
        ExactOracle oracle = ExactOracle.of(anyFormat.format());
        long x = integer >> shift;
        assertSame(
                oracle.fromInteger(BigInteger.valueOf(x), mode),
                fp -> Conversion.fromSigned(anyFormat.format(), x, mode, fp));
        assertSame(
                oracle.fromInteger(new BigInteger(Long.toUnsignedString(x)), mode),
                fp -> Conversion.fromUnsigned(anyFormat.format(), x, mode, fp));
    }

    @Property(tries = 5000)
    void numbersAreRoundedToIntegersOfTheirFormat(@ForAll Triple x, @ForAll @IntRange(max = 4) int mode) {
        ExactOracle oracle = ExactOracle.of(x.format());
        Result expected = oracle.toIntegral(x.a(), mode);
        assertSame(expected, fp -> Conversion.toIntegral(x.format(), x.a(), mode, false, fp));
        boolean inexact = !x.format().isNaN(x.a()) && !x.format().isInfinite(x.a()) && !oracle.isInteger(x.a());
        Result exact = inexact ? new Result(expected.bits(), FloatingPoint.NX) : expected;
        assertSame(exact, fp -> Conversion.toIntegral(x.format(), x.a(), mode, true, fp));
    }

    @Property(tries = 5000)
    void numbersBecomeWordsModuloTheirSize(@ForAll Triple x) {
        Result expected = ExactOracle.of(x.format()).toModularWord(x.a());
        assertSame(expected, fp -> Conversion.toModularWord(x.format(), x.a(), fp));
    }

    @Property(tries = 5000)
    void formatsConvertIntoEachOther(@ForAll Triple x, @ForAll Triple other, @ForAll @IntRange(max = 4) int mode) {
        Format to = other.format();
        Result expected = ExactOracle.of(to).convert(ExactOracle.of(x.format()), x.a(), mode);
        assertSame(expected, fp -> Conversion.convert(x.format(), to, x.a(), mode, fp));
    }

    private static void assertSame(Result expected, Operation operation) {
        FloatingPoint fp = new FloatingPoint();
        long bits = operation.apply(fp);
        assertEquals(expected, new Result(bits, fp.flags));
    }
}
