package org.cofferdam.machine.floatingpoint;

import static org.cofferdam.machine.floatingpoint.FloatingPoint.NV;
import static org.cofferdam.machine.floatingpoint.FloatingPoint.RNE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.cofferdam.machine.isa.FloatConstants;
import org.junit.jupiter.api.Test;

/** Singles in 64-bit registers (D extension, "NaN Boxing of Narrower Values"), and fcsr. */
final class RegisterContentsTest {

    private static final long BOX = 0xffff_ffff_0000_0000L;
    private static final long CANONICAL = BOX | 0x7fc0_0000L;
    private static final long ONE = BOX | 0x3f80_0000L;
    private static final long MINUS_ONE = BOX | 0xbf80_0000L;
    private static final long UNBOXED_ONE = 0xffff_fffe_3f80_0000L;

    private final FloatingPoint fp = new FloatingPoint();

    @Test
    void resultsAreBoxed() {
        assertEquals(BOX | 0x4000_0000L, Binary32.add(ONE, ONE, RNE, fp));
        assertEquals(BOX, Binary32.add(ONE, MINUS_ONE, RNE, fp));
        assertEquals(BOX | 0x8000_0000L, Binary32.add(ONE, MINUS_ONE, FloatingPoint.RDN, fp));
    }

    @Test
    void whatIsNotBoxedIsTheCanonicalNaN() {
        assertEquals(CANONICAL, Binary32.add(ONE, UNBOXED_ONE, RNE, fp));
        assertEquals(CANONICAL, Binary32.multiplyAdd(ONE, ONE, UNBOXED_ONE, RNE, fp));
        assertEquals(ONE, Binary32.minimum(UNBOXED_ONE, ONE, fp));
        assertEquals(1 << 9, Binary32.classify(UNBOXED_ONE));
        assertEquals(0x7ff8_0000_0000_0000L, Binary64.fromSingle(UNBOXED_ONE, RNE, fp));
        assertEquals(0, fp.flags);
        assertEquals(Integer.MAX_VALUE, Binary32.toInteger(UNBOXED_ONE, IntegerFormat.INT32, RNE, fp));
        assertEquals(NV, fp.flags);
    }

    @Test
    void halvesAreBoxedToo() {
        long box = 0xffff_ffff_ffff_0000L;
        long one = box | 0x3c00;
        long canonical = box | 0x7e00;
        assertEquals(box | 0x4000, Binary16.add(one, one, RNE, fp));
        assertEquals(canonical, Binary16.multiply(one, 0x3c00, RNE, fp));
        assertEquals(canonical, Binary16.add(one, BOX | 0x3c00, RNE, fp));
        assertEquals(box | 0xbc00, Binary16.copySign(one, Binary16.negate(one)));
        assertEquals(canonical | 0x8000, Binary16.copySign(0, box | 0x8000));
        assertEquals(ONE, Binary32.fromHalf(one, RNE, fp));
        assertEquals(one, Binary16.fromSingle(ONE, RNE, fp));
        assertEquals(canonical, Binary16.fromSingle(UNBOXED_ONE, RNE, fp));
        assertEquals(Double.doubleToRawLongBits(1), Binary64.fromHalf(one, RNE, fp));
        assertEquals(one, Binary16.fromDouble(Double.doubleToRawLongBits(1), RNE, fp));
        assertEquals(CANONICAL, Binary32.fromHalf(0x3c00, RNE, fp));
    }

    @Test
    void constantsAreThoseOfTheTableInEveryFormat() {
        for (int index = 0; index < 32; index++) {
            double value = FloatConstants.value(index);
            if (index != 1) {
                assertEquals(
                        Double.doubleToLongBits(value), AdditionalOperations.constant(Format.DOUBLE, value), "double");
                assertEquals(
                        BOX | (Float.floatToIntBits((float) value) & 0xffff_ffffL),
                        AdditionalOperations.constant(Format.SINGLE, value));
                assertEquals(
                        (-1L << 16) | (Float.floatToFloat16((float) value) & 0xffff),
                        AdditionalOperations.constant(Format.HALF, value));
            }
        }
        double least = FloatConstants.value(1);
        assertEquals(Double.doubleToLongBits(Double.MIN_NORMAL), AdditionalOperations.constant(Format.DOUBLE, least));
        assertEquals(BOX | 0x0080_0000, AdditionalOperations.constant(Format.SINGLE, least));
        assertEquals(-1L << 16 | 0x0400, AdditionalOperations.constant(Format.HALF, least));
        assertEquals(-1L << 16 | 0x7c00, AdditionalOperations.constant(Format.HALF, FloatConstants.value(29)));
    }

    @Test
    void signInjectionUnboxesBothOperands() {
        assertEquals(CANONICAL | 0x8000_0000L, Binary32.copySign(UNBOXED_ONE, MINUS_ONE));
        assertEquals(ONE, Binary32.copySign(MINUS_ONE, 0x0000_0000_8000_0000L));
        assertEquals(MINUS_ONE, Binary32.flipSign(ONE, MINUS_ONE));
        assertEquals(ONE, Binary32.flipSign(MINUS_ONE, MINUS_ONE));
        assertEquals(MINUS_ONE, Binary32.copySign(ONE, Binary32.negate(UNBOXED_ONE)));
    }

    @Test
    void signInjectionKeepsPayloads() {
        long signalling = BOX | 0x7f80_0001L;
        assertEquals(signalling | 0x8000_0000L, Binary32.copySign(signalling, MINUS_ONE));
        assertEquals(0xfff0_0000_0000_0001L, Binary64.copySign(0x7ff0_0000_0000_0001L, -1));
    }

    @Test
    void unsignedWordsAreSignExtended() {
        long threeBillion = Double.doubleToRawLongBits(3e9);
        assertEquals(0xffff_ffff_b2d0_5e00L, Binary64.toInteger(threeBillion, IntegerFormat.UINT32, RNE, fp));
        assertEquals(0xffff_ffff_b2d0_5e00L, Binary64.toInteger(threeBillion, IntegerFormat.UINT32, 1, fp));
        long tooMuch = Double.doubleToRawLongBits(0x1p32);
        assertEquals(-1, Binary64.toInteger(tooMuch, IntegerFormat.UINT32, FloatingPoint.RTZ, fp));
        assertEquals(NV, fp.flags);
    }

    @Test
    void fcsrHoldsModeAndFlagsAndNothingElse() {
        fp.setFcsr(-1);
        assertEquals(0xff, fp.fcsr());
        fp.setFcsr(0x68);
        assertEquals(FloatingPoint.RUP, fp.roundingMode);
        assertEquals(FloatingPoint.DZ, fp.flags);
        assertEquals(FloatingPoint.RUP, fp.resolve(FloatingPoint.DYNAMIC));
        assertEquals(FloatingPoint.RTZ, fp.resolve(FloatingPoint.RTZ));
    }
}
