package org.cofferdam.machine.hart;

import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Which counters can count which events, for firmware that offers them to supervisors. */
public final class CountableEvents {

    private CountableEvents() {}

    /**
     * The SBI's general and cache events as the device tree binding {@code riscv,pmu} tells them: for each the first and
     * last number, which are also its selector in {@code mhpmevent}, and the counters, bit by bit as in {@code
     * mcountinhibit}.
     */
    public static int[] countersByEvent() {
        return Stream.of(Event.values())
                .filter(event -> event.selector > 0 && event.selector < Event.EXCEPTIONS.selector)
                .flatMapToInt(event -> IntStream.of((int) event.selector, (int) event.selector, counters(event)))
                .toArray();
    }

    private static int counters(Event event) {
        return CounterCsrs.EVENT_COUNTER_BITS
                | switch (event) {
                    case CYCLES -> 1 << CounterCsrs.CYCLE;
                    case INSTRUCTIONS -> 1 << CounterCsrs.RETIRED;
                    default -> 0;
                };
    }
}
