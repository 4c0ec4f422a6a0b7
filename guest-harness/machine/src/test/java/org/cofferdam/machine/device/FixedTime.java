package org.cofferdam.machine.device;

/** A clock that stands still unless it is set. */
final class FixedTime implements Clint.Time {
    long now;

    FixedTime(long now) {
        this.now = now;
    }

    @Override
    public long time() {
        return now;
    }

    @Override
    public void set(long ticks) {
        now = ticks;
    }
}
