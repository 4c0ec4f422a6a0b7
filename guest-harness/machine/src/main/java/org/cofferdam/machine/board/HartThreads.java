package org.cofferdam.machine.board;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.cofferdam.machine.hart.Hart;
import org.cofferdam.machine.hart.Standstill;

/**
 * Lets the harts of a board have their turns at the same time, the first on the caller's thread, each other one on a thread of its
 * own. What they do in between depends on the host: such a run cannot be repeated.
 */
final class HartThreads implements AutoCloseable {
    /** How often a thread looks before it sleeps: about as long as a turn takes. */
    private static final int SPINS = 20_000;

    private final Standstill order;
    private final BooleanSupplier over;
    private final List<Worker> workers = new ArrayList<>();
    private final Thread caller = Thread.currentThread();
    private final AtomicInteger executing = new AtomicInteger();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final Hart first;
    private volatile boolean closed;

    /**
     * @param order which the harts keep
     * @param over whether they need not go on to their turn's end
     */
    HartThreads(List<Hart> harts, Standstill order, BooleanSupplier over) {
        this.order = order;
        this.over = over;
        first = harts.getFirst();
        for (Hart hart : harts.subList(1, harts.size())) {
            workers.add(new Worker(hart));
        }
        workers.forEach(Thread::start);
    }

    /** Executes all harts up to a cycle. */
    void turn(long end) {
        boolean firstSleeps = sleeps(first, end);
        int awake = 0;
        for (Worker worker : workers) {
            worker.awake = !sleeps(worker.hart, end);
            awake += worker.awake ? 1 : 0;
        }
        executing.set(awake);
        for (Worker worker : workers) {
            if (worker.awake) {
                worker.begin(end);
            }
        }
        if (!firstSleeps) {
            execute(first, end);
        }
        await(() -> executing.get() == 0);
        if (failure.get() != null) {
            throw new IllegalStateException("a hart's thread failed", failure.get());
        }
    }

    /** Whether nothing wakes a hart before a cycle that other harts or devices do not cause; then its time passes. */
    private static boolean sleeps(Hart hart, long end) {
        boolean sleeps = hart.waiting() && !hart.interrupts.wakes() && hart.nextEventCycle >= end;
        if (sleeps) {
            hart.idle(end);
        }
        return sleeps;
    }

    private void execute(Hart hart, long end) {
        order.enter(hart);
        try {
            while (hart.cycle < end && !over.getAsBoolean()) {
                hart.run(end);
                if (hart.waiting()) {
                    hart.idle(Math.min(end, hart.nextEventCycle));
                }
            }
        } finally {
            order.leave(hart);
        }
    }

    private static void await(BooleanSupplier condition) {
        for (int spins = 0; !condition.getAsBoolean(); spins++) {
            if (spins < SPINS) {
                Thread.onSpinWait();
            } else {
                LockSupport.park();
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        workers.forEach(LockSupport::unpark);
    }

    /** Executes one hart, a turn at a time. */
    private final class Worker extends Thread {
        private static final long NONE = -1;

        private final Hart hart;
        private volatile long end = NONE;

        /** Whether it has something to do in the present turn. The caller's. */
        private boolean awake;

        Worker(Hart hart) {
            super("hart " + hart.id);
            this.hart = hart;
            setDaemon(true);
        }

        void begin(long turnEnd) {
            end = turnEnd;
            LockSupport.unpark(this);
        }

        @Override
        public void run() {
            while (!closed) {
                await(() -> end != NONE || closed);
                long turnEnd = end;
                if (turnEnd == NONE) {
                    continue;
                }
                end = NONE;
                try {
                    execute(hart, turnEnd);
                } catch (Throwable thrown) {
                    failure.compareAndSet(null, thrown);
                }
                executing.decrementAndGet();
                LockSupport.unpark(caller);
            }
        }
    }
}
