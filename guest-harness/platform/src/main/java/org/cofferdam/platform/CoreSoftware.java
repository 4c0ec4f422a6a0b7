package org.cofferdam.platform;

import java.util.function.LongSupplier;
import org.cofferdam.machine.hart.Cause;
import org.cofferdam.machine.hart.Hart;
import org.cofferdam.machine.hart.Level;
import org.cofferdam.machine.hart.ResidentSoftware;
import org.cofferdam.microkernel.DeviceAccess;
import org.cofferdam.microkernel.Resume;
import org.cofferdam.microkernel.Window;
import org.cofferdam.microkernel.hardware.Csr;

/**
 * The core as a hart's software at HS-mode: hands it each trap, and does what it says.
 *
 * <p>The core's own work takes no time, but for this: a switch to another partition or window ends with the tick in which
 * it was made. So a window begins at the same cycle whoever had the hart before, in the middle of a trap or not.
 *
 * <p>Harts take turns. The core hears of a trap in the turn in which it is over: one that ends with the turn waits for
 * the next. Otherwise whoever had the hart last could choose in which turn the core looks at the window that begins
 * there, and whether other harts of its partition execute before or after.
 */
final class CoreSoftware implements ResidentSoftware {
    private static final long NEVER = Long.MAX_VALUE;

    /** Cycles that a trap takes, in which no instruction executes. */
    private static final long TRAP_COST = 1;

    private final CoreDoor core;
    private final CoreControl control;
    private final Connections connections;
    private final ScheduleWitness witness;
    private final Hart hart;

    private boolean executing;

    /** While the hart is idle: the cycle at which the core wants to look again. Zero at first: it is called once at boot. */
    private long idleUntilCycle;

    private long idleCycles;
    private long turnEnd;

    /** Whether there is a trap that the core has not heard of yet. */
    private boolean waiting;

    /** Host time spent on traps. For people alone: nothing that a guest can see may depend on it. */
    private long hostNanoseconds;

    private LongSupplier stopwatch = () -> 0;

    private int running = Window.NOBODY;
    private long windowStart;
    private long enteredRetired;
    private long enteredCycle;

    CoreSoftware(CoreDoor core, Connections connections, ScheduleWitness witness, Hart hart) {
        this.core = core;
        this.control = new CoreControl(core);
        this.connections = connections;
        this.witness = witness;
        this.hart = hart;
        hart.attach(Level.HYPERVISOR, this);
    }

    /** Whether anything will happen on this hart by itself: it executes, time will end its rest, or the core is to look. */
    boolean alive() {
        return executing || idleUntilCycle != NEVER || interrupted();
    }

    /** Cycles that went by in which the hart had nothing to execute. */
    long idleCycles() {
        return idleCycles;
    }

    /** How windows have begun so far. */
    Punctuality punctuality() {
        return witness.punctuality();
    }

    /** Host time that was spent on traps, in the core and in monitors. */
    long hostNanoseconds() {
        return hostNanoseconds;
    }

    /** Measures host time by this from now on. */
    void timeBy(LongSupplier nanoseconds) {
        stopwatch = nanoseconds;
    }

    /** Lets the hart's time pass up to the end of a turn, or until nothing will happen on it by itself. */
    void run(long end) {
        turnEnd = end;
        if (waiting && hart.cycle < end) {
            waiting = false;
            handle();
        }
        while (hart.cycle < end && alive() && !core.broken()) {
            if (executing) {
                hart.run(end);
            } else if (hart.cycle >= idleUntilCycle || interrupted()) {
                carryOut(core.handle(hart.id));
            } else {
                rest(Math.min(end, idleUntilCycle));
            }
        }
    }

    /** Lets time pass in which the hart executes nothing. */
    void rest(long untilCycle) {
        idleCycles += Math.max(0, untilCycle - hart.cycle);
        hart.idle(untilCycle);
    }

    private boolean interrupted() {
        return (hart.csrs.read(Csr.SIP) & hart.csrs.read(Csr.SIE)) != 0;
    }

    @Override
    public void trap(Hart trapped) {
        settle(hart.cycle - TRAP_COST);
        Connection connection = connections.at(running);
        if (connection != null) {
            connection.exits++;
        }
        if (hart.cycle < turnEnd) {
            handle();
        } else {
            waiting = true;
            hart.stop();
        }
    }

    private void handle() {
        long begin = stopwatch.getAsLong();
        Connection connection = connections.at(running);
        boolean calls = hart.csrs.read(Csr.SCAUSE) == Cause.ECALL_VIRTUAL_SUPERVISOR;
        carryOut(core.handle(hart.id));
        if (calls && connection != null) {
            connection.called();
            stopIfFailed(connection);
        }
        hostNanoseconds += stopwatch.getAsLong() - begin;
    }

    /**
     * Adds what has been executed since the last entry to the account of the partition that executed it.
     *
     * @param end cycle after its last instruction
     */
    void settle(long end) {
        Connection connection = connections.at(running);
        if (connection == null) {
            return;
        }
        connection.retired += hart.retired - enteredRetired;
        if (!witness.allows(running, enteredCycle, end)) {
            connection.strays++;
        }
        mark();
    }

    /** The same, up to now. */
    void settle() {
        settle(hart.cycle);
    }

    private void carryOut(Resume first) {
        Resume resume = first;
        boolean asking = true;
        while (asking && !stopIfBroken()) {
            asking = false;
            switch (resume) {
                case Resume.Enter() -> enter();
                case Resume.Idle(long until) -> leave(cycle(until));
                case Resume.AskMonitor(DeviceAccess access) -> {
                    resume = ask(access);
                    asking = true;
                }
                case Resume.Interrupt(int partition, int source) -> {
                    resume = tell(partition, source);
                    asking = true;
                }
                case Resume.StopMachine() -> leave(NEVER);
            }
        }
        witness.goesOn(hart.cycle, executing);
    }

    /** Once something has been found that must not be, no guest goes on. */
    private boolean stopIfBroken() {
        if (core.broken()) {
            leave(NEVER);
        }
        return core.broken();
    }

    private Resume ask(DeviceAccess access) {
        Connection connection = connections.at(access.partition());
        if (connection == null || connection.failed()) {
            return core.refuse(hart.id);
        }
        long value = connection.answer(access);
        if (stopIfFailed(connection)) {
            return core.refuse(hart.id);
        }
        return core.answer(hart.id, value);
    }

    private Resume tell(int partition, int source) {
        Connection connection = connections.at(partition);
        if (connection != null) {
            connection.interrupted(source);
            stopIfFailed(connection);
        }
        return core.answer(hart.id, 0);
    }

    /** A partition without a monitor has no devices left: it is stopped, and only it. */
    boolean stopIfFailed(Connection connection) {
        if (connection.failed()) {
            control.stop(connection.handle.partition());
        }
        return connection.failed();
    }

    private void leave(long untilCycle) {
        executing = false;
        idleUntilCycle = untilCycle;
        running = Window.NOBODY;
        hart.stop();
    }

    private void enter() {
        int next = core.inspection().partitionOn(hart.id);
        long start = core.inspection().windowStart(hart.id);
        if (next != running || start != windowStart) {
            running = next;
            windowStart = start;
            hart.idle(cycle(hart.cycle / Hart.CYCLES_PER_TICK + 1));
            Connection connection = connections.at(next);
            if (connection != null) {
                connection.hgatp = hart.csrs.read(Csr.HGATP);
            }
        }
        mark();
        executing = true;
        hart.traps.returnFromSupervisor();
    }

    private void mark() {
        enteredRetired = hart.retired;
        enteredCycle = hart.cycle;
    }

    /** The first cycle of a tick, or never for ticks that no run reaches. */
    private static long cycle(long tick) {
        return tick < 0 || tick > NEVER / Hart.CYCLES_PER_TICK ? NEVER : tick * Hart.CYCLES_PER_TICK;
    }
}
