package org.cofferdam.machine.hart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import org.cofferdam.machine.instructions.Rv64;
import org.cofferdam.machine.memory.Bus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Threads that stand for harts, with a mark for each that is up between two looks whether somebody wants to act. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StandstillTest {
    private static final int HARTS = 3;
    private static final int ROUNDS = 3000;

    private final AtomicIntegerArray between = new AtomicIntegerArray(HARTS);
    private final AtomicInteger broken = new AtomicInteger();
    private final AtomicInteger begun = new AtomicInteger();
    private final Standstill order = new Standstill(HARTS, _ -> begun.incrementAndGet());

    /** Neither atomic nor volatile: what is done in a standstill is seen in the next. */
    private int acts;

    @Test
    void whoActsIsAloneAndSeesWhatOthersDid() throws InterruptedException {
        Bus bus = new Bus();
        CodeCache code = new CodeCache(bus, Rv64.instructions());
        List<Thread> threads = new ArrayList<>();
        for (int id = 0; id < HARTS; id++) {
            Hart hart = new Hart(id, bus, code);
            threads.add(new Thread(() -> execute(hart)));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(0, broken.get(), "harts that executed while another acted");
        assertEquals(2 * HARTS * ROUNDS, acts);
        assertEquals(HARTS * ROUNDS, begun.get(), "an act within an act is the same standstill");
    }

    private void execute(Hart hart) {
        order.enter(hart);
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < 20; i++) {
                between.set(hart.id, 1);
                Thread.onSpinWait();
                between.set(hart.id, 0);
                order.breathe(hart);
            }
            order.act(hart, () -> {
                act();
                order.act(hart, this::act);
            });
            if (round % 100 == 0) {
                order.leave(hart);
                LockSupport.parkNanos(1);
                order.enter(hart);
            }
        }
        order.leave(hart);
    }

    private void act() {
        acts++;
        for (int spins = 0; spins < 20; spins++) {
            for (int id = 0; id < HARTS; id++) {
                broken.addAndGet(between.get(id));
            }
        }
    }
}
