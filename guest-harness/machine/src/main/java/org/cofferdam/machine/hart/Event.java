package org.cofferdam.machine.hart;

/**
 * What an event counter can count. The numbers are those of QEMU's {@code virt}, which are the SBI's (SBI, "Performance
 * Monitoring Unit", hardware general, hardware cache and raw events).
 */
enum Event {
    NONE(0),
    CYCLES(1),
    INSTRUCTIONS(2),
    LOAD_WALKS(0x1_0019),
    STORE_WALKS(0x1_001b),
    FETCH_WALKS(0x1_0021),
    EXCEPTIONS(0x2_0001),
    INTERRUPTS(0x2_0002);

    /** The low 56 bits of {@code mhpmevent} that select it. */
    final long selector;

    Event(long selector) {
        this.selector = selector;
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
