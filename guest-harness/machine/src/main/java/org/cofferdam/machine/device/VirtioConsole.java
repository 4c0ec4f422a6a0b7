package org.cofferdam.machine.device;

/** A virtio console with one port (virtio 1.2, section 5.3): queue 0 receives, queue 1 transmits. */
public final class VirtioConsole implements VirtioDevice {
    private static final int RECEIVE = 0;
    private static final int TRANSMIT = 1;
    private static final int QUEUE_SIZE = 64;
    private static final int LONGEST_RUN = 4096;

    private final CharacterDevice host;
    private final byte[] buffer = new byte[LONGEST_RUN];
    private final byte[] configuration = new byte[12];

    public VirtioConsole(CharacterDevice host) {
        this.host = host;
    }

    @Override
    public int id() {
        return 3;
    }

    @Override
    public String name() {
        return "virtio-console";
    }

    @Override
    public long features() {
        return 0;
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
            return; // received bytes come with poll
        }
        for (VirtChain chain = queue.next(); chain != null; chain = queue.next()) {
            if (!transmit(chain)) {
                queue.fail();
                return;
            }
            queue.complete(chain, 0);
        }
    }

    private boolean transmit(VirtChain chain) {
        int length = (int) Math.min(chain.readableLength(), LONGEST_RUN);
        if (length != chain.readableLength() || !chain.read(0, buffer, 0, length)) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            host.write(buffer[i] & 0xff);
        }
        return true;
    }

    @Override
    public void poll(int index, VirtQueue queue) {
        if (index != RECEIVE) {
            return;
        }
        for (int value = next(queue); value >= 0; value = next(queue)) {
            VirtChain chain = queue.next();
            int room = chain == null ? 0 : (int) Math.min(chain.writableLength(), LONGEST_RUN);
            if (room == 0) {
                queue.fail();
                return;
            }
            int count = 0;
            do {
                buffer[count++] = (byte) value;
                value = count < room ? host.read() : -1;
            } while (value >= 0);
            if (!chain.write(0, buffer, 0, count)) {
                queue.fail();
                return;
            }
            queue.complete(chain, count);
        }
    }

    /** The next byte of input, taken only if there is a chain to put it into; else -1. */
    private int next(VirtQueue queue) {
        return queue.waits() ? host.read() : -1;
    }
}
