package org.cofferdam.platform;

import java.util.List;
import org.cofferdam.machine.hart.Hart;
import org.cofferdam.microkernel.Schedule;
import org.cofferdam.microkernel.Window;

/** Watches one hart from outside: was it where the schedule says, for every cycle that a partition had it? */
final class ScheduleWitness {
    private final Schedule schedule;
    private final int hart;
    private final List<Window> windows;
    private final long frame;

    /** The stretch found last, in cycles since the start of the machine. */
    private long begin;

    private long end;
    private int owner = Window.NOBODY;

    /** A witness of a hart, which without windows is nobody's all the time. */
    ScheduleWitness(Schedule schedule, int hart) {
        List<Window> windows = schedule.harts().get(hart);
        this.schedule = schedule;
        this.hart = hart;
        this.windows = windows.isEmpty() ? List.of(new Window(Window.NOBODY, 1)) : windows;
        this.frame = this.windows.stream().mapToLong(Window::ticks).sum() * Hart.CYCLES_PER_TICK;
    }

    /**
     * Whether a partition that ran from cycle {@code from} up to, not including, {@code to} stayed in its windows, and in
     * spare ones if it shares those.
     */
    boolean allows(int partition, long from, long to) {
        long at = from;
        while (at < to) {
            if (at < begin || at >= end) {
                find(at);
            }
            if (owner != partition && !(owner == Window.SPARE && schedule.shares(partition, hart))) {
                return false;
            }
            at = end;
        }
        return true;
    }

    private void find(long cycle) {
        begin = cycle - cycle % frame;
        for (Window window : windows) {
            end = begin + window.ticks() * Hart.CYCLES_PER_TICK;
            if (cycle < end) {
                owner = window.partition();
                return;
            }
            begin = end;
        }
        throw new AssertionError("a cycle lies outside its frame");
    }
}
