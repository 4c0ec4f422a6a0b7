package org.cofferdam.machine.device;

/** Nothing: device id 0, which a driver passes over in silence (virtio 1.2, section 4.2.2.1). */
public final class VirtioEmpty implements VirtioDevice {
    private static final byte[] NO_CONFIGURATION = {};

    /** An empty slot. */
    public VirtioEmpty() {}

    @Override
    public int id() {
        return 0;
    }

    @Override
    public String name() {
        return "virtio-empty";
    }

    @Override
    public long features() {
        return 0;
    }

    @Override
    public int queues() {
        return 0;
    }

    @Override
    public int queueSize() {
        return 0;
    }

    @Override
    public byte[] configuration() {
        return NO_CONFIGURATION;
    }

    @Override
    public void reset() {}

    @Override
    public void notified(int index, VirtQueue queue) {}
}
