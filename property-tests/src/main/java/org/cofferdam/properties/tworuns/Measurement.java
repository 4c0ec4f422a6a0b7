package org.cofferdam.properties.tworuns;

import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.cofferdam.microkernel.Channels;
import org.cofferdam.microkernel.Schedule;
import org.cofferdam.microkernel.Window;
import org.cofferdam.platform.Board;
import org.cofferdam.platform.PartitionedMachine;

/** How many executions a second one core of the host makes, each from a fresh system: by the thread's own time, not the clock's. */
final class Measurement {
    private static final long SECOND = 1_000_000_000L;
    private static final int CALLS = 5;
    private static final int UNITS = 8;
    /** A millisecond of the machine's time. */
    private static final long CYCLES = 10_000;

    private static final Schedule SCHEDULE = new Schedule(List.of(List.of(new Window(0, 10_000))), 1000);

    private Measurement() {}

    static void print(PrintWriter out) {
        CoreAlone core = new CoreAlone();
        Board board = Board.reusable(1 << 20, 1);
        rate(2, seed -> core.sequence(new Choice(seed), CALLS));
        out.println("core alone, a new core and %d random hypercalls: %,d a second"
                .formatted(CALLS, rate(5, seed -> core.sequence(new Choice(seed), CALLS))));
        rate(5, seed -> program(board, seed));
        out.println("a fresh system and a random guest of %d units, to its end or %,d cycles: %,d a second"
                .formatted(UNITS, CYCLES, rate(10, seed -> program(board, seed))));
        TwoRuns runs = new TwoRuns();
        rate(5, runs::check);
        out.println("generated systems run twice and compared: %,d a second".formatted(rate(10, runs::check)));
    }

    private static void program(Board board, long seed) {
        board.reset();
        PartitionedMachine machine = new PartitionedMachine(board, SCHEDULE, Channels.NONE, 1);
        Choice choice = new Choice(seed);
        List<Long> units = new ArrayList<>();
        for (int i = 0; i < UNITS; i++) {
            units.add(choice.word());
        }
        SmallGuest.start(machine, 0, GuestImage.once(units, seed));
        machine.run(CYCLES);
    }

    /** How often it can be done in a second of this thread's own time, tried for so many. */
    private static long rate(int seconds, LongConsumer execution) {
        var thread = ManagementFactory.getThreadMXBean();
        long start = thread.getCurrentThreadCpuTime();
        long done = 0;
        long spent = 0;
        while (spent < seconds * SECOND) {
            for (int i = 0; i < 20; i++) {
                execution.accept(done++);
            }
            spent = thread.getCurrentThreadCpuTime() - start;
        }
        return done * SECOND / spent;
    }
}
