package org.cofferdam.machine.hart;

import org.cofferdam.machine.floatingpoint.FloatingPoint;

/** Floating-point control and status (unprivileged ISA, "F" chapter); a write dirties the floating-point state. */
final class FloatCsrs extends CsrGroup {

    FloatCsrs(Hart hart) {
        FloatingPoint fp = hart.fp;
        view(0x001, "fflags", Gate.FLOATING_POINT, () -> fp.flags, wanted -> {
            fp.flags = (int) wanted & FloatingPoint.ALL_FLAGS;
            hart.markFloatingPointDirty();
        });
        view(0x002, "frm", Gate.FLOATING_POINT, () -> fp.roundingMode, wanted -> {
            fp.roundingMode = (int) wanted & 7;
            hart.markFloatingPointDirty();
        });
        view(0x003, "fcsr", Gate.FLOATING_POINT, fp::fcsr, wanted -> {
            fp.setFcsr(wanted);
            hart.markFloatingPointDirty();
        });
    }
}
