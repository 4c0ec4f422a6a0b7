package org.cofferdam.platform;

import org.cofferdam.microkernel.DeviceAccess;

/**
 * A partition's untrusted monitor, as the machine calls it. It may throw: that stops its own partition, and nothing
 * else. It is called on the thread that runs the machine, while no guest instruction executes.
 */
public interface PartitionMonitor {
    /** What the guest reads from its device; the low {@link DeviceAccess.Load#size()} bytes count. */
    long load(DeviceAccess.Load access);

    /** The guest wrote to its device. */
    void store(DeviceAccess.Store access);

    /** The guest made an SBI call, which may have left bytes on its debug console. */
    void called();

    /**
     * A device that is assigned to the partition asks for service. The monitor calls
     * {@link org.cofferdam.microkernel.Monitor#completeInterrupt} when the guest is done.
     *
     * @param source of the machine's PLIC
     */
    void interrupted(int source);

    /** Time has passed: take in what waits outside. Called at the same instants of the machine's time in every run. */
    void poll();
}
