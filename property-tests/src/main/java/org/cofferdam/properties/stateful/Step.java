package org.cofferdam.properties.stateful;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One thing that happens in a trace.
 *
 * @param partition whom it is about; 0 if nobody
 * @param hart      which virtual hart of it; 0 if none
 * @param call      which call, if a guest makes one
 * @param arguments as the verb, or the call, has them
 */
public record Step(Verb verb, int partition, int hart, Optional<GuestCall> call, List<Long> arguments) {
    /** Numbers from here on are written in hexadecimal. */
    private static final long HEXADECIMAL = 1024;

    public Step {
        hart = verb.by() == Verb.By.HART ? hart : 0;
        partition = verb.by() == Verb.By.NOBODY ? 0 : partition;
        arguments = List.copyOf(arguments);
    }

    /** Something that is no call of a guest. */
    public static Step of(Verb verb, int partition, int hart, List<Long> arguments) {
        return new Step(verb, partition, hart, Optional.empty(), arguments);
    }

    /** A call of a guest. */
    public static Step of(Verb verb, int partition, int hart, GuestCall call, List<Long> arguments) {
        return new Step(verb, partition, hart, Optional.of(call), arguments);
    }

    /** An argument; 0 beyond the last. */
    long argument(int index) {
        return index < arguments.size() ? arguments.get(index) : 0;
    }

    Step with(List<Long> next) {
        return new Step(verb, partition, hart, call, next);
    }

    /** What its arguments are. */
    List<Kind> kinds() {
        return call.map(GuestCall::arguments).orElse(verb.kinds());
    }

    private static String number(long value) {
        return value > -HEXADECIMAL && value < HEXADECIMAL ? Long.toString(value) : "0x" + Long.toHexString(value);
    }

    /** As a trace has it. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(verb.word());
        if (verb.by() != Verb.By.NOBODY) {
            text.append(' ').append(partition);
        }
        if (verb.by() == Verb.By.HART) {
            text.append('.').append(hart);
        }
        call.ifPresent(made -> text.append(' ').append(made.name()));
        String numbers = arguments.stream().map(Step::number).collect(Collectors.joining(" "));
        return numbers.isEmpty() ? text.toString() : text + " " + numbers;
    }
}
