package org.cofferdam.manager.control;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cofferdam.manager.configuration.InvalidConfiguration;
import org.cofferdam.manager.lifecycle.Wording;
import org.cofferdam.manager.monitor.GuestPartition;
import org.cofferdam.microkernel.PartitionState;
import org.cofferdam.microkernel.Status;

/** What can be done to a partition of a running system. Whether it may be done now is for the core to say. */
public enum Verb {
    PAUSE("is paused"),
    RESUME("goes on"),
    RESET("has been reset"),
    STOP("is stopped"),
    START("has been started"),
    DESTROY("is destroyed");

    private final String done;

    Verb(String done) {
        this.done = done;
    }

    /** As it is typed. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The verb that is typed so. */
    public static Optional<Verb> of(String word) {
        return Arrays.stream(values()).filter(verb -> verb.word().equals(word)).findFirst();
    }

    /** Every word, with commas. */
    static String words() {
        return Arrays.stream(values()).map(Verb::word).collect(Collectors.joining(", "));
    }

    /** What can be said of the partition when it is done. */
    String done() {
        return done;
    }

    /**
     * Does it, and says what the core answers.
     *
     * @throws InvalidConfiguration if the partition cannot be started because a file of it is gone
     */
    Status on(GuestPartition partition) throws InvalidConfiguration {
        return switch (this) {
            case PAUSE -> partition.pause();
            case RESUME -> partition.resume();
            case RESET -> partition.reset();
            case STOP -> partition.stop();
            case START -> partition.start();
            case DESTROY -> partition.destroy();
        };
    }

    /** Whether it is meant for a partition in this state; empty if it is destroyed. */
    private boolean suits(Optional<PartitionState> state) {
        if (state.isEmpty()) {
            return this == START;
        }
        boolean runs = state.get() == PartitionState.RUNNING;
        boolean paused = state.get() == PartitionState.PAUSED;
        boolean stopped = state.get() == PartitionState.STOPPED;
        return switch (this) {
            case PAUSE -> runs;
            case RESUME -> paused;
            case STOP -> runs || paused;
            case START -> stopped;
            case RESET, DESTROY -> runs || paused || stopped;
        };
    }

    /** What a partition is, for a person, and what can be done to it now. */
    static String situation(GuestPartition partition) {
        Optional<PartitionState> state = partition.state();
        String word = state.map(Wording::of).orElse(Wording.DESTROYED);
        String reason = partition
                .finished()
                .or(() -> partition.info().stopReason().map(Wording::of))
                .filter(why -> state.isPresent() && !why.equals(word))
                .map(why -> " (" + why + ")")
                .orElse("");
        String possible = Arrays.stream(values())
                .filter(verb -> verb.suits(state))
                .map(Verb::word)
                .collect(Collectors.joining(", "));
        return "it is " + word + reason + "; possible now: " + possible;
    }
}
