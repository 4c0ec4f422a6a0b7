package org.cofferdam.machine.board;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.cofferdam.machine.device.Clint;
import org.cofferdam.machine.device.Device;
import org.cofferdam.machine.device.PowerSwitch;
import org.cofferdam.machine.hart.CodeCache;
import org.cofferdam.machine.hart.Hart;
import org.cofferdam.machine.hart.Standstill;
import org.cofferdam.machine.state.StateException;
import org.cofferdam.machine.state.StateReader;
import org.cofferdam.machine.state.StateWriter;
import org.cofferdam.machine.state.Stateful;

/**
 * Harts take turns, each up to the same cycle, and between turns devices look for input at fixed instants: so everything that happens is
 * a function of the software, the input and when it came. The other threads of the host have no part in it, unless somebody wants
 * speed more than that ({@link #together}).
 */
final class Turns implements PowerSwitch, Clint.Time, Stateful {
    /** Length of a turn in cycles: 0.1 ms of the board's time. */
    static final long TURN = 10_000;

    /** Cycles between two looks for input, a multiple of {@link #TURN}: 1 ms of the board's time. */
    static final long POLL = 10 * TURN;

    /** Length of a turn that harts have at the same time. */
    private static final long LONG_TURN = POLL;

    private final List<Hart> harts;
    private final List<Device> polled = new ArrayList<>();
    private Runnable afterRuns = () -> {};
    private Hart current;
    private long now;

    /** Where the present turn ends, in cycles; not after {@link #now} between turns. */
    private long turnEnd;

    /** Harts that have had their share of the present turn. */
    private int served;

    /** What harts keep that have their turns at the same time, or null; and the code that they share. */
    private Standstill order;

    private CodeCache shared;

    private long nextPoll;
    private volatile Outcome outcome;
    private volatile boolean stopRequested;

    Turns(List<Hart> harts) {
        this.harts = harts;
        current = harts.getFirst();
    }

    /**
     * Lets the harts have their turns at the same time: a run is no longer a function of anything. Before any of them executes.
     *
     * @param code of all of them
     */
    void together(CodeCache code) {
        order = new Standstill(harts.size(), hart -> current = hart);
        harts.forEach(hart -> hart.accompany(order));
        shared = code;
    }

    /** Adds a device that looks for input. */
    void poll(Device device) {
        polled.add(device);
    }

    /** Has something more done each time a hart stops running. */
    void afterRuns(Runnable action) {
        Runnable before = afterRuns;
        afterRuns = () -> {
            before.run();
            action.run();
        };
    }

    /** Ends the current hart's run after its present instruction; its turn goes on. */
    void interruptRun() {
        current.stop();
    }

    /** Start of the present turn, in cycles. */
    long now() {
        return now;
    }

    /** The time that the hart whose turn it is sees, in ticks. */
    @Override
    public long time() {
        return current.interrupts.time();
    }

    /** Sets every hart's clock at its own cycle to what the current hart's is set to at its. */
    @Override
    public void set(long ticks) {
        long offset = ticks - ticks();
        harts.forEach(hart -> hart.interrupts.setTime(offset + hart.cycle / Hart.CYCLES_PER_TICK));
    }

    /** As {@link #time}, past what a hart's own clock was set to. */
    long ticks() {
        return current.cycle / Hart.CYCLES_PER_TICK;
    }

    Hart current() {
        return current;
    }

    void requestStop() {
        stopRequested = true;
    }

    @Override
    public void off(int code) {
        end(new Outcome.PoweredOff(code));
    }

    @Override
    public void restart() {
        end(new Outcome.RestartRequested());
    }

    private void end(Outcome reason) {
        if (outcome == null) {
            outcome = reason;
            current.stop();
        }
    }

    /** @param limit at which cycle to end; amid a turn only one hart alone can stop without changing the turns of others */
    Outcome run(long limit, LongSupplier nextReplayed, Pacer pacer) {
        if (order == null) {
            return run(limit, nextReplayed, pacer, this::turn);
        }
        try (HartThreads threads = new HartThreads(harts, order, () -> outcome != null)) {
            return run(limit, nextReplayed, pacer, () -> turn(threads));
        }
    }

    private Outcome run(long limit, LongSupplier nextReplayed, Pacer pacer, BooleanSupplier turn) {
        boolean wholeTurns = harts.size() > 1 && limit <= Long.MAX_VALUE - TURN;
        long untilCycle = wholeTurns ? turnOf(limit + TURN - 1) : limit;
        while (outcome == null) {
            if (now >= turnEnd) {
                if (stopRequested) {
                    stopRequested = false;
                    return new Outcome.StopRequested();
                }
                if (now >= untilCycle) {
                    return new Outcome.LimitReached();
                }
                if (now >= nextPoll) {
                    polled.forEach(Device::poll);
                    nextPoll = now - now % POLL + POLL;
                }
                long event = allWait() ? Math.min(nextEvent(), nextReplayed.getAsLong()) : now;
                long idleUntil = turnOf(Math.min(event, untilCycle));
                if (idleUntil > now) {
                    if (!idle(idleUntil, event == Long.MAX_VALUE, pacer)) {
                        return new Outcome.Asleep();
                    }
                    continue;
                }
                // One hart alone need not stop for others: its turn lasts until it sleeps, or until input is looked
                // for.
                turnEnd = Math.min(
                        harts.size() == 1 ? nextPoll : turnOf(now) + (order == null ? TURN : LONG_TURN), untilCycle);
            }
            if (!turn.getAsBoolean()) {
                return new Outcome.Halted(current.id);
            }
        }
        return outcome;
    }

    private static long turnOf(long cycle) {
        return cycle - cycle % TURN;
    }

    /** Begins the turn or goes on with it; false if a hart has stopped amid it for somebody who looks into it. */
    private boolean turn() {
        for (; served < harts.size(); served++) {
            Hart hart = harts.get(served);
            current = hart;
            if (hart.held()) {
                hart.idle(now); // a short while is made up for later: the hart's own course stays the same
                continue;
            }
            while (hart.cycle < turnEnd && outcome == null) {
                hart.run(turnEnd);
                afterRuns.run();
                if (hart.halt() != null) {
                    return false;
                }
                if (hart.waiting()) {
                    turnEnd = Math.min(turnEnd, turnOf(hart.cycle) + TURN);
                    hart.idle(Math.min(turnEnd, hart.nextEventCycle));
                }
            }
        }
        served = 0;
        now = turnEnd;
        return true;
    }

    /** The same for all harts at once. */
    private boolean turn(HartThreads threads) {
        shared.installTranslations();
        threads.turn(turnEnd);
        afterRuns.run();
        now = turnEnd;
        return true;
    }

    private boolean allWait() {
        for (Hart hart : harts) {
            if (!hart.waiting() || hart.interrupts.wakes()) {
                return false;
            }
        }
        return true;
    }

    private long nextEvent() {
        long next = Long.MAX_VALUE;
        for (Hart hart : harts) {
            next = Math.min(next, hart.nextEventCycle);
        }
        for (Device device : polled) {
            long ticks = device.nextEvent();
            if (ticks < Long.MAX_VALUE / Hart.CYCLES_PER_TICK) {
                next = Math.min(next, ticks * Hart.CYCLES_PER_TICK);
            }
        }
        return next;
    }

    /** Lets whole turns pass in which no hart would do anything; false if nothing can end that. */
    private boolean idle(long until, boolean forEver, Pacer pacer) {
        long cycles = forEver ? Long.MAX_VALUE : until - now;
        long passed = pacer.idle(cycles);
        if (forEver && passed == cycles) {
            return false;
        }
        long awake = now + passed;
        now = passed >= cycles ? until : Math.min(until, awake - awake % POLL + POLL);
        harts.forEach(hart -> hart.idle(now));
        return true;
    }

    @Override
    public void save(StateWriter out) {
        out.numbers(new long[] {now, nextPoll});
    }

    @Override
    public void restore(StateReader in) throws StateException {
        now = in.number();
        nextPoll = in.number();
        if (now < 0 || nextPoll < 0) {
            throw in.refuse("a negative time");
        }
    }
}
