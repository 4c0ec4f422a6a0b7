package org.cofferdam.guests.storage;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.cofferdam.machine.device.Storage;

/**
 * Keeps what is written in the host's memory, in front of a disk that is only read; it is gone with this object. It takes
 * {@value #LARGEST} bytes at most: a write beyond fails, as on a device that is full.
 */
final class MemoryOverlay implements Storage {
    static final int BLOCK = 4096;
    static final int LARGEST = 256 << 20;

    private final Storage below;
    private final int mostBlocks;
    private final Map<Long, byte[]> blocks = new HashMap<>();

    MemoryOverlay(Storage below) {
        this(below, LARGEST / BLOCK);
    }

    MemoryOverlay(Storage below, int mostBlocks) {
        this.below = below;
        this.mostBlocks = mostBlocks;
    }

    @Override
    public long size() {
        return below.size();
    }

    @Override
    public boolean readOnly() {
        return false;
    }

    @Override
    public void read(long position, byte[] into, int offset, int length) throws IOException {
        int done = 0;
        while (done < length) {
            int within = (int) ((position + done) % BLOCK);
            int count = Math.min(length - done, BLOCK - within);
            byte[] block = blocks.get((position + done) / BLOCK);
            if (block == null) {
                below.read(position + done, into, offset + done, count);
            } else {
                System.arraycopy(block, within, into, offset + done, count);
            }
            done += count;
        }
    }

    @Override
    public void write(long position, byte[] from, int offset, int length) throws IOException {
        int done = 0;
        while (done < length) {
            int within = (int) ((position + done) % BLOCK);
            int count = Math.min(length - done, BLOCK - within);
            System.arraycopy(from, offset + done, block((position + done) / BLOCK), within, count);
            done += count;
        }
    }

    private byte[] block(long number) throws IOException {
        byte[] block = blocks.get(number);
        if (block == null) {
            if (blocks.size() == mostBlocks) {
                throw new IOException("the overlay in memory is full");
            }
            block = new byte[BLOCK];
            below.read(number * BLOCK, block, 0, (int) Math.min(BLOCK, size() - number * BLOCK));
            blocks.put(number, block);
        }
        return block;
    }

    /** There is nothing that could become durable. */
    @Override
    public void flush() {}

    @Override
    public void close() throws IOException {
        below.close();
    }
}
