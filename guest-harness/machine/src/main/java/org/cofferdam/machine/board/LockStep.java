package org.cofferdam.machine.board;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.cofferdam.machine.hart.Hart;

/**
 * Two boards with the same software and the same input, whose harts execute it in different ways. They are compared as often as can be,
 * and stop at the first difference.
 *
 * <p>With one hart they are compared after each path through a translation, from where it is entered to the next head of a loop: the
 * first board is run up to the cycle that the second has come to. With several, whose turns cannot be cut short, after each turn.
 * The registers that most instructions write are compared each time; all others, cached translations and RAM at times, and at the end.
 */
public final class LockStep {
    /** So many comparisons to one of control and status registers. */
    private static final int STEPS = 256;

    /** So many comparisons to one of cached translations, a multiple of {@link #STEPS}. */
    private static final int LONG_STEPS = 16 * STEPS;

    /** Cycles between two comparisons of RAM, a multiple of {@link Turns#TURN}. */
    private static final long MEMORY = 20_000_000;

    /** Integer registers; behind them stands what writes to x0 leave. */
    private static final int REGISTERS = 32;

    /**
     * A register that has two values, or one of many that have one.
     *
     * @param name with the hart's id before it where there are several
     */
    public record Value(String name, long first, long second) {
        public boolean differs() {
            return first != second;
        }
    }

    /**
     * Where the boards parted.
     *
     * @param agreed the cycle at which they were the same last
     * @param pc where their current hart was then
     * @param seen the cycle at which they were not
     * @param registers all of them, then
     * @param memory the physical address of the first byte of RAM that differs, if that was looked at
     * @param translations whether cached translations differ
     */
    public record Difference(
            long agreed, long pc, long seen, List<Value> registers, OptionalLong memory, boolean translations) {}

    private final VirtBoard first;
    private final VirtBoard second;
    private final boolean single;
    private long[] before;
    private long[] after;
    private long agreed;
    private long pc;
    private long steps;
    private Difference difference;

    /** Boards on which nothing has been executed yet. */
    public LockStep(VirtBoard first, VirtBoard second) {
        this.first = first;
        this.second = second;
        single = first.harts().size() == 1;
        before = new long[0];
        after = before;
        pc = first.harts().getFirst().pc;
        if (single) {
            second.harts().getFirst().pauseAfterTranslations();
            second.turns().afterRuns(this::step);
        }
    }

    /** How often registers have been compared. */
    public long steps() {
        return steps;
    }

    /** The first difference, once there is one. */
    public Optional<Difference> difference() {
        return Optional.ofNullable(difference);
    }

    /** Runs both boards, the second as {@link VirtBoard#run} does, until something ends it or they differ. */
    public Outcome run(long untilCycle) {
        Outcome outcome = new Outcome.LimitReached();
        while (difference == null && outcome instanceof Outcome.LimitReached && second.now() < untilCycle) {
            long end = Math.min(untilCycle, second.now() + (single ? MEMORY : Turns.TURN));
            outcome = second.run(end, Pacer.IMMEDIATE);
            if (difference == null) {
                Outcome other = first.run(second.now(), Pacer.IMMEDIATE);
                compare(single || !(outcome instanceof Outcome.LimitReached) || second.now() % MEMORY == 0);
                if (difference == null && !ends(other, outcome)) {
                    throw new IllegalStateException("the boards agree, but end as " + other + " and " + outcome);
                }
            }
        }
        return outcome;
    }

    /** Whether both end alike, or the first, which was run no further than the second had come, has only come as far. */
    private static boolean ends(Outcome first, Outcome second) {
        return first.equals(second) || first instanceof Outcome.LimitReached;
    }

    private void step() {
        if (difference == null) {
            first.run(second.harts().getFirst().cycle, Pacer.IMMEDIATE);
            compare(false);
            if (difference != null) {
                second.requestStop();
            }
        }
    }

    private void compare(boolean everything) {
        steps++;
        boolean translations = (everything || steps % LONG_STEPS == 0) && !sameTranslations();
        long memory = everything ? first.ram().contents().mismatch(second.ram().contents()) : -1;
        boolean registers = sameFiles() && (!(everything || steps % STEPS == 0) || sameRegisters());
        if (translations || memory >= 0 || !registers) {
            sameRegisters();
            difference = new Difference(
                    agreed,
                    pc,
                    second.harts().getFirst().cycle,
                    values(),
                    memory < 0
                            ? OptionalLong.empty()
                            : OptionalLong.of(first.ram().base() + memory),
                    translations);
            return;
        }
        Hart hart = second.harts().get(second.current());
        agreed = hart.cycle;
        pc = hart.pc;
    }

    private boolean sameFiles() {
        for (int id = 0; id < first.harts().size(); id++) {
            Hart one = first.harts().get(id);
            Hart other = second.harts().get(id);
            if (one.pc != other.pc
                    || one.cycle != other.cycle
                    || one.retired != other.retired
                    || Arrays.mismatch(one.x, 0, REGISTERS, other.x, 0, REGISTERS) >= 0
                    || !Arrays.equals(one.f, other.f)) {
                return false;
            }
        }
        return true;
    }

    private boolean sameRegisters() {
        before = registers(first, before);
        after = registers(second, after);
        return Arrays.equals(before, after);
    }

    private boolean sameTranslations() {
        for (int hart = 0; hart < first.harts().size(); hart++) {
            if (!Objects.equals(
                    first.harts().get(hart).memory.cachedTranslations(),
                    second.harts().get(hart).memory.cachedTranslations())) {
                return false;
            }
        }
        return true;
    }

    private static long[] registers(VirtBoard board, long[] into) {
        int[] count = {0};
        long[][] found = {into};
        board.harts()
                .forEach(hart -> hart.forEachRegister((_, value) -> {
                    if (count[0] == found[0].length) {
                        found[0] = Arrays.copyOf(found[0], 2 * count[0] + 64);
                    }
                    found[0][count[0]++] = value;
                }));
        return found[0];
    }

    private List<Value> values() {
        List<Value> values = new ArrayList<>();
        for (Hart hart : first.harts()) {
            String prefix = single ? "" : "hart " + hart.id + " ";
            hart.forEachRegister(
                    (name, _) -> values.add(new Value(prefix + name, before[values.size()], after[values.size()])));
        }
        return values;
    }
}
