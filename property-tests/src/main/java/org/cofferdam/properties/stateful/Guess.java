package org.cofferdam.properties.stateful;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cofferdam.microkernel.Hypercall;

/**
 * What may be so after some steps, if they did what they were meant to: good enough to draw steps that fit. Nothing is checked
 * against it.
 */
public final class Guess {
    private enum Phase {
        NONE,
        CREATED,
        RUNNING,
        PAUSED,
        STOPPED
    }

    /** A grant that may have been offered. */
    private record Offer(int granter, int borrower, long number, long pages) {}

    private final Stage stage;
    private final Phase[] phases;
    private final List<Offer> offers = new ArrayList<>();
    private final long[] granted;

    public Guess(Stage stage) {
        this.stage = stage;
        phases = new Phase[stage.guests().size()];
        granted = new long[phases.length];
        Arrays.fill(phases, Phase.NONE);
    }

    /** A step has happened. */
    public void after(Step step) {
        int partition = step.partition();
        if (partition < 0 || partition >= phases.length) {
            return;
        }
        switch (step.verb()) {
            case CREATE, RESET_STEP -> become(partition, Phase.CREATED);
            case START, RESUME, RESET -> become(partition, Phase.RUNNING);
            case PAUSE -> become(partition, Phase.PAUSED);
            case STOP -> become(partition, Phase.STOPPED);
            case DESTROY, DESTROY_STEP -> become(partition, Phase.NONE);
            case CALL, POST -> step.call().flatMap(GuestCall::hypercall).ifPresent(call -> called(step, call));
            default -> {
                // It changes nothing that is guessed.
            }
        }
    }

    private void become(int partition, Phase phase) {
        if (phase == Phase.NONE || phase == Phase.CREATED) {
            offers.removeIf(offer -> offer.granter == partition || offer.borrower == partition);
            granted[partition] = 0;
        }
        phases[partition] = phase;
    }

    private void called(Step step, Hypercall call) {
        int caller = step.partition();
        long target = step.argument(0);
        switch (call) {
            case GRANT_SHARE, GRANT_LEND, GRANT_DONATE -> {
                if (target >= 0 && target < phases.length && target != caller && stage.flows(caller, target)) {
                    offers.add(new Offer(caller, (int) target, granted[caller]++, step.argument(2)));
                }
            }
            case GRANT_RECLAIM -> {
                offers.removeIf(offer -> offer.granter == caller && offer.number == target);
                granted[caller] = Math.max(0, granted[caller] - 1);
            }
            default -> {
                // It has to do with no grant, or a grant can be used again.
            }
        }
    }

    /** Whether a guest may be there to do something. */
    public boolean isRunning(int partition) {
        return phases[partition] == Phase.RUNNING;
    }

    /** What the manager may do to have a partition run. */
    public Verb towardsRunning(int partition) {
        return switch (phases[partition]) {
            case NONE -> Verb.CREATE;
            case CREATED -> Verb.START;
            case RUNNING, PAUSED -> Verb.RESUME;
            case STOPPED -> Verb.RESET;
        };
    }

    /**
     * Arguments with which a call may succeed.
     *
     * @return none if there is nothing to offer
     */
    public List<List<Long>> fitting(int caller, Hypercall call) {
        return switch (call) {
            case GRANT_ACCEPT ->
                offers.stream()
                        .filter(offer -> offer.borrower == caller)
                        .map(offer -> List.of((long) offer.granter, offer.number, Stage.TARGETS, offer.pages))
                        .toList();
            case GRANT_RETURN ->
                offers.stream()
                        .filter(offer -> offer.borrower == caller)
                        .map(offer -> List.of((long) offer.granter, offer.number))
                        .toList();
            case GRANT_RECLAIM ->
                offers.stream()
                        .filter(offer -> offer.granter == caller)
                        .map(offer -> List.of(offer.number))
                        .toList();
            default -> List.of();
        };
    }

    /** Partitions that a caller may flow to. */
    public List<Long> reachable(int caller) {
        List<Long> reachable = new ArrayList<>();
        for (long other = 0; other < phases.length; other++) {
            if (other != caller && stage.flows(caller, other)) {
                reachable.add(other);
            }
        }
        return reachable;
    }
}
