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
    private int waiting = -1;

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
        while (haveInput()) {
            VirtChain chain = queue.next();
            if (chain == null) {
                return; // the byte in hand waits for the next poll
            }
            int count = fill((int) Math.min(chain.writableLength(), LONGEST_RUN));
            if (count == 0 || !chain.write(0, buffer, 0, count)) {
                queue.fail();
                return;
            }
            queue.complete(chain, count);
        }
    }

    private boolean haveInput() {
        if (waiting < 0) {
            waiting = host.read();
        }
        return waiting >= 0;
    }

    private int fill(int room) {
        int count = 0;
        while (count < room && haveInput()) {
            buffer[count++] = (byte) waiting;
            waiting = -1;
        }
        return count;
    }
}
