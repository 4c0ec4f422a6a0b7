package org.cofferdam.machine.floatingpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import org.cofferdam.machine.floatingpoint.Operands.Triple;

/** Wherever the host's arithmetic is taken, it gives the result and the flags of the integer way. */
@Domain(HostOperands.class)
@Domain(DomainContext.Global.class)
final class HostAgreementProperties {

    @FunctionalInterface
    private interface Operation {
        long apply(FloatingPoint fp);
    }

    @Property(tries = 50_000)
    void sums(@ForAll Triple x, @ForAll @IntRange(max = 4) int mode) {
        long a = x.format().box(x.a());
        long b = x.format().box(x.b());
        assertAgree(fp -> isSingle(x) ? Binary32.add(a, b, mode, fp) : Binary64.add(a, b, mode, fp), fp -> x.format()
                .box(Arithmetic.add(x.format(), x.a(), x.b(), mode, fp)));
    }

    /** The steps of TwoSum overflow for the first pair, and the second is exact. */
    @Example
    void sumsNextToTheLargestDouble() {
        for (double x : new double[] {-0x1.8p971, -0x1.0p971, 0x1.fp969}) {
            long a = Double.doubleToRawLongBits(x);
            long b = Double.doubleToRawLongBits(Double.MAX_VALUE);
            assertAgree(
                    fp -> Binary64.add(a, b, FloatingPoint.RNE, fp),
                    fp -> Arithmetic.add(Format.DOUBLE, a, b, FloatingPoint.RNE, fp));
        }
    }

    @Property(tries = 50_000)
    void products(@ForAll Triple x, @ForAll @IntRange(max = 4) int mode) {
        long a = x.format().box(x.a());
        long b = x.format().box(x.b());
        assertAgree(
                fp -> isSingle(x) ? Binary32.multiply(a, b, mode, fp) : Binary64.multiply(a, b, mode, fp),
                fp -> x.format().box(Arithmetic.multiply(x.format(), x.a(), x.b(), mode, fp)));
    }

    @Property(tries = 50_000)
    void quotients(@ForAll Triple x, @ForAll @IntRange(max = 4) int mode) {
        long a = x.format().box(x.a());
        long b = x.format().box(x.b());
        assertAgree(
                fp -> isSingle(x) ? Binary32.divide(a, b, mode, fp) : Binary64.divide(a, b, mode, fp),
                fp -> x.format().box(Division.divide(x.format(), x.a(), x.b(), mode, fp)));
    }

    /** Quotients of products: what rounds to nothing must raise nothing. */
    @Property(tries = 50_000)
    void exactQuotients(@ForAll Triple x, @ForAll @IntRange(max = 4) int mode) {
        long product = Arithmetic.multiply(x.format(), x.a(), x.b(), FloatingPoint.RTZ, new FloatingPoint());
        long a = x.format().box(product);
        long b = x.format().box(x.b());
        assertAgree(
                fp -> isSingle(x) ? Binary32.divide(a, b, mode, fp) : Binary64.divide(a, b, mode, fp),
                fp -> x.format().box(Division.divide(x.format(), product, x.b(), mode, fp)));
    }

    @Property(tries = 50_000)
    void roots(@ForAll Triple x, @ForAll @IntRange(max = 4) int mode) {
        long a = x.format().box(x.a());
        assertAgree(
                fp -> isSingle(x) ? Binary32.squareRoot(a, mode, fp) : Binary64.squareRoot(a, mode, fp),
                fp -> x.format().box(SquareRoot.root(x.format(), x.a(), mode, fp)));
    }

    @Property(tries = 50_000)
    void fusedMultiplyAdds(@ForAll Triple x, @ForAll @IntRange(max = 4) int mode) {
        long a = x.format().box(x.a());
        long b = x.format().box(x.b());
        long c = x.format().box(x.c());
        assertAgree(
                fp -> isSingle(x) ? Binary32.multiplyAdd(a, b, c, mode, fp) : Binary64.multiplyAdd(a, b, c, mode, fp),
                fp -> x.format().box(Arithmetic.multiplyAdd(x.format(), x.a(), x.b(), x.c(), mode, fp)));
    }

    @Property(tries = 50_000)
    void integers(@ForAll Triple x, @ForAll IntegerFormat integers, @ForAll @IntRange(max = 4) int mode) {
        long a = x.format().box(x.a());
        assertAgree(
                fp -> isSingle(x)
                        ? Binary32.toInteger(a, integers, mode, fp)
                        : Binary64.toInteger(a, integers, mode, fp),
                fp -> Conversion.toInteger(x.format(), x.a(), integers, mode, fp));
    }

    @Property(tries = 50_000)
    void numbersFromIntegers(
            @ForAll long integer, @ForAll @IntRange(max = 63) int shift, @ForAll @IntRange(max = 4) int mode) {
        long x = integer >> shift;
        assertAgree(fp -> Binary64.fromSigned(x, mode, fp), fp -> Conversion.fromSigned(Format.DOUBLE, x, mode, fp));
        assertAgree(
                fp -> Binary64.fromUnsigned(x, mode, fp), fp -> Conversion.fromUnsigned(Format.DOUBLE, x, mode, fp));
        assertAgree(
                fp -> Binary32.fromSigned(x, mode, fp),
                fp -> Format.SINGLE.box(Conversion.fromSigned(Format.SINGLE, x, mode, fp)));
        assertAgree(
                fp -> Binary32.fromUnsigned(x, mode, fp),
                fp -> Format.SINGLE.box(Conversion.fromUnsigned(Format.SINGLE, x, mode, fp)));
    }

    @Property(tries = 50_000)
    void singlesFromDoubles(@ForAll Triple x, @ForAll @IntRange(max = 4) int mode) {
        // A single's neighbourhood, where doubles round to singles in interesting ways; else any double.
        long near = Conversion.convert(Format.SINGLE, Format.DOUBLE, x.a(), mode, new FloatingPoint());
        long a = isSingle(x) ? near + (int) x.b() : x.a();
        assertAgree(
                fp -> Binary32.fromDouble(a, mode, fp),
                fp -> Format.SINGLE.box(Conversion.convert(Format.DOUBLE, Format.SINGLE, a, mode, fp)));
    }

    private static boolean isSingle(Triple x) {
        return x.format().equals(Format.SINGLE);
    }

    /** With and without inexact set before, which is what the fast way looks at. */
    private static void assertAgree(Operation host, Operation integers) {
        for (int flags : new int[] {0, FloatingPoint.NX, FloatingPoint.UF}) {
            FloatingPoint hostFlags = new FloatingPoint();
            FloatingPoint integerFlags = new FloatingPoint();
            hostFlags.flags = flags;
            integerFlags.flags = flags;
            assertEquals(Long.toHexString(integers.apply(integerFlags)), Long.toHexString(host.apply(hostFlags)));
            assertEquals(integerFlags.flags, hostFlags.flags);
        }
    }
}
