package org.cofferdam.machine.firmware;

import java.util.Arrays;
import java.util.List;
import org.cofferdam.machine.hart.Hart;
import org.cofferdam.machine.hart.Privilege;
import org.cofferdam.machine.memory.Bus;
import org.cofferdam.machine.state.StateException;
import org.cofferdam.machine.state.StateReader;
import org.cofferdam.machine.state.StateWriter;
import org.cofferdam.machine.state.Stateful;

/** Hart state management and inter-processor interrupts. */
final class SbiHarts implements Stateful {
    private static final int SATP = 0x180;
    private static final int MSTATUS = 0x300;
    private static final int MIE = 0x304;
    private static final long MSTATUS_SIE = 1 << 1;

    private static final int STARTED = 0;
    private static final int STOPPED = 1;
    private static final int SUSPENDED = 4;
    private static final long RETENTIVE = 0;
    private static final long NON_RETENTIVE = 0x8000_0000L;

    private final List<Hart> harts;
    private final Bus bus;
    private final boolean[] stopped;
    private final long[] suspendedAt;

    SbiHarts(List<Hart> harts, Bus bus) {
        this.harts = harts;
        this.bus = bus;
        stopped = new boolean[harts.size()];
        suspendedAt = new long[harts.size()];
        Arrays.fill(suspendedAt, -1);
    }

    /** In M-mode with nothing enabled, a waiting hart waits until somebody starts it. */
    void park(Hart hart) {
        stopped[hart.id] = true;
        hart.enter(Privilege.MACHINE, false);
        hart.csrs.write(MIE, 0);
        hart.sleep();
    }

    /** Enters S-mode as "Hart start" says: translation and interrupts off, a0 the hart's id. */
    void launch(Hart hart, long address, long opaque) {
        stopped[hart.id] = false;
        hart.csrs.write(SATP, 0);
        hart.csrs.write(MSTATUS, hart.csrs.read(MSTATUS) & ~MSTATUS_SIE);
        hart.x[10] = hart.id;
        hart.x[11] = opaque;
        hart.pc = address;
        hart.enter(Privilege.SUPERVISOR, false);
        hart.wake();
    }

    SbiAnswer start(Hart caller) {
        Hart hart = named(caller.x[10]);
        if (hart == null) {
            return SbiAnswer.INVALID_PARAMETER;
        }
        if (!stopped[hart.id]) {
            return SbiAnswer.ALREADY_AVAILABLE;
        }
        if (!bus.executable(caller.x[11], 2) || (caller.x[11] & 1) != 0) {
            return SbiAnswer.INVALID_ADDRESS;
        }
        launch(hart, caller.x[11], caller.x[12]);
        return SbiAnswer.SUCCESS;
    }

    SbiAnswer stop(Hart caller) {
        park(caller);
        return SbiAnswer.NONE;
    }

    SbiAnswer status(Hart caller) {
        Hart hart = named(caller.x[10]);
        if (hart == null) {
            return SbiAnswer.INVALID_PARAMETER;
        }
        boolean suspended = hart.waiting() && hart.retired == suspendedAt[hart.id];
        return SbiAnswer.success(stopped[hart.id] ? STOPPED : suspended ? SUSPENDED : STARTED);
    }

    /** The default retentive suspend is a WFI in the caller's place; there is no state to lose in any other. */
    SbiAnswer suspend(Hart caller) {
        long type = caller.x[10] & 0xffff_ffffL;
        if (type == NON_RETENTIVE) {
            return SbiAnswer.NOT_SUPPORTED;
        }
        if (type != RETENTIVE) {
            return SbiAnswer.INVALID_PARAMETER;
        }
        suspendedAt[caller.id] = caller.retired;
        caller.sleep();
        return SbiAnswer.SUCCESS;
    }

    SbiAnswer interrupt(Hart caller) {
        List<Hart> selected = HartMask.select(harts, caller);
        if (selected == null) {
            return SbiAnswer.INVALID_PARAMETER;
        }
        for (Hart hart : selected) {
            hart.interrupts.raiseSupervisorSoftware();
        }
        return SbiAnswer.SUCCESS;
    }

    private Hart named(long id) {
        return id >= 0 && id < harts.size() ? harts.get((int) id) : null;
    }

    @Override
    public void save(StateWriter out) {
        out.flags(stopped);
        out.numbers(suspendedAt);
    }

    @Override
    public void restore(StateReader in) throws StateException {
        in.flags(stopped);
        in.numbers(suspendedAt);
    }
}
