package org.cofferdam.isolation.explore;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** What one thread finds from a run of states: their steps, and the states after them that were not known before. */
final class Expansion {
    private final CompiledSystem system;
    private final StateSet known;
    private final Orbits.Representative representative;
    private final long[] state;
    private final long[] after;

    /** States that are not known yet, one after another, in the order in which they were found; some come twice. */
    private long[] found = new long[1 << 12];

    private int foundWords;
    private long transitions;
    private final BitSet stepsTaken = new BitSet();
    private final BitSet answered = new BitSet();
    private Violation violation;

    /**
     * A state and a step from it after which an invariant does not hold, or which is not as the claims about steps say.
     *
     * @param step its number; -1 if the state itself, an initial one, violates an invariant
     */
    record Violation(int state, int step) {}

    Expansion(CompiledSystem system, StateSet known, Orbits orbits) {
        this.system = system;
        this.known = known;
        representative = orbits.representative();
        state = new long[system.packing().words()];
        after = new long[state.length];
    }

    /**
     * Expands states until one violates a claim.
     *
     * @param from the first state's number
     * @param to one after the last state's
     * @param questions what to ask of the states: {@link #answered} tells which are true of one
     */
    void run(int from, int to, List<Integer> questions) {
        for (int number = from; number < to && violation == null; number++) {
            known.get(number, state);
            for (int i = 0; i < questions.size(); i++) {
                if (!answered.get(i) && system.holds(questions.get(i), state)) {
                    answered.set(i);
                }
            }
            expand(number);
        }
    }

    private void expand(int number) {
        List<CompiledStep> steps = system.steps();
        for (int i = 0; i < steps.size(); i++) {
            CompiledStep step = steps.get(i);
            if (!step.isPossible(state)) {
                continue;
            }
            transitions++;
            stepsTaken.set(i);
            if (!step.keepsPromises(state)) {
                violation = new Violation(number, i);
                return;
            }
            step.apply(state, after);
            if (Arrays.equals(state, after)) {
                continue;
            }
            representative.of(after);
            if (known.contains(after, 0)) {
                continue;
            }
            if (!system.isSafe(after)) {
                violation = new Violation(number, i);
                return;
            }
            keep();
        }
    }

    private void keep() {
        if (foundWords + after.length > found.length) {
            found = Arrays.copyOf(found, 2 * found.length);
        }
        System.arraycopy(after, 0, found, foundWords, after.length);
        foundWords += after.length;
    }

    /** Adds what was found. */
    void addTo(StateSet states) {
        for (int at = 0; at < foundWords; at += after.length) {
            states.add(found, at);
        }
    }

    /** Steps that were taken, stuttering ones among them. */
    long transitions() {
        return transitions;
    }

    /** Which steps were taken. */
    BitSet stepsTaken() {
        return stepsTaken;
    }

    /** Which questions were true of a state. */
    BitSet answered() {
        return answered;
    }

    /** The first violation, or null. */
    Violation violation() {
        return violation;
    }
}
