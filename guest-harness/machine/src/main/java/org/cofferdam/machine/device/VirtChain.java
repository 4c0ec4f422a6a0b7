package org.cofferdam.machine.device;

import java.util.List;
import org.cofferdam.machine.memory.DmaPort;

/**
 * One chain of descriptors: bytes that the driver gives (readable), then room for an answer (writable). Its shape was copied out of guest
 * memory once; its bytes are copied when asked for, and addresses are checked by the port then.
 */
public final class VirtChain {
    record Buffer(long address, long length) {}

    private final DmaPort dma;
    private final int head;
    private final List<Buffer> readable;
    private final List<Buffer> writable;

    VirtChain(DmaPort dma, int head, List<Buffer> readable, List<Buffer> writable) {
        this.dma = dma;
        this.head = head;
        this.readable = List.copyOf(readable);
        this.writable = List.copyOf(writable);
    }

    int head() {
        return head;
    }

    /** Bytes that the driver gives, at most queue size times 4 GiB. */
    public long readableLength() {
        return length(readable);
    }

    /** Bytes that the device may write, at most queue size times 4 GiB. */
    public long writableLength() {
        return length(writable);
    }

    /** Copies readable bytes from {@code position}; false if they are not all there, or lie outside memory. */
    public boolean read(long position, byte[] into, int offset, int length) {
        return transfer(readable, position, offset, length, (address, at, run) -> dma.read(address, into, at, run));
    }

    /** Copies to writable bytes from {@code position}; false if there is not that much room, or it lies outside memory. */
    public boolean write(long position, byte[] from, int offset, int length) {
        return transfer(writable, position, offset, length, (address, at, run) -> dma.write(address, from, at, run));
    }

    private interface Run {
        boolean copy(long address, int at, int length);
    }

    private static boolean transfer(List<Buffer> buffers, long position, int offset, int length, Run run) {
        long skip = position;
        int done = 0;
        for (Buffer buffer : buffers) {
            if (done == length) {
                break;
            }
            if (skip >= buffer.length) {
                skip -= buffer.length;
                continue;
            }
            int part = (int) Math.min(buffer.length - skip, length - done);
            if (!run.copy(buffer.address + skip, offset + done, part)) {
                return false;
            }
            done += part;
            skip = 0;
        }
        return done == length;
    }

    private static long length(List<Buffer> buffers) {
        long sum = 0;
        for (Buffer buffer : buffers) {
            sum += buffer.length;
        }
        return sum;
    }
}
