package org.cofferdam.machine.floatingpoint;

/**
 * The floating-point environment of one hart: what {@code fcsr} shows (unprivileged ISA, "Floating-Point Control and
 * Status Register"). Operations read the rounding mode that the caller resolved and accumulate flags here; whether the
 * hart may use floating point at all ({@code mstatus.FS}) is the hart's business.
 */
public final class FloatingPoint {

    /** Inexact: the rounded result differs from the exact one. */
    public static final int NX = 1;
    /** Underflow: tiny after rounding, and inexact. */
    public static final int UF = 2;
    /** Overflow: the rounded result is beyond the format's largest finite number. */
    public static final int OF = 4;
    /** Division by zero: an exact infinity from finite operands. */
    public static final int DZ = 8;
    /** Invalid operation: no useful result is defined. */
    public static final int NV = 16;

    /** All flags, {@code fflags}' width. */
    public static final int ALL_FLAGS = 0x1f;

    /** Round to nearest, ties to even. */
    public static final int RNE = 0;
    /** Round towards zero. */
    public static final int RTZ = 1;
    /** Round down, towards minus infinity. */
    public static final int RDN = 2;
    /** Round up, towards plus infinity. */
    public static final int RUP = 3;
    /** Round to nearest, ties to the larger magnitude. */
    public static final int RMM = 4;

    /** In an instruction's {@code rm} field: use {@link #roundingMode}. */
    public static final int DYNAMIC = 7;

    /** Accrued exception flags, {@code fflags}: 5 bits. */
    public int flags;

    /** Dynamic rounding mode, {@code frm}: 3 bits, of which 5 to 7 are reserved and held as written. */
    public int roundingMode;

    /** Round to nearest even, no flags. */
    public FloatingPoint() {}

    /**
     * Accrues the given flags. Those that stand already are not written again: what two harts write all the time, side by side in the
     * host's memory, goes back and forth between its processors.
     */
    public void raise(int raised) {
        if ((raised & ~flags) != 0) {
            flags |= raised;
        }
    }

    /**
     * The mode that an instruction with this {@code rm} field rounds in, 0 to 4; a larger number says that it is
     * reserved, and the instruction illegal.
     */
    public int resolve(int rm) {
        return rm == DYNAMIC ? roundingMode : rm;
    }

    /** The value of {@code fcsr}: {@code frm} in bits 7 to 5, {@code fflags} in bits 4 to 0. */
    public int fcsr() {
        return roundingMode << 5 | flags;
    }

    /** Writes {@code fcsr}; bits 63 to 8 are ignored. */
    public void setFcsr(long value) {
        flags = (int) value & ALL_FLAGS;
        roundingMode = (int) value >> 5 & 7;
    }
}
