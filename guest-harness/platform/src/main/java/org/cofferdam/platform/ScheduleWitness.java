package org.cofferdam.platform;

import java.util.Arrays;
import java.util.List;
import org.cofferdam.machine.hart.Hart;
import org.cofferdam.microkernel.Schedule;
import org.cofferdam.microkernel.Window;

/** Watches one hart from outside: was it where the schedule says, for every cycle that a partition had it? */
final class ScheduleWitness {
    private final Schedule schedule;
    private final int hart;
    /** By window: the cycle of the frame at which it ends, and whose it is. */
    private final long[] ends;

    private final int[] owners;
    private final long frame;
    /** The window found last. */
    private int place;

    /** The stretch found last, in cycles since the start of the machine. */
    private long begin;

    private long end;
    private int owner = Window.NOBODY;

    /** Where the window begins that was counted last. */
    private long counted = -1;

    private long windows;
    private long late;

    /** A witness of a hart, which without windows is nobody's all the time. */
    ScheduleWitness(Schedule schedule, int hart) {
        List<Window> windows = schedule.harts().get(hart);
        this.schedule = schedule;
        this.hart = hart;
        List<Window> all = windows.isEmpty() ? List.of(new Window(Window.NOBODY, 1)) : windows;
        ends = new long[all.size()];
        owners = new int[all.size()];
        long end = 0;
        for (int i = 0; i < ends.length; i++) {
            end += all.get(i).ticks() * Hart.CYCLES_PER_TICK;
            ends[i] = end;
            owners[i] = all.get(i).partition();
        }
        this.frame = end;
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
            windows++;
            late += onTime ? 0 : 1;
        }
    }

    /** How windows have begun so far. */
    Punctuality punctuality() {
        return new Punctuality(windows, late);
    }

    private void find(long cycle) {
        long into = cycle % frame;
        // Nearly always the next one: a search through a thousand windows would be what a switch costs the host.
        int next = place + 1 == ends.length ? 0 : place + 1;
        place = holds(next, into) ? next : search(into);
        long frameBegin = cycle - into;
        begin = frameBegin + start(place);
        end = frameBegin + ends[place];
        owner = owners[place];
    }

    private int search(long into) {
        int found = Arrays.binarySearch(ends, into);
        return found >= 0 ? found + 1 : -found - 1;
    }

    private boolean holds(int window, long into) {
        return into >= start(window) && into < ends[window];
    }

    private long start(int window) {
        return window == 0 ? 0 : ends[window - 1];
    }
}
