package org.cofferdam.machine.device;

import org.cofferdam.machine.memory.DmaPort;

/**
 * Memory in which somebody else is always quicker than a device: all that it reads is overwritten before it reads on. Only the ring's flags
 * and index, which say that more has come, are there to be read again.
 */
final class RacingMemory implements DmaPort {
    private static final byte OTHERWISE = (byte) 0xff;
    /** Of the ring of available chains, by a queue of {@link VirtioDriver}. */
    private static final long RING = 0x400;

    private static final long QUEUE_SPAN = 0x1000;
    private static final int QUEUES = 2;
    private static final int RING_HEADER = 4;

    private final ArrayMemory memory;
    private int changes;

    RacingMemory(ArrayMemory memory) {
        this.memory = memory;
    }

    /** How often something has become something else. */
    int changes() {
        return changes;
    }

    @Override
    public boolean read(long address, byte[] into, int offset, int length) {
        boolean there = memory.read(address, into, offset, length);
        if (there && !isRingHeader(address)) {
            changes++;
            for (long at = address; at < address + length; at++) {
                memory.write(at, new byte[] {OTHERWISE}, 0, 1);
            }
        }
        return there;
    }

    private static boolean isRingHeader(long address) {
        long offset = address - ArrayMemory.BASE;
        return offset < QUEUES * QUEUE_SPAN && offset % QUEUE_SPAN >= RING && offset % QUEUE_SPAN < RING + RING_HEADER;
    }

    @Override
    public boolean write(long address, byte[] from, int offset, int length) {
        return memory.write(address, from, offset, length);
    }
}
