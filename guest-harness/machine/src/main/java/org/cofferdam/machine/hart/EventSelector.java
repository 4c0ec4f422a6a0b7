package org.cofferdam.machine.hart;

/** Fields of {@code mhpmevent} (Sscofpmf). */
final class EventSelector {

    /** The counter has overflowed; while set, it requests no interrupt. */
    static final long OVERFLOWED = 1L << 63;

    private static final long NOT_IN_MACHINE = 1L << 62;
    private static final long NOT_IN_SUPERVISOR = 1L << 61;
    private static final long NOT_IN_USER = 1L << 60;
    private static final long NOT_IN_VIRTUAL_SUPERVISOR = 1L << 59;
    private static final long NOT_IN_VIRTUAL_USER = 1L << 58;

    private static final long EVENT = (1L << 56) - 1;
    private static final long FLAGS = 0xfcL << 56;

    private EventSelector() {}

    /** An unknown event becomes none. */
    static long legal(long wanted) {
        return (wanted & FLAGS) | event(wanted).selector;
    }

    static Event event(long selector) {
        return Event.of(selector & EVENT);
    }

    /** Whether events are counted in a mode. */
    static boolean counts(long selector, Privilege privilege, boolean virtualized) {
        long inhibiting =
                switch (privilege) {
                    case MACHINE -> NOT_IN_MACHINE;
                    case SUPERVISOR -> virtualized ? NOT_IN_VIRTUAL_SUPERVISOR : NOT_IN_SUPERVISOR;
                    case USER -> virtualized ? NOT_IN_VIRTUAL_USER : NOT_IN_USER;
                };
        return (selector & inhibiting) == 0;
    }
}
