package org.cofferdam.machine.floatingpoint;

import java.math.BigInteger;

/** An exact quotient of integers, not reduced; the denominator is positive. */
record Rational(BigInteger numerator, BigInteger denominator) implements Comparable<Rational> {

    static Rational of(BigInteger integer) {
        return new Rational(integer, BigInteger.ONE);
    }

    Rational plus(Rational other) {
        return new Rational(
                numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
                denominator.multiply(other.denominator));
    }

    Rational times(Rational other) {
        return new Rational(numerator.multiply(other.numerator), denominator.multiply(other.denominator));
    }

    /** Division by a number that is not zero. */
    Rational over(Rational other) {
        BigInteger sign = BigInteger.valueOf(other.signum());
        return new Rational(
                numerator.multiply(other.denominator).multiply(sign), denominator.multiply(other.numerator.abs()));
    }

    /** {@code this × 2^power}, power of either sign. */
    Rational scaled(int power) {
        return power >= 0
                ? new Rational(numerator.shiftLeft(power), denominator)
                : new Rational(numerator, denominator.shiftLeft(-power));
    }

    Rational abs() {
        return new Rational(numerator.abs(), denominator);
    }

    int signum() {
        return numerator.signum();
    }

    BigInteger floor() {
        BigInteger[] parts = numerator.divideAndRemainder(denominator);
        return parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
    }

    @Override
    public int compareTo(Rational other) {
        return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
    }
}
