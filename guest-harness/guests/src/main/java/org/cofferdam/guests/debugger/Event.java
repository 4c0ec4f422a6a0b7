package org.cofferdam.guests.debugger;

/** What reaches the thread of the machine from the other threads. */
sealed interface Event {
    /** A debugger has connected. */
    record Connected(Connection connection) implements Event {}

    /** A packet, its checksum right and its escapes undone. */
    @SuppressWarnings("ArrayRecordComponent") // made once, read once
    record Request(byte[] data) implements Event {}

    /** The debugger's Ctrl-C. */
    record Interrupt() implements Event {}

    /** A packet arrived damaged. */
    record Damaged() implements Event {}

    /** The debugger wants the last reply again. */
    record Again() implements Event {}

    /** The connection has ended. */
    record Closed(Connection connection) implements Event {}

    /** Whoever sits at the machine's own console ends it. */
    record Leave() implements Event {}
}
