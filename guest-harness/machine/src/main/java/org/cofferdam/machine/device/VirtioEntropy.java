package org.cofferdam.machine.device;

import org.cofferdam.machine.state.StateException;
import org.cofferdam.machine.state.StateReader;
import org.cofferdam.machine.state.StateWriter;

/** A virtio entropy device (virtio 1.2, section 5.4): fills what the driver offers. */
public final class VirtioEntropy implements VirtioDevice {
    private static final int QUEUE_SIZE = 8;

    /** Bytes for one request at most; the device may give less than was asked for, but not nothing. */
    private static final int LONGEST_ANSWER = 4096;

    private static final byte[] NO_CONFIGURATION = {};

    private final RandomBytes source;
    private final byte[] buffer = new byte[LONGEST_ANSWER];

    public VirtioEntropy(RandomBytes source) {
        this.source = source;
    }

    @Override
    public int id() {
        return 4;
    }

    @Override
    public String name() {
        return "virtio-rng";
    }

    @Override
    public long features() {
        return 0;
    }

    @Override
    public int queues() {
        return 1;
    }

    @Override
    public int queueSize() {
        return QUEUE_SIZE;
    }

    @Override
    public byte[] configuration() {
        return NO_CONFIGURATION;
    }

    @Override
    public void reset() {}

    /** {@inheritDoc} A chain with readable buffers (section 5.4.6.1 forbids them) or without room fails the queue. */
    @Override
    public void notified(int index, VirtQueue queue) {
        for (VirtChain chain = queue.next(); chain != null; chain = queue.next()) {
            int length = (int) Math.min(chain.writableLength(), LONGEST_ANSWER);
            source.fill(buffer, length);
            if (length == 0 || chain.readableLength() != 0 || !chain.write(0, buffer, 0, length)) {
                queue.fail();
                return;
            }
            queue.complete(chain, length);
        }
    }

    @Override
    public void save(StateWriter out) {
        source.save(out);
    }

    @Override
    public void restore(StateReader in) throws StateException {
        source.restore(in);
    }
}
