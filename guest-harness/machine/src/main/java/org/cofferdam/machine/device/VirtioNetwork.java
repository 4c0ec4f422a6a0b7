package org.cofferdam.machine.device;

import java.util.Arrays;

/**
 * A virtio network card (virtio 1.2, section 5.1) without offloads: queue 0 receives, queue 1 transmits. Each frame has the 12-byte header
 * of a device that is not legacy; what it says is zero, save that a received frame lies in one chain.
 */
public final class VirtioNetwork implements VirtioDevice {
    /** Bytes of an address. */
    public static final int ADDRESS_LENGTH = 6;

    private static final int RECEIVE = 0;
    private static final int TRANSMIT = 1;
    private static final int QUEUE_SIZE = 256;
    private static final int HEADER = 12;
    private static final int NUMBER_OF_BUFFERS = 10;
    private static final int LONGEST_FRAME = 65_535;
    private static final int LINK_UP = 1;

    private static final long FEATURE_ADDRESS = 1L << 5;
    private static final long FEATURE_STATUS = 1L << 16;

    private final NetworkLink link;
    private final byte[] configuration = new byte[ADDRESS_LENGTH + 2];
    private final byte[] buffer = new byte[HEADER + LONGEST_FRAME];

    /**
     * A card with a cable.
     *
     * @param address its Ethernet address, {@value #ADDRESS_LENGTH} bytes
     */
    public VirtioNetwork(byte[] address, NetworkLink link) {
        this.link = link;
        System.arraycopy(address, 0, configuration, 0, ADDRESS_LENGTH);
        configuration[ADDRESS_LENGTH] = LINK_UP;
    }

    @Override
    public int id() {
        return 1;
    }

    @Override
    public String name() {
        return "virtio-net";
    }

    @Override
    public long features() {
        return FEATURE_ADDRESS | FEATURE_STATUS;
    }

    @Override
    public int queues() {
        return 2;
    }

    @Override
    public int queueSize() {
        return QUEUE_SIZE;
    }

    @Override
    public byte[] configuration() {
        return configuration;
    }

    @Override
    public void reset() {}

    @Override
    public void notified(int index, VirtQueue queue) {
        if (index != TRANSMIT) {
            return; // received frames come with poll
        }
        for (VirtChain chain = queue.next(); chain != null; chain = queue.next()) {
            long length = chain.readableLength();
            if (length < HEADER || length > buffer.length || !chain.read(0, buffer, 0, (int) length)) {
                queue.fail();
                return;
            }
            if (length > HEADER) {
                link.send(Arrays.copyOfRange(buffer, HEADER, (int) length));
            }
            queue.complete(chain, 0);
        }
    }

    @Override
    public void poll(int index, VirtQueue queue) {
        if (index != RECEIVE) {
            return;
        }
        for (byte[] frame = next(queue); frame != null; frame = next(queue)) {
            VirtChain chain = queue.next();
            if (chain == null || chain.writableLength() < HEADER) {
                queue.fail();
                return;
            }
            if (!deliver(frame, chain, queue)) {
                queue.fail();
                return;
            }
        }
    }

    /** The next frame, taken only if there is a chain to put it into; else null. */
    private byte[] next(VirtQueue queue) {
        return queue.waits() ? link.receive() : null;
    }

    /** A frame for which there is not enough room is lost, and its chain returned as empty. */
    private boolean deliver(byte[] frame, VirtChain chain, VirtQueue queue) {
        int length = HEADER + frame.length;
        if (frame.length > LONGEST_FRAME || length > chain.writableLength()) {
            queue.complete(chain, 0);
            return true;
        }
        Arrays.fill(buffer, 0, HEADER, (byte) 0);
        buffer[NUMBER_OF_BUFFERS] = 1;
        System.arraycopy(frame, 0, buffer, HEADER, frame.length);
        if (!chain.write(0, buffer, 0, length)) {
            return false;
        }
        queue.complete(chain, length);
        return true;
    }
}
