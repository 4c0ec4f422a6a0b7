package org.cofferdam.machine.device;

final class RecordingLine implements InterruptLine {
    boolean asserted;

    @Override
    public void set(boolean now) {
        asserted = now;
    }
}
