package org.cofferdam.platform;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.cofferdam.machine.hart.Hart;
import org.cofferdam.microkernel.Schedule;
import org.cofferdam.microkernel.Window;

/** Watches one hart from outside: was it where the schedule says, for every cycle that a partition had it? */
final class ScheduleWitness {
    private final Schedule schedule;
    private final int hart;
    /** The windows by the cycle of the frame at which they end. */
    private final NavigableMap<Long, Window> byEnd = new TreeMap<>();

    private final long frame;

    /** The stretch found last, in cycles since the start of the machine. */
    private long begin;

    private long end;
    private int owner = Window.NOBODY;

    /** Where the window begins that was counted last. */
    private long counted = -1;

    private Punctuality punctuality = new Punctuality(0, 0);

    /** A witness of a hart, which without windows is nobody's all the time. */
    ScheduleWitness(Schedule schedule, int hart) {
        List<Window> windows = schedule.harts().get(hart);
        this.schedule = schedule;
        this.hart = hart;
        long ends = 0;
        for (Window window : windows.isEmpty() ? List.of(new Window(Window.NOBODY, 1)) : windows) {
            ends += window.ticks() * Hart.CYCLES_PER_TICK;
            byEnd.put(ends, window);
        }
        this.frame = ends;
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

    /** The hart goes on at a cycle: with its next instruction, or idle. */
    void goesOn(long cycle, boolean executing) {
        if (cycle < begin || cycle >= end) {
            find(cycle);
        }
        if (begin != counted) {
            counted = begin;
            long into = cycle - begin;
            boolean onTime = executing ? into == Hart.CYCLES_PER_TICK : into < Hart.CYCLES_PER_TICK;
            punctuality = punctuality.plus(new Punctuality(1, onTime ? 0 : 1));
        }
    }

    /** How windows have begun so far. */
    Punctuality punctuality() {
        return punctuality;
    }

    private void find(long cycle) {
        long frameBegin = cycle - cycle % frame;
        Map.Entry<Long, Window> found = byEnd.higherEntry(cycle - frameBegin);
        end = frameBegin + found.getKey();
        begin = end - found.getValue().ticks() * Hart.CYCLES_PER_TICK;
        owner = found.getValue().partition();
    }
}
