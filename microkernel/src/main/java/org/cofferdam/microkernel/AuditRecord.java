package org.cofferdam.microkernel;

/**
 * One event of the audit trail.
 *
 * @param sequence counts every event since the system started, so that a gap shows what the bounded trail lost
 * @param tick hart 0's time
 * @param partition number that the event is about
 */
public record AuditRecord(long sequence, long tick, int partition, Event event) {
    /** What happened. */
    public sealed interface Event {}

    /** A call of the control interface and what it gave. */
    public record Called(Operation operation, Status status) implements Event {}

    /** The partition stopped. */
    public record Stopped(StopReason reason) implements Event {}

    /** The partition has faulted. */
    public record Faulted(FaultKind kind) implements Event {}

    /** The calls of {@link Control} that change something. */
    public enum Operation {
        CREATE,
        LOAD,
        START,
        PAUSE,
        RESUME,
        STOP,
        RESET,
        RESIZE,
        DESTROY
    }
}
