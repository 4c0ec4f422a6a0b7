package org.cofferdam.machine.hart;

import java.util.ArrayList;
import java.util.List;
import org.cofferdam.machine.state.StateException;
import org.cofferdam.machine.state.StateReader;

/** Counters: Zicntr, and Zihpm with Sscofpmf for the first few event counters; the others are hard-wired to zero. */
final class CounterCsrs extends CsrGroup {

    /** Indices of the counters: bits in {@code mcounteren} and {@code mcountinhibit}, offsets from {@code cycle}. */
    static final int CYCLE = 0;

    static final int TIME = 1;
    static final int RETIRED = 2;

    private static final int FIRST_EVENT = 3;
    private static final int EVENT_COUNTERS = 8;
    private static final int COUNTERS = 32;
    private static final int USER_BASE = 0xc00;
    private static final int MACHINE_BASE = 0xb00;
    private static final int EVENT_BASE = 0x320;

    /** The event counters among all counters. */
    static final int EVENT_COUNTER_BITS = ((1 << EVENT_COUNTERS) - 1) << FIRST_EVENT;

    private static final long INHIBITABLE = (1L << CYCLE) | (1L << RETIRED) | EVENT_COUNTER_BITS;

    private final Hart hart;
    private final Counter cycles;
    private final Counter instructions;
    private final List<EventCounter> events = new ArrayList<>();
    private final List<Register> selectors = new ArrayList<>();

    /** The {@link Event#bit}s of what is counted at all. */
    private int selected;

    CounterCsrs(Hart hart, HypervisorCsrs hypervisor) {
        this.hart = hart;
        cycles = add(
                new Counter(MACHINE_BASE + CYCLE, "mcycle", "instructions and traps, and idle time", () -> hart.cycle));
        instructions = add(new Counter(MACHINE_BASE + RETIRED, "minstret", "instructions retired", () -> hart.retired));
        register(
                EVENT_BASE,
                "mcountinhibit",
                "counters that stand still",
                Gate.OPEN,
                0,
                INHIBITABLE,
                (_, wanted) -> inhibit(wanted),
                () -> {});
        view(USER_BASE + CYCLE, "cycle", "mcycle; needs CY", Gate.counter(CYCLE), cycles::read);
        view(USER_BASE + TIME, "time", "ticks, a guest's with htimedelta; needs TM", Gate.counter(TIME), () -> {
            long time = hart.interrupts.time();
            return hart.virtualized() ? time + hypervisor.htimedelta.value : time;
        });
        view(USER_BASE + RETIRED, "instret", "minstret; needs IR", Gate.counter(RETIRED), instructions::read);
        for (int i = FIRST_EVENT; i < FIRST_EVENT + EVENT_COUNTERS; i++) {
            addEventCounter(i);
        }
        for (int i = FIRST_EVENT + EVENT_COUNTERS; i < COUNTERS; i++) {
            constant(EVENT_BASE + i, "mhpmevent" + i, "no event", 0);
            constant(MACHINE_BASE + i, "mhpmcounter" + i, "no event", 0);
            view(USER_BASE + i, "hpmcounter" + i, "mhpmcounter" + i + "; needs its enable", Gate.counter(i), () -> 0);
        }
        view(0xda0, "scountovf", "OF of the event counters that are enabled for the mode", Gate.OPEN, this::overflows);
    }

    private void addEventCounter(int index) {
        int place = index - FIRST_EVENT;
        Register selector = register(
                EVENT_BASE + index,
                "mhpmevent" + index,
                "event counted, modes left out, overflow; an unknown event becomes none",
                Gate.OPEN,
                0,
                -1,
                (_, wanted) -> EventSelector.legal(wanted),
                () -> select(place));
        selectors.add(selector);
        EventCounter counter =
                new EventCounter(MACHINE_BASE + index, "mhpmcounter" + index, "count of the event", hart, selector);
        events.add(add(counter));
        String meaning = "mhpmcounter" + index + "; needs its enable";
        view(USER_BASE + index, "hpmcounter" + index, meaning, Gate.counter(index), counter::read);
    }

    /** Whether a counter-enable register lets the next level read the counter of this index. */
    static boolean enabled(Register counterEnable, int index) {
        return (counterEnable.value >>> index & 1) != 0;
    }

    private long inhibit(long wanted) {
        cycles.inhibit((wanted >>> CYCLE & 1) != 0);
        instructions.inhibit((wanted >>> RETIRED & 1) != 0);
        for (int i = 0; i < EVENT_COUNTERS; i++) {
            events.get(i).inhibit(((wanted >>> (FIRST_EVENT + i)) & 1) != 0);
        }
        return wanted;
    }

    private void select(int place) {
        events.get(place).selected();
        collectSelected();
    }

    private void collectSelected() {
        selected = 0;
        for (EventCounter counter : events) {
            selected |= counter.event().bit;
        }
    }

    /**
     * Something happens that counters may count, and has not had any effect yet. If one of them overflows by it, amid a
     * block, this does not return: see {@link Hart#settle}.
     */
    void count(Event event) {
        if ((selected & event.bit) == 0) {
            return;
        }
        for (EventCounter counter : events) {
            if (counter.about(event)) {
                hart.settle();
            }
        }
        for (EventCounter counter : events) {
            counter.count(event);
        }
    }

    /** The hart is in another mode; {@code uncounted} is 1 amid the instruction that has changed it. */
    void modeChanged(long uncounted) {
        if (selected != 0) {
            for (EventCounter counter : events) {
                counter.modeChanged(uncounted);
            }
        }
    }

    /** Notices overflows of what the hart counts. */
    void check() {
        if (selected != 0) {
            for (EventCounter counter : events) {
                counter.check();
            }
        }
    }

    /** The first cycle at which a counter might overflow with what the hart counts. */
    long nextOverflow() {
        long next = Long.MAX_VALUE;
        if (selected != 0) {
            for (EventCounter counter : events) {
                next = Math.min(next, counter.cyclesToOverflow());
            }
        }
        return next > Long.MAX_VALUE - hart.cycle ? Long.MAX_VALUE : hart.cycle + next;
    }

    private long overflows() {
        long flags = 0;
        for (int i = 0; i < EVENT_COUNTERS; i++) {
            flags |= (selectors.get(i).value & EventSelector.OVERFLOWED) != 0 ? 1L << (FIRST_EVENT + i) : 0;
        }
        Csrs csrs = hart.csrs;
        long visible = hart.privilege() == Privilege.MACHINE ? -1 : csrs.machine.mcounteren.value;
        return flags & (hart.virtualized() ? visible & csrs.hypervisor.hcounteren.value : visible);
    }

    @Override
    public void restore(StateReader in) throws StateException {
        super.restore(in);
        collectSelected();
    }
}
