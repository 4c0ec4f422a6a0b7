package org.cofferdam.machine.hart;

/** Counters: Zicntr, and Zihpm with counters that are hard-wired to zero. */
final class CounterCsrs extends CsrGroup {

    /** Indices of the counters: bits in {@code mcounteren} and {@code mcountinhibit}, offsets from {@code cycle}. */
    static final int CYCLE = 0;

    static final int TIME = 1;
    static final int RETIRED = 2;

    private static final int FIRST_MONITOR = 3;
    private static final int COUNTERS = 32;
    private static final int USER_BASE = 0xc00;
    private static final int MACHINE_BASE = 0xb00;
    private static final int EVENT_BASE = 0x320;

    private final Counter cycles;
    private final Counter instructions;

    CounterCsrs(Hart hart, HypervisorCsrs hypervisor) {
        cycles = add(
                new Counter(MACHINE_BASE + CYCLE, "mcycle", "instructions and traps, and idle time", () -> hart.cycle));
        instructions = add(new Counter(MACHINE_BASE + RETIRED, "minstret", "instructions retired", () -> hart.retired));
        register(
                EVENT_BASE,
                "mcountinhibit",
                "counters that stand still",
                Gate.OPEN,
                0,
                1L << CYCLE | 1L << RETIRED,
                (_, wanted) -> inhibit(wanted),
                () -> {});
        view(USER_BASE + CYCLE, "cycle", "mcycle; needs CY", Gate.counter(CYCLE), cycles::read);
        view(USER_BASE + TIME, "time", "ticks, a guest's with htimedelta; needs TM", Gate.counter(TIME), () -> {
            long time = hart.interrupts.time();
            return hart.virtualized() ? time + hypervisor.htimedelta.value : time;
        });
        view(USER_BASE + RETIRED, "instret", "minstret; needs IR", Gate.counter(RETIRED), instructions::read);
        for (int i = FIRST_MONITOR; i < COUNTERS; i++) {
            constant(EVENT_BASE + i, "mhpmevent" + i, "none", 0);
            constant(MACHINE_BASE + i, "mhpmcounter" + i, "none", 0);
            view(USER_BASE + i, "hpmcounter" + i, "none", Gate.counter(i), () -> 0);
        }
    }

    /** Whether a counter-enable register lets the next level read the counter of this index. */
    static boolean enabled(Register counterEnable, int index) {
        return (counterEnable.value >>> index & 1) != 0;
    }

    private long inhibit(long wanted) {
        cycles.inhibit((wanted >>> CYCLE & 1) != 0);
        instructions.inhibit((wanted >>> RETIRED & 1) != 0);
        return wanted;
    }
}
