package org.cofferdam.manager.monitor;

import java.util.Optional;
import org.cofferdam.machine.device.PowerSwitch;
import org.cofferdam.platform.CoreControl;

/** Carries out what the guest writes to its test finisher: the partition stops, and the report says why. */
final class Finisher implements PowerSwitch {
    private final int partition;
    private CoreControl control;
    private String reason;
    private boolean failed;
    private boolean rebootAsked;

    Finisher(int partition) {
        this.partition = partition;
    }

    void connect(CoreControl control) {
        this.control = control;
    }

    /** Whether the guest said that it failed. */
    boolean failed() {
        return failed;
    }

    /** Whether the guest asked to be started again. */
    boolean rebootAsked() {
        return rebootAsked;
    }

    /** What the guest asked for, once it has. */
    Optional<String> reason() {
        return Optional.ofNullable(reason);
    }

    @Override
    public void off(int code) {
        failed = code != 0;
        stop(failed ? "ended with code " + code : "powered off");
    }

    @Override
    public void restart() {
        rebootAsked = reason == null;
        stop("asked for a reboot");
    }

    private void stop(String why) {
        if (control != null && reason == null) {
            reason = why;
            control.stop(partition);
        }
    }
}
