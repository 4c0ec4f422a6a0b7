package org.cofferdam.properties.stateful;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.cofferdam.microkernel.Channels;
import org.cofferdam.microkernel.Hypercall;
import org.cofferdam.microkernel.MemoryRegion;
import org.cofferdam.microkernel.Status;

/**
 * What may be so after some steps, by what was answered: good enough to draw steps that fit. Nothing is checked
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
    private record Offer(int granter, int borrower, long number, long pages, boolean accepted) {}

    private final Stage stage;
    private final Phase[] phases;
    private final List<Offer> offers = new ArrayList<>();
    /** By partition: pages that it has granted or given back. */
    private final List<SortedSet<Long>> away = new ArrayList<>();

    public Guess(Stage stage) {
        this.stage = stage;
        phases = new Phase[stage.guests().size()];
        Arrays.fill(phases, Phase.NONE);
        for (int partition = 0; partition < phases.length; partition++) {
            away.add(new TreeSet<>());
        }
    }

    /** A step has happened. Of one that nobody waits for it is believed that it does what it was meant to. */
    void after(Step step, Answer answer) {
        int partition = step.partition();
        boolean done =
                answer.is(Status.OK) || answer.is(Status.AGAIN) || answer.succeeded() || step.verb() == Verb.POST;
        if (partition < 0 || partition >= phases.length || !done) {
            return;
        }
        switch (step.verb()) {
            case CREATE -> become(partition, Phase.CREATED);
            case RESET_STEP -> become(partition, answer.is(Status.OK) ? Phase.CREATED : Phase.NONE);
            case START, RESUME, RESET -> become(partition, Phase.RUNNING);
            case PAUSE -> become(partition, Phase.PAUSED);
            case STOP -> become(partition, Phase.STOPPED);
            case DESTROY, DESTROY_STEP -> become(partition, Phase.NONE);
            case GIVE_BACK -> away.get(partition).add(step.argument(0));
            case TAKE_BACK -> away.get(partition).remove(step.argument(0));
            case CALL, POST -> step.call().flatMap(GuestCall::hypercall).ifPresent(call -> called(step, call));
            default -> {
                // It changes nothing that is guessed.
            }
        }
    }

    private void become(int partition, Phase phase) {
        if (phase == Phase.NONE || phase == Phase.CREATED) {
            offers.removeIf(offer -> offer.granter == partition || offer.borrower == partition);
            away.get(partition).clear();
        }
        phases[partition] = phase;
    }

    private void called(Step step, Hypercall call) {
        int caller = step.partition();
        long target = step.argument(0);
        switch (call) {
            case GRANT_SHARE, GRANT_LEND, GRANT_DONATE -> {
                boolean free = !away.get(caller).contains(step.argument(1));
                if (free && reachable(caller).contains(target)) {
                    away.get(caller).add(step.argument(1));
                    offers.add(new Offer(caller, (int) target, freeNumber(caller), step.argument(2), false));
                }
            }
            case GRANT_RECLAIM -> offers.removeIf(offer -> offer.granter == caller && offer.number == target);
            case GRANT_ACCEPT, GRANT_RETURN ->
                offers.replaceAll(offer -> offer.borrower == caller
                                && offer.granter == target
                                && offer.number == step.argument(1)
                        ? new Offer(offer.granter, caller, offer.number, offer.pages, call == Hypercall.GRANT_ACCEPT)
                        : offer);
            default -> {
                // It has to do with no grant, or a grant can be used again.
            }
        }
    }

    private long freeNumber(int granter) {
        long number = 0;
        for (Offer offer : offers) {
            number += offer.granter == granter && offer.number == number ? 1 : 0;
        }
        return number;
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

    /** Partitions to which something is offered. */
    public List<Integer> offered() {
        return offers.stream()
                .filter(offer -> !offer.accepted && isRunning(offer.borrower))
                .map(Offer::borrower)
                .toList();
    }

    /** Calls that go on with what was begun, and may succeed. */
    public List<Hypercall> promising(int caller) {
        return Stream.of(
                        Hypercall.GRANT_ACCEPT,
                        Hypercall.GRANT_ACCEPT,
                        Hypercall.GRANT_ACCEPT,
                        Hypercall.GRANT_RETURN,
                        Hypercall.GRANT_RECLAIM)
                .filter(call -> !fitting(caller, call).isEmpty())
                .toList();
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
                        .filter(offer -> offer.borrower == caller && !offer.accepted)
                        .map(offer -> List.of((long) offer.granter, offer.number, Stage.TARGETS, offer.pages))
                        .toList();
            case GRANT_RETURN ->
                offers.stream()
                        .filter(offer -> offer.borrower == caller && offer.accepted)
                        .map(offer -> List.of((long) offer.granter, offer.number))
                        .toList();
            case GRANT_RECLAIM ->
                offers.stream()
                        .filter(offer -> offer.granter == caller)
                        .map(offer -> List.of(offer.number))
                        .toList();
            case GRANT_SHARE, GRANT_LEND, GRANT_DONATE -> offers(caller, call);
            case PORT_SEND -> ports(caller, true);
            case PORT_RECEIVE -> ports(caller, false);
            default -> List.of();
        };
    }

    /** One page that is still there, to each who may have it. */
    private List<List<Long>> offers(int caller, Hypercall call) {
        List<List<Long>> offers = new ArrayList<>();
        for (long to : reachable(caller)) {
            boolean back = call != Hypercall.GRANT_SHARE || stage.flows(to, caller);
            for (long page = 1; page < stage.guests().get(caller).pages(); page++) {
                long address = MemoryRegion.DEFAULT_BASE + page * Stage.PAGE;
                if (!away.get(caller).contains(address)) {
                    offers.add(List.of(to, address, 1L, back ? 3L : 1L));
                }
            }
        }
        return offers;
    }

    private List<List<Long>> ports(int caller, boolean sends) {
        List<List<Long>> ports = new ArrayList<>();
        long index = 0;
        for (Channels.Port port : stage.ports()) {
            boolean own = port.from() == caller || port.to() == caller;
            if (own && (sends ? port.from() : port.to()) == caller) {
                ports.add(List.of(index, MemoryRegion.DEFAULT_BASE + Stage.PAGE, (long)
                        (sends ? port.longest() : Channels.LONGEST_MESSAGE)));
            }
            index += own ? 1 : 0;
        }
        return ports;
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
