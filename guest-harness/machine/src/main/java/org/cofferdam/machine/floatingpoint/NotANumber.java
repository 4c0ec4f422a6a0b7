package org.cofferdam.machine.floatingpoint;

/** What operations do with NaNs, and when they make one (IEEE 754-2019, 6.2 and 7.2). */
final class NotANumber {

    private NotANumber() {}

    /** The result of an operation of which at least one operand is a NaN: invalid if one is signalling. */
    static long propagate(Format format, FloatingPoint fp, long a, long b) {
        if (format.isSignalling(a) || format.isSignalling(b)) {
            fp.raise(FloatingPoint.NV);
        }
        return format.canonicalNaN();
    }

    /** The result of an operation that has none. */
    static long invalid(Format format, FloatingPoint fp) {
        fp.raise(FloatingPoint.NV);
        return format.canonicalNaN();
    }
}
