package org.cofferdam.machine.hart;

/**
 * What an event counter can count. The numbers are those of QEMU's {@code virt}, which are the SBI's (SBI, "Performance
 * Monitoring Unit", hardware general, hardware cache and raw events).
 */
enum Event {
    NONE(0, 0),
    CYCLES(1, 1 << 1),
    INSTRUCTIONS(2, 1 << 2),
    LOAD_WALKS(0x1_0019, 1 << 3),
    STORE_WALKS(0x1_001b, 1 << 4),
    FETCH_WALKS(0x1_0021, 1 << 5),
    EXCEPTIONS(0x2_0001, 1 << 6),
    INTERRUPTS(0x2_0002, 1 << 7);

    /** The low 56 bits of {@code mhpmevent} that select it. */
    final long selector;

    /** A bit for sets of events; none for no event. */
    final int bit;

    Event(long selector, int bit) {
        this.selector = selector;
        this.bit = bit;
    }

    /** The event of a selector; none if it is not known. */
    static Event of(long selector) {
        for (Event event : values()) {
            if (event.selector == selector) {
                return event;
            }
        }
        return NONE;
    }

    /** A walk of tables on behalf of an access. */
    static Event walk(Access access) {
        return switch (access) {
            case LOAD, LOAD_EXECUTABLE, BLOCK_MANAGEMENT -> LOAD_WALKS;
            case STORE -> STORE_WALKS;
            case FETCH -> FETCH_WALKS;
            case INSPECTION -> NONE;
        };
    }
}
