package org.cofferdam.machine.floatingpoint;

import static org.cofferdam.machine.floatingpoint.FloatingPoint.NV;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import org.cofferdam.machine.floatingpoint.Operands.Triple;

/** Comparisons, minimum, maximum and class, against the host's comparisons and the rules of the F extension. */
@Domain(Operands.class)
final class ComparisonTest {

    private static final long QUIET = 0x7ff8_0000_0000_0001L;
    private static final long SIGNALLING = 0xfff0_0000_0000_0001L;
    private static final long CANONICAL = 0x7ff8_0000_0000_0000L;
    private static final long ONE = Double.doubleToRawLongBits(1);
    private static final long ZERO = 0;
    private static final long MINUS_ZERO = Long.MIN_VALUE;

    private final FloatingPoint fp = new FloatingPoint();

    @Property(tries = 5000)
    void orderIsTheHosts(@ForAll Triple x) {
        fp.flags = 0;
        double a = host(x.format(), x.a());
        double b = host(x.format(), x.b());
        assertEquals(a == b, Comparison.equal(x.format(), x.a(), x.b(), fp));
        assertEquals(a < b, Comparison.less(x.format(), x.a(), x.b(), fp));
        assertEquals(a <= b, Comparison.lessOrEqual(x.format(), x.a(), x.b(), fp));
        fp.flags = 0;
        assertEquals(a < b, Comparison.lessQuietly(x.format(), x.a(), x.b(), fp));
        assertEquals(a <= b, Comparison.lessOrEqualQuietly(x.format(), x.a(), x.b(), fp));
        assertEquals(isSignalling(x.format(), x.a()) || isSignalling(x.format(), x.b()) ? NV : 0, fp.flags);
        fp.flags = 0;
        if (Double.isNaN(a) || Double.isNaN(b)) {
            assertEquals(x.format().canonicalNaN(), Comparison.minimumOrNaN(x.format(), x.a(), x.b(), fp));
            assertEquals(x.format().canonicalNaN(), Comparison.maximumOrNaN(x.format(), x.a(), x.b(), fp));
            assertEquals(isSignalling(x.format(), x.a()) || isSignalling(x.format(), x.b()) ? NV : 0, fp.flags);
        } else {
            assertEquals(Math.min(a, b), host(x.format(), Comparison.minimumOrNaN(x.format(), x.a(), x.b(), fp)));
            assertEquals(Math.max(a, b), host(x.format(), Comparison.maximumOrNaN(x.format(), x.a(), x.b(), fp)));
            assertEquals(Math.min(a, b), host(x.format(), Comparison.minimum(x.format(), x.a(), x.b(), fp)));
            assertEquals(Math.max(a, b), host(x.format(), Comparison.maximum(x.format(), x.a(), x.b(), fp)));
            assertEquals(0, fp.flags);
        }
    }

    @Property(tries = 5000)
    void classHasExactlyOneBitAndItIsRight(@ForAll Triple x) {
        double a = host(x.format(), x.a());
        double smallestNormal = host(x.format(), x.format().fractionMask() + 1);
        boolean negative = 1 / a < 0 || a < 0;
        boolean quiet = (x.a() >>> (x.format().precision() - 2) & 1) != 0;
        List<Boolean> bits = List.of(
                a == Double.NEGATIVE_INFINITY,
                a <= -smallestNormal && Double.isFinite(a),
                a < 0 && a > -smallestNormal,
                a == 0 && negative,
                a == 0 && !negative,
                a > 0 && a < smallestNormal,
                a >= smallestNormal && Double.isFinite(a),
                a == Double.POSITIVE_INFINITY,
                Double.isNaN(a) && !quiet,
                Double.isNaN(a) && quiet);
        assertEquals(1 << bits.indexOf(true), Comparison.classify(x.format(), x.a()));
    }

    @Example
    void equalityIsQuiet() {
        Comparison.equal(Format.DOUBLE, ONE, QUIET, fp);
        assertEquals(0, fp.flags);
        Comparison.equal(Format.DOUBLE, SIGNALLING, ONE, fp);
        assertEquals(NV, fp.flags);
    }

    @Example
    void orderIsSignalling() {
        Comparison.less(Format.DOUBLE, ONE, QUIET, fp);
        assertEquals(NV, fp.flags);
        fp.flags = 0;
        Comparison.lessOrEqual(Format.DOUBLE, QUIET, ONE, fp);
        assertEquals(NV, fp.flags);
    }

    @Example
    void aNumberWinsOverNaN() {
        assertEquals(ONE, Comparison.minimum(Format.DOUBLE, ONE, QUIET, fp));
        assertEquals(ONE, Comparison.maximum(Format.DOUBLE, QUIET, ONE, fp));
        assertEquals(CANONICAL, Comparison.maximum(Format.DOUBLE, QUIET, QUIET, fp));
        assertEquals(0, fp.flags);
    }

    @Example
    void aSignallingNaNIsInvalidEvenIfTheResultIsANumber() {
        assertEquals(ONE, Comparison.minimum(Format.DOUBLE, SIGNALLING, ONE, fp));
        assertEquals(NV, fp.flags);
        fp.flags = 0;
        assertEquals(CANONICAL, Comparison.maximum(Format.DOUBLE, QUIET, SIGNALLING, fp));
        assertEquals(NV, fp.flags);
    }

    @Example
    void minusZeroIsLessThanZeroForMinimumAndMaximumAlone() {
        assertEquals(MINUS_ZERO, Comparison.minimum(Format.DOUBLE, ZERO, MINUS_ZERO, fp));
        assertEquals(MINUS_ZERO, Comparison.minimum(Format.DOUBLE, MINUS_ZERO, ZERO, fp));
        assertEquals(ZERO, Comparison.maximum(Format.DOUBLE, ZERO, MINUS_ZERO, fp));
        assertEquals(true, Comparison.equal(Format.DOUBLE, ZERO, MINUS_ZERO, fp));
    }

    private static boolean isSignalling(Format format, long bits) {
        return Double.isNaN(host(format, bits)) && (bits >>> (format.precision() - 2) & 1) == 0;
    }

    private static double host(Format format, long bits) {
        return switch (format.width()) {
            case 16 -> Float.float16ToFloat((short) bits);
            case 32 -> Float.intBitsToFloat((int) bits);
            default -> Double.longBitsToDouble(bits);
        };
    }
}
