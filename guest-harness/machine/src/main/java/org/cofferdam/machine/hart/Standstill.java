package org.cofferdam.machine.hart;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Order among harts that execute at the same time, each on a thread of the host. While they execute, a hart changes its own
 * state and RAM, and nothing that others look at: decoded code, devices, watched pages, another hart's translations and
 * interrupts change only in a standstill, when one hart acts and every other stands between two instructions.
 *
 * <p>What blocks count of their own executions and jumps is the exception: harts write it together and may lose some of it, which bears only
 * on what is translated when.
 *
 * <p>A hart that executes looks every so many instructions whether somebody wants one ({@link #breathe}). So a fence of
 * another hart's translations, or a start of another hart, finds that hart with its state complete, as if harts took turns.
 */
public final class Standstill {
    /** Distance of two harts' flags, so that they lie in cache lines of their own. */
    private static final int STRIDE = 16;

    private static final int SPINS = 1024;

    /** Where there are more threads than processors, whoever is waited for may need this one; in nanoseconds. */
    private static final long NAP = 1_000;

    /** Whether a hart executes, at its id times {@link #STRIDE}: 1 or 0. */
    private final AtomicIntegerArray executing;

    /** Who acts in a standstill, or waits for the others to stop. */
    private final AtomicReference<Hart> acting = new AtomicReference<>();

    private final Consumer<Hart> begins;

    /**
     * @param harts how many, with ids from 0
     * @param begins is told who acts, at the beginning of each standstill
     */
    public Standstill(int harts, Consumer<Hart> begins) {
        executing = new AtomicIntegerArray(harts * STRIDE);
        this.begins = begins;
    }

    /** A hart begins to execute, as soon as nobody acts. */
    public void enter(Hart hart) {
        int own = hart.id * STRIDE;
        executing.set(own, 1);
        // Whoever wants to act says so first and looks at the flags then; with the order here, one of the two sees the
        // other.
        while (acting.get() != null) {
            executing.set(own, 0);
            waitWhile(() -> acting.get() != null);
            executing.set(own, 1);
        }
    }

    /** A hart has stopped executing. */
    public void leave(Hart hart) {
        executing.set(hart.id * STRIDE, 0);
    }

    /** Between two instructions of a hart that executes: lets others act who want to; whether one did. */
    boolean breathe(Hart hart) {
        if (acting.get() == null || heldBy(hart)) {
            return false;
        }
        leave(hart);
        enter(hart);
        return true;
    }

    /** Whether this hart acts in a standstill. */
    boolean heldBy(Hart hart) {
        return acting.get() == hart;
    }

    /** Has a hart that executes do something while every other stands; also if it acts in a standstill already. */
    void act(Hart hart, Runnable action) {
        if (heldBy(hart)) {
            action.run();
            return;
        }
        leave(hart);
        waitWhile(() -> !acting.compareAndSet(null, hart));
        for (int other = 0; other < executing.length(); other += STRIDE) {
            int flag = other;
            waitWhile(() -> executing.get(flag) != 0);
        }
        try {
            begins.accept(hart);
            action.run();
        } finally {
            acting.set(null);
            enter(hart);
        }
    }

    private static void waitWhile(BooleanSupplier condition) {
        for (int spins = 1; condition.getAsBoolean(); spins++) {
            if (spins % SPINS == 0) {
                LockSupport.parkNanos(NAP);
            } else {
                Thread.onSpinWait();
            }
        }
    }
}
