package org.cofferdam.machine.device;

import org.cofferdam.machine.devicetree.DeviceTree;
import org.cofferdam.machine.devicetree.InterruptSpecifier;
import org.cofferdam.machine.state.Stateful;

/**
 * A memory-mapped device: it owns its registers, its device-tree node, its reset and its saved state. Total: no offset, size or value makes it throw; what the device does not define reads as zero and is not
 * written. It is called by one thread at a time.
 */
public interface Device extends Stateful {
    /** The name it has in messages and, with its base address behind it, in the device tree. */
    String name();

    /** Length of its registers in bytes. */
    long length();

    /** Reads {@code size} bytes (1, 2, 4 or 8) at {@code offset}, little-endian and zero-extended. */
    long load(long offset, int size);

    /** Writes the low {@code size} bytes (1, 2, 4 or 8) of {@code value} at {@code offset}. */
    void store(long offset, int size, long value);

    /** Puts every register into the state it has at power-on and releases the interrupt lines. */
    void reset();

    /**
     * Takes in what waits outside (console bytes). The owner calls this at instants that the guest's own progress determines, and only
     * then may outside input become visible to the guest.
     */
    default void poll() {}

    /**
     * The time on the board's clock, in ticks, at which this device will do something by itself at a {@link #poll()}; {@link Long#MAX_VALUE}
     * for never.
     */
    default long nextEvent() {
        return Long.MAX_VALUE;
    }

    /**
     * Adds this device's node below {@code soc} (two address cells, two size cells) and returns it.
     *
     * @param base where the device sits in the address space that the tree describes
     * @param interrupts where the device's interrupt lines lead, in the order of the lines in its constructor
     */
    DeviceTree.Node describe(DeviceTree.Node soc, long base, InterruptSpecifier... interrupts);
}
