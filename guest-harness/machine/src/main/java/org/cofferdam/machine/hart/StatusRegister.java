package org.cofferdam.machine.hart;

/** A register laid out as {@link Status} says: SD is derived, and MPP never holds the reserved encoding. */
final class StatusRegister extends Register {

    StatusRegister(int number, String name, String meaning, long reset, long writable, Runnable changed) {
        super(number, name, meaning, Gate.OPEN, reset, writable, (_, wanted) -> legal(wanted), changed);
    }

    @Override
    long read() {
        return Status.withSummary(value);
    }

    private static long legal(long wanted) {
        return Status.withMpp(wanted, Status.mpp(wanted));
    }
}
