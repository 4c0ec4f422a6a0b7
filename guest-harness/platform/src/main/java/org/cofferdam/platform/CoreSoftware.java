package org.cofferdam.platform;

import java.util.SortedMap;
import org.cofferdam.machine.hart.Cause;
import org.cofferdam.machine.hart.Hart;
import org.cofferdam.machine.hart.ResidentSoftware;
import org.cofferdam.microkernel.DeviceAccess;
import org.cofferdam.microkernel.Microkernel;
import org.cofferdam.microkernel.Resume;
import org.cofferdam.microkernel.Window;
import org.cofferdam.microkernel.hardware.Csr;

/**
 * The core as a hart's software at HS-mode: hands it each trap, and does what it says.
 *
 * <p>The core's own work takes no time, but for this: a switch to another partition ends with the tick in which it was
 * made. So a partition's time begins at the same cycle whether the one before it was in the middle of a trap or not.
 */
final class CoreSoftware implements ResidentSoftware {
    /** What a hart does when the core has spoken. */
    enum State {
        EXECUTING,
        IDLE,
        STOPPED
    }

    private static final long NEVER = Long.MAX_VALUE;

    /** Cycles that a trap takes, in which no instruction executes. */
    private static final long TRAP_COST = 1;

    private final Microkernel core;
    private final SortedMap<Integer, Connection> connections;
    private final ScheduleWitness witness;

    private State state = State.STOPPED;

    /** Zero at first: the core wants to be called once at boot. */
    private long idleUntilCycle;

    private int running = Window.NOBODY;
    private long enteredRetired;
    private long enteredCycle;

    CoreSoftware(Microkernel core, SortedMap<Integer, Connection> connections, ScheduleWitness witness) {
        this.core = core;
        this.connections = connections;
        this.witness = witness;
    }

    State state() {
        return state;
    }

    /** The cycle at which the core wants to look again while the hart is idle. */
    long idleUntilCycle() {
        return idleUntilCycle;
    }

    @Override
    public void trap(Hart hart) {
        settle(hart, hart.cycle - TRAP_COST);
        Connection connection = connections.get(running);
        if (connection != null) {
            connection.exits++;
        }
        boolean calls = hart.csrs.read(Csr.SCAUSE) == Cause.ECALL_VIRTUAL_SUPERVISOR;
        carryOut(hart, core.handle(hart.id));
        if (calls && connection != null) {
            connection.called();
            stopIfFailed(connection);
        }
    }

    /** Lets the core look again, without a trap, if an idle hart's time has come or an interrupt is pending. */
    void look(Hart hart) {
        boolean due = hart.cycle >= idleUntilCycle || (hart.csrs.read(Csr.SIP) & hart.csrs.read(Csr.SIE)) != 0;
        if (state != State.EXECUTING && due) {
            carryOut(hart, core.handle(hart.id));
        }
    }

    /**
     * Adds what has been executed since the last entry to the account of the partition that executed it.
     *
     * @param end cycle after its last instruction
     */
    void settle(Hart hart, long end) {
        Connection connection = connections.get(running);
        if (connection == null) {
            return;
        }
        connection.retired += hart.retired - enteredRetired;
        if (!witness.allows(running, enteredCycle, end)) {
            connection.strays++;
        }
        mark(hart);
    }

    private void carryOut(Hart hart, Resume first) {
        Resume resume = first;
        boolean asking = true;
        while (asking) {
            asking = false;
            switch (resume) {
                case Resume.Enter() -> enter(hart);
                case Resume.Idle(long until) -> rest(hart, State.IDLE, cycle(until));
                case Resume.AskMonitor(DeviceAccess access) -> {
                    resume = ask(hart, access);
                    asking = true;
                }
                case Resume.Interrupt(int partition, int source) -> {
                    resume = tell(hart, partition, source);
                    asking = true;
                }
                case Resume.StopMachine() -> rest(hart, State.STOPPED, NEVER);
            }
        }
    }

    private Resume ask(Hart hart, DeviceAccess access) {
        Connection connection = connections.get(access.partition());
        if (connection == null || connection.failed()) {
            return core.refuse(hart.id);
        }
        long value = connection.answer(access);
        if (stopIfFailed(connection)) {
            return core.refuse(hart.id);
        }
        return core.answer(hart.id, value);
    }

    private Resume tell(Hart hart, int partition, int source) {
        Connection connection = connections.get(partition);
        if (connection != null) {
            connection.interrupted(source);
            stopIfFailed(connection);
        }
        return core.answer(hart.id, 0);
    }

    /** A partition without a monitor has no devices left: it is stopped, and only it. */
    boolean stopIfFailed(Connection connection) {
        if (connection.failed()) {
            core.control().stop(connection.handle.partition());
        }
        return connection.failed();
    }

    private void rest(Hart hart, State rest, long untilCycle) {
        state = rest;
        idleUntilCycle = untilCycle;
        running = Window.NOBODY;
        hart.stop();
    }

    private void enter(Hart hart) {
        int next = core.inspection().partitionOn(hart.id);
        if (next != running) {
            running = next;
            hart.idle(cycle(hart.cycle / Hart.CYCLES_PER_TICK + 1));
            Connection connection = connections.get(next);
            if (connection != null) {
                connection.hgatp = hart.csrs.read(Csr.HGATP);
            }
        }
        mark(hart);
        state = State.EXECUTING;
        hart.traps.returnFromSupervisor();
    }

    private void mark(Hart hart) {
        enteredRetired = hart.retired;
        enteredCycle = hart.cycle;
    }

    /** The first cycle of a tick, or never for ticks that no run reaches. */
    private static long cycle(long tick) {
        return tick < 0 || tick > NEVER / Hart.CYCLES_PER_TICK ? NEVER : tick * Hart.CYCLES_PER_TICK;
    }
}
