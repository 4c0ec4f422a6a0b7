package org.cofferdam.machine.device;

import org.cofferdam.machine.state.StateException;
import org.cofferdam.machine.state.StateReader;
import org.cofferdam.machine.state.StateWriter;
import org.cofferdam.machine.state.Stateful;

/**
 * What stands behind a virtio transport (virtio 1.2, section 2): an identity, features, queues, a configuration space and the meaning of
 * the requests. The transport owns negotiation, status and rings.
 */
public interface VirtioDevice extends Stateful {
    /** Device id of virtio 1.2, section 5: 1 network, 2 block, 3 console, 4 entropy. */
    int id();

    /** Name in messages, such as {@code virtio-block}. */
    String name();

    /** The device-specific feature bits offered; the transport adds its own. */
    long features();

    /** Those of {@link #features} that a driver must accept. */
    default long requiredFeatures() {
        return 0;
    }

    /** How many queues the device has. */
    int queues();

    /** The largest size of a queue that the driver may choose, a power of two. */
    int queueSize();

    /** The configuration space; the transport copies nothing and writes nothing. */
    byte[] configuration();

    /** The driver writes the low {@code size} bytes of {@code value} into the configuration space; most have nothing that it may write. */
    default void configure(int offset, int size, long value) {}

    /** Another number after each change of the configuration space that the driver did not make. */
    default int configurationGeneration() {
        return 0;
    }

    /** True once after such a change. */
    default boolean takeConfigurationChange() {
        return false;
    }

    /** Forgets all state between requests; the queues are gone when this is called. */
    void reset();

    /**
     * Serves what waits in {@code queue}, because the driver rang its bell. A chain that breaks the device's rules is answered in-band if it
     * can be, else {@link VirtQueue#fail}; never by an exception. Work is bounded by the size of the queue.
     */
    void notified(int index, VirtQueue queue);

    /** Moves outside input, if there is any, into {@code queue}; see {@link Device#poll()}. Called for each ready queue. */
    default void poll(int index, VirtQueue queue) {}

    /** {@inheritDoc} Most devices keep nothing between requests. */
    @Override
    default void save(StateWriter out) {}

    @Override
    default void restore(StateReader in) throws StateException {}
}
