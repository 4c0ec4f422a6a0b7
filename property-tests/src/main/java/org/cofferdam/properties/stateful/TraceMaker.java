package org.cofferdam.properties.stateful;

import java.util.ArrayList;
import java.util.List;
import org.cofferdam.microkernel.MemoryRegion;
import org.cofferdam.properties.tworuns.Choice;

/** The trace that a seed stands for. */
public final class TraceMaker {
    private static final List<Verb> VERBS = weighted();
    private static final int HYPERCALLS = 13;

    private final Choice choice;
    private final Stage stage;
    /** Whether other things may happen during a call: then a model that has each step after the last has nothing to say. */
    private final boolean posts;

    private TraceMaker(long seed) {
        choice = new Choice(seed);
        stage = new StageMaker(choice).make();
        posts = choice.oneIn(3);
    }

    private static List<Verb> weighted() {
        List<Verb> verbs = new ArrayList<>();
        for (Verb verb : Verb.values()) {
            for (int i = 0; i < verb.weight(); i++) {
                verbs.add(verb);
            }
        }
        return List.copyOf(verbs);
    }

    /** A system of a seed. */
    public static Stage stage(long seed) {
        return new TraceMaker(seed).stage;
    }

    /** A system of a seed and what happens in it. */
    public static Trace of(long seed) {
        return new TraceMaker(seed).make();
    }

    /** Everybody is made and started. */
    public static List<Step> beginning(Stage stage) {
        List<Step> steps = new ArrayList<>();
        for (int partition = 0; partition < stage.guests().size(); partition++) {
            steps.add(Step.of(Verb.CREATE, partition, 0, List.of((long) partition)));
            steps.add(Step.of(Verb.START, partition, 0, List.of(MemoryRegion.DEFAULT_BASE)));
        }
        return steps;
    }

    private Trace make() {
        Guess guess = new Guess(stage);
        List<Step> steps = new ArrayList<>();
        for (Step step : beginning(stage)) {
            if (!choice.oneIn(20)) {
                steps.add(step);
                guess.after(step);
            }
        }
        for (int count = choice.between(10, 50); count > 0; count--) {
            Step step = step(guess);
            steps.add(step);
            guess.after(step);
        }
        return new Trace(stage, steps);
    }

    private Step step(Guess guess) {
        Verb verb = choice.of(VERBS);
        if (verb == Verb.POST && !posts) {
            verb = Verb.CALL;
        }
        int partition = choice.below(stage.guests().size());
        if (verb.by() == Verb.By.HART && !guess.isRunning(partition) && !choice.oneIn(8)) {
            verb = guess.towardsRunning(partition);
        }
        if (verb == Verb.DISK_READ || verb == Verb.DISK_WRITE) {
            partition = stage.disk().orElse(partition);
            verb = stage.disk().isPresent() ? verb : Verb.READ;
        }
        if (verb.by() == Verb.By.MANAGER && choice.oneIn(20)) {
            partition = choice.oneIn(2) ? -1 : stage.guests().size();
        }
        if (!verb.calls()) {
            return Step.of(verb, partition, hart(partition), arguments(verb.kinds()));
        }
        GuestCall call = call();
        return Step.of(verb, partition, hart(partition), call, fitting(guess, partition, call));
    }

    private int hart(int partition) {
        boolean sound = partition >= 0 && partition < stage.guests().size();
        int harts = sound ? stage.guests().get(partition).harts() : 1;
        return choice.oneIn(20) ? 1 : choice.below(harts);
    }

    private GuestCall call() {
        if (choice.oneIn(60)) {
            return GuestCall.unknown(choice.wild(), choice.below(4));
        }
        // Grants take several calls that fit: they are drawn more often.
        return switch (choice.below(5)) {
            case 0 -> choice.of(GuestCall.all());
            case 1, 2 -> choice.of(GuestCall.all().subList(1, 7));
            default -> choice.of(GuestCall.all().subList(0, HYPERCALLS));
        };
    }

    /** Mostly what may work, by what may have happened before. */
    private List<Long> fitting(Guess guess, int partition, GuestCall call) {
        List<Long> arguments = arguments(call.arguments());
        List<List<Long>> fitting = call.hypercall()
                .map(hypercall -> guess.fitting(partition, hypercall))
                .orElse(List.of());
        if (!fitting.isEmpty() && !choice.oneIn(4)) {
            List<Long> fit = choice.of(fitting);
            for (int i = 0; i < fit.size(); i++) {
                if (call.arguments().get(i) != Kind.TARGET) {
                    arguments.set(i, fit.get(i));
                }
            }
        }
        List<Long> reachable = guess.reachable(partition);
        boolean offers = call.arguments().contains(Kind.RIGHTS);
        if (offers && !reachable.isEmpty() && !choice.oneIn(4)) {
            arguments.set(0, choice.of(reachable));
        }
        return arguments;
    }

    private List<Long> arguments(List<Kind> kinds) {
        int wild = choice.oneIn(10) && !kinds.isEmpty() ? choice.below(kinds.size()) : -1;
        List<Long> arguments = new ArrayList<>();
        for (int i = 0; i < kinds.size(); i++) {
            arguments.add(i == wild ? choice.wild() : choice.of(kinds.get(i).likely(stage)));
        }
        return arguments;
    }
}
