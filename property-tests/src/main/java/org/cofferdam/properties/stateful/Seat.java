package org.cofferdam.properties.stateful;

import java.util.ArrayList;
import java.util.List;
import org.cofferdam.microkernel.DeviceAccess;
import org.cofferdam.microkernel.Monitor;
import org.cofferdam.platform.PartitionMonitor;

/** A partition's number, and the monitors of those that have had it: all answer the same, and keep what they are told. */
final class Seat implements PartitionMonitor {
    /** What a guest reads from its device. */
    static final long FROM_DEVICE = 0xDE71CE;

    private final List<Monitor> handles = new ArrayList<>();
    private final byte[] console = new byte[4096];

    void take(Monitor next) {
        handles.add(next);
    }

    /** Whether there has been a partition with this number. */
    boolean isTaken() {
        return !handles.isEmpty();
    }

    /** The last one's. */
    Monitor monitor() {
        return handles.getLast();
    }

    /** The first one's. */
    Monitor first() {
        return handles.getFirst();
    }

    @Override
    public long load(DeviceAccess.Load access) {
        return FROM_DEVICE;
    }

    @Override
    public void store(DeviceAccess.Store access) {}

    @Override
    public void called() {
        monitor().takeConsoleOutput(console, 0, console.length);
    }

    @Override
    public void interrupted(int source) {
        monitor().completeInterrupt(source);
    }

    @Override
    public void poll() {}
}
