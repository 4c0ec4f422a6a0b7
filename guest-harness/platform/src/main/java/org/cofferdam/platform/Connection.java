package org.cofferdam.platform;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.cofferdam.microkernel.DeviceAccess;
import org.cofferdam.microkernel.Monitor;
import org.cofferdam.microkernel.PartitionSpec;

/** A partition as the machine keeps it: who serves its devices, and what it was seen to do. */
final class Connection {
    final Monitor handle;
    final PartitionSpec spec;
    private final PartitionMonitor monitor;
    private String failure;
    long retired;
    long exits;
    long strays;

    /** The register that selects its G-stage tables, as it was when the partition last had the hart; 0 before. */
    long hgatp;

    private long deviceAccesses;

    Connection(Monitor handle, PartitionSpec spec, PartitionMonitor monitor) {
        this.handle = handle;
        this.spec = spec;
        this.monitor = monitor;
    }

    boolean failed() {
        return failure != null;
    }

    Account account() {
        return new Account(retired, exits, deviceAccesses, strays, Optional.ofNullable(failure));
    }

    /** The monitor's answer to a device access; 0 for a store, and once the monitor has failed. */
    long answer(DeviceAccess access) {
        deviceAccesses++;
        return ask(monitor -> switch (access) {
            case DeviceAccess.Load load -> monitor.load(load);
            case DeviceAccess.Store store -> {
                monitor.store(store);
                yield 0;
            }
        });
    }

    void called() {
        tell(PartitionMonitor::called);
    }

    void interrupted(int source) {
        tell(monitor -> monitor.interrupted(source));
    }

    void poll() {
        tell(PartitionMonitor::poll);
    }

    private void tell(Consumer<PartitionMonitor> message) {
        ask(monitor -> {
            message.accept(monitor);
            return 0;
        });
    }

    /** The one place where monitors run. They are not trusted, so nothing that they throw gets past it. */
    private long ask(ToLongFunction<PartitionMonitor> question) {
        if (failed()) {
            return 0;
        }
        try {
            return question.applyAsLong(monitor);
        } catch (Throwable thrown) {
            failure = thrown.toString();
            return 0;
        }
    }
}
