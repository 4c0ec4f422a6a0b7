package org.cofferdam.machine.hart;

import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.cofferdam.machine.floatingpoint.FloatingPoint;

/** Floating-point control and status (unprivileged ISA, "F" chapter). */
final class FloatCsrs extends CsrGroup {

    FloatCsrs(Hart hart) {
        FloatingPoint fp = hart.fp;
        add(new Row(
                0x001,
                "fflags",
                "exceptions accrued; needs FS",
                FloatingPoint.ALL_FLAGS,
                hart,
                () -> fp.flags,
                wanted -> fp.flags = (int) wanted & FloatingPoint.ALL_FLAGS));
        add(new Row(
                0x002,
                "frm",
                "rounding mode; needs FS",
                7,
                hart,
                () -> fp.roundingMode,
                wanted -> fp.roundingMode = (int) wanted & 7));
        add(new Row(0x003, "fcsr", "frm and fflags; needs FS", 0xff, hart, fp::fcsr, fp::setFcsr));
    }

    /** An instruction's write dirties the floating-point state; one from outside leaves FS to whoever makes it. */
    private static final class Row extends View {

        private final Hart hart;

        Row(
                int number,
                String name,
                String meaning,
                long writable,
                Hart hart,
                LongSupplier reader,
                LongConsumer writer) {
            super(number, name, meaning, Gate.FLOATING_POINT, writable, reader, writer);
            this.hart = hart;
        }

        @Override
        void writeByInstruction(long value) {
            write(value);
            hart.dirtyFloatingPoint();
        }
    }
}
