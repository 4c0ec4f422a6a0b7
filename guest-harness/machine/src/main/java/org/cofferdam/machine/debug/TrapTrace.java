package org.cofferdam.machine.debug;

import org.cofferdam.machine.hart.Csr;
import org.cofferdam.machine.hart.Hart;
import org.cofferdam.machine.hart.Privilege;
import org.cofferdam.machine.hart.Witness;

/**
 * A line for each trap and interrupt taken, and for each return from one, those of resident software included:
 *
 * <pre>
 * core   0: exception user_ecall U-&gt;S epc 0x0000000000010124 tval 0x0000000000000000 ; 1234567
 * core   0: interrupt supervisor_timer VS-&gt;S epc 0x0000000080200124 tval 0x0000000000000000 ; 1234580
 * core   0: return S-&gt;U pc 0x0000000000010128 ; 1234601
 * </pre>
 *
 * The number at the end is the hart's cycle. Where {@code mtval2} or {@code htval} and {@code mtinst} or {@code htinst} are
 * not zero they follow as {@code tval2} and {@code tinst}.
 */
public class TrapTrace implements Witness {
    /** Numbers of the CSRs that a trap to a mode leaves its epc, tval, tval2 and tinst in. */
    private enum Reported {
        MACHINE(0x341, 0x343, 0x34b, 0x34a),
        SUPERVISOR(0x141, 0x143, 0x643, 0x64a),
        GUEST(0x241, 0x243, -1, -1);

        private final int epc;
        private final int tval;
        private final int tval2;
        private final int tinst;

        Reported(int epc, int tval, int tval2, int tinst) {
            this.epc = epc;
            this.tval = tval;
            this.tval2 = tval2;
            this.tinst = tinst;
        }

        private static Reported of(Privilege to, boolean virtualized) {
            return to == Privilege.MACHINE ? MACHINE : virtualized ? GUEST : SUPERVISOR;
        }
    }

    /** Where the lines go. */
    protected final TraceOutput output;

    /** A trace of the traps of harts. */
    public TrapTrace(TraceOutput output) {
        this.output = output;
    }

    @Override
    public boolean wantsInstructions() {
        return false;
    }

    @Override
    public void begins(Hart hart, int bits) {}

    @Override
    public void retires(Hart hart) {}

    @Override
    public void loaded(long address, int size, long value) {}

    @Override
    public void stored(long address, int size, long value) {}

    @Override
    public void reached(long address, int size, long physical, boolean load) {}

    @Override
    public void conditional(boolean succeeds) {}

    @Override
    public void wrote(Csr csr) {}

    @Override
    public final void trapped(Hart hart, Privilege to, boolean toVirtualized, long cause) {
        if (!shows(hart)) {
            return;
        }
        Reported reported = Reported.of(to, toVirtualized);
        TraceLine line = TraceLine.of(hart)
                .text(cause < 0 ? "interrupt " : "exception ")
                .text(CauseNames.of(cause))
                .text(" ")
                .modes(hart, to, toVirtualized)
                .text(" epc ")
                .number(hart.csrs.read(reported.epc))
                .text(" tval ")
                .number(hart.csrs.read(reported.tval));
        nonZero(line, hart, " tval2 ", reported.tval2);
        nonZero(line, hart, " tinst ", reported.tinst);
        output.line(line.cycle(hart).end());
    }

    private static void nonZero(TraceLine line, Hart hart, String name, int csr) {
        long value = csr < 0 ? 0 : hart.csrs.read(csr);
        if (value != 0) {
            line.text(name).number(value);
        }
    }

    @Override
    public final void returned(Hart hart, Privilege to, boolean toVirtualized) {
        returns(hart);
        if (shows(hart)) {
            output.line(TraceLine.of(hart)
                    .text("return ")
                    .modes(hart, to, toVirtualized)
                    .text(" pc ")
                    .number(hart.pc)
                    .cycle(hart)
                    .end());
        }
    }

    /** A trap handler in the hart's mode returns. */
    void returns(Hart hart) {}

    private boolean shows(Hart hart) {
        return output.open() && hart.cycle >= output.fromCycle();
    }
}
