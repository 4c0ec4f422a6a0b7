package org.cofferdam.machine.firmware;

import java.util.List;
import org.cofferdam.machine.device.Device;
import org.cofferdam.machine.device.PowerSwitch;
import org.cofferdam.machine.hart.Cause;
import org.cofferdam.machine.hart.Hart;
import org.cofferdam.machine.hart.Level;
import org.cofferdam.machine.hart.ResidentSoftware;
import org.cofferdam.machine.memory.Bus;
import org.cofferdam.machine.state.StateException;
import org.cofferdam.machine.state.StateReader;
import org.cofferdam.machine.state.StateWriter;
import org.cofferdam.machine.state.Stateful;

/**
 * The firmware: starts a supervisor and answers its calls. Everything that can be delegated is, so that calls are all that ever comes
 * here; the timer is the hart's own {@code stimecmp} (Sstc).
 */
public final class SbiFirmware implements ResidentSoftware, Stateful {
    /** Not among the ids that the specification lists; the letters "CFDM". */
    static final long IMPLEMENTATION_ID = 0x4346444dL;

    private static final int SCOUNTEREN = 0x106;
    private static final int STIMECMP = 0x14d;
    private static final int MEDELEG = 0x302;
    private static final int MIDELEG = 0x303;
    private static final int MCOUNTEREN = 0x306;
    private static final int MENVCFG = 0x30a;
    private static final int MSTATEEN0 = 0x30c;
    private static final int STATE_ENABLES = 4;
    private static final int MEPC = 0x341;
    private static final int MCAUSE = 0x342;

    private static final int SHUTDOWN = 0;
    private static final int WARM_REBOOT = 2;
    private static final int SYSTEM_FAILURE = 1;
    private static final int ECALL_LENGTH = 4;

    /** All but ADUE: page-table walks set no A and D bits until a supervisor asks for it (SBI, FWFT). */
    private static final long SUPERVISOR_ENVIRONMENT = ~(1L << 61);

    /** cycle, time and instret. */
    private static final long BASIC_COUNTERS = 7;

    /** All but the calls of S and M. */
    private static final long DELEGATED = ~(1L << Cause.ECALL_SUPERVISOR | 1L << Cause.ECALL_MACHINE);

    final SbiConsole console;
    final SbiHarts harts;
    final SbiFences fences;
    private final List<Hart> all;
    private final PowerSwitch power;

    /**
     * A firmware for all harts of a board.
     *
     * @param port an ns16550a, the console
     */
    public SbiFirmware(List<Hart> all, Bus bus, Device port, PowerSwitch power) {
        this.all = List.copyOf(all);
        this.power = power;
        console = new SbiConsole(bus, port);
        harts = new SbiHarts(this.all, bus);
        fences = new SbiFences(this.all);
    }

    /**
     * Takes M-mode of all harts, and starts the first in S-mode at {@code entry} with its id in a0 and {@code opaque} (the address of the
     * device tree) in a1. The others wait to be started by a call.
     */
    public void start(long entry, long opaque) {
        attach();
        for (Hart hart : all) {
            hart.csrs.write(MEDELEG, DELEGATED);
            hart.csrs.write(MIDELEG, -1);
            hart.csrs.write(MCOUNTEREN, BASIC_COUNTERS);
            hart.csrs.write(SCOUNTEREN, BASIC_COUNTERS); // as OpenSBI: Linux's vDSO reads the time in U-mode
            hart.csrs.write(MENVCFG, SUPERVISOR_ENVIRONMENT);
            for (int i = 0; i < STATE_ENABLES; i++) {
                hart.csrs.write(MSTATEEN0 + i, -1);
            }
            hart.csrs.write(STIMECMP, -1);
            harts.park(hart);
        }
        harts.launch(all.getFirst(), entry, opaque);
    }

    /** Takes M-mode of all harts, whose state says where they are. */
    public void attach() {
        all.forEach(hart -> hart.attach(Level.MACHINE, this));
    }

    @Override
    public void save(StateWriter out) {
        harts.save(out);
    }

    @Override
    public void restore(StateReader in) throws StateException {
        harts.restore(in);
    }

    @Override
    public void trap(Hart hart) {
        if (hart.csrs.read(MCAUSE) != Cause.ECALL_SUPERVISOR) {
            harts.park(hart); // nothing else is left undelegated
            return;
        }
        hart.csrs.write(MEPC, hart.csrs.read(MEPC) + ECALL_LENGTH);
        SbiFunction function = SbiFunction.find(hart.x[17], hart.x[16]);
        SbiAnswer answer = function == null ? SbiAnswer.NOT_SUPPORTED : function.handler.answer(this, hart);
        if (!answer.returns()) {
            return;
        }
        hart.x[10] = answer.error();
        if (function == null || !function.extension.legacy()) {
            hart.x[11] = answer.value();
        }
        hart.traps.returnFromMachine();
    }

    static SbiAnswer setTimer(Hart hart) {
        hart.csrs.write(STIMECMP, hart.x[10]);
        return SbiAnswer.SUCCESS;
    }

    /** A shutdown because of a failure ends with 1, which a caller of the machine can tell from success. */
    SbiAnswer reset(Hart hart) {
        long type = hart.x[10] & 0xffff_ffffL;
        long reason = hart.x[11] & 0xffff_ffffL;
        boolean known = type <= WARM_REBOOT && reason <= SYSTEM_FAILURE;
        if (!known) {
            return SbiAnswer.INVALID_PARAMETER;
        }
        if (type == SHUTDOWN) {
            power.off((int) reason);
        } else {
            power.restart();
        }
        harts.park(hart);
        return SbiAnswer.NONE;
    }
}
