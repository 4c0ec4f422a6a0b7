package org.cofferdam.machine.device;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.cofferdam.machine.memory.DmaPort;
import org.cofferdam.machine.state.StateException;
import org.cofferdam.machine.state.StateReader;
import org.cofferdam.machine.state.StateWriter;

/**
 * The device's side of a split virtqueue (virtio 1.2, section 2.7). Everything in the rings is hostile: each word is read once, checked,
 * then used, and whatever breaks the rules makes the queue {@link #failed}, after which it yields nothing until the driver resets the
 * device.
 */
public final class VirtQueue {
    private static final int DESCRIPTOR_NEXT = 1;
    private static final int DESCRIPTOR_WRITE = 2;
    private static final int DESCRIPTOR_INDIRECT = 4;
    private static final int DESCRIPTOR_SHIFT = 4;
    private static final int DESCRIPTOR = 1 << DESCRIPTOR_SHIFT;
    private static final int AVAILABLE_NO_INTERRUPT = 1;
    private static final VarHandle LITTLE_SHORT =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LITTLE_INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LITTLE_LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final DmaPort dma;
    private final int maximumSize;
    private final byte[] scratch = new byte[DESCRIPTOR];

    long descriptors;
    long available;
    long used;
    int size;

    /** VIRTIO_F_INDIRECT_DESC was negotiated; the transport, which knows, keeps it. */
    boolean indirect;

    private boolean ready;
    private boolean failed;
    private boolean interruptDue;
    private int nextAvailable;
    private int nextUsed;
    private int budget;

    VirtQueue(DmaPort dma, int maximumSize) {
        this.dma = dma;
        this.maximumSize = maximumSize;
        reset();
    }

    int maximumSize() {
        return maximumSize;
    }

    void reset() {
        descriptors = 0;
        available = 0;
        used = 0;
        size = maximumSize;
        indirect = false;
        ready = false;
        failed = false;
        interruptDue = false;
        nextAvailable = 0;
        nextUsed = 0;
    }

    boolean ready() {
        return ready;
    }

    void ready(boolean now) {
        if (now && !ready) {
            nextAvailable = 0;
            nextUsed = 0;
            if (!sizeAllowed()) {
                fail();
            }
        }
        ready = now;
    }

    /**
     * Allows as many chains as the queue is long. A disk read may land in the ring itself and announce more, so the ring's own index is
     * not a bound.
     */
    void allowOneRound() {
        budget = size;
    }

    /** True once if chains were returned and the driver wants to hear of it. */
    boolean takeInterrupt() {
        boolean due = interruptDue && !failed;
        interruptDue = false;
        return due && (readShort(available) & AVAILABLE_NO_INTERRUPT) == 0 && !failed;
    }

    /** Gives the queue up: the driver broke the rules in a way that has no answer in-band. */
    public void fail() {
        failed = true;
    }

    public boolean failed() {
        return failed;
    }

    /** Whether {@link #next} has something to take. */
    boolean waits() {
        return ready && !failed && budget != 0 && readShort(available + 2) != nextAvailable && !failed;
    }

    /** Takes the next chain of buffers, or null if none waits or the queue has failed. */
    public VirtChain next() {
        if (!ready || failed || budget == 0) {
            return null;
        }
        int waiting = (readShort(available + 2) - nextAvailable) & 0xffff;
        if (failed || waiting == 0) {
            return null;
        }
        if (waiting > size) {
            fail();
            return null;
        }
        int head = readShort(available + 4 + 2L * (nextAvailable & (size - 1)));
        if (failed) {
            return null;
        }
        nextAvailable = (nextAvailable + 1) & 0xffff;
        budget--;
        return walk(head);
    }

    /** Section 2.7.5.3: after any number of descriptors of the queue's table, the last may refer to a table of its own, and no further. */
    private VirtChain walk(int head) {
        List<VirtChain.Buffer> readable = new ArrayList<>();
        List<VirtChain.Buffer> writable = new ArrayList<>();
        long table = descriptors;
        int entries = size;
        int index = head;
        boolean inIndirectTable = false;
        while (readable.size() + writable.size() < size) {
            if (index >= entries || !dma.read(table + (long) DESCRIPTOR * index, scratch, 0, DESCRIPTOR)) {
                fail();
                return null;
            }
            long address = (long) LITTLE_LONG.get(scratch, 0);
            int length = (int) LITTLE_INT.get(scratch, 8);
            int flags = (short) LITTLE_SHORT.get(scratch, 12) & 0xffff;
            boolean refers = (flags & DESCRIPTOR_INDIRECT) != 0;
            if (refers ? inIndirectTable || !maybeTable(length, flags) : !inOrder(flags, writable)) {
                fail();
                return null;
            }
            if (refers) {
                table = address;
                entries = length >>> DESCRIPTOR_SHIFT;
                index = 0;
                inIndirectTable = true;
                continue;
            }
            boolean write = (flags & DESCRIPTOR_WRITE) != 0;
            (write ? writable : readable).add(new VirtChain.Buffer(address, length & 0xffff_ffffL));
            if ((flags & DESCRIPTOR_NEXT) == 0) {
                return new VirtChain(dma, head, readable, writable);
            }
            index = (short) LITTLE_SHORT.get(scratch, 14) & 0xffff;
        }
        fail(); // more than the queue is long: a loop, or a table that is too long
        return null;
    }

    /** Whether a descriptor may refer to a table. Its flag for writing means nothing. */
    private boolean maybeTable(int length, int flags) {
        return indirect && (flags & ~(DESCRIPTOR_WRITE | DESCRIPTOR_INDIRECT)) == 0 && (length & (DESCRIPTOR - 1)) == 0;
    }

    private static boolean inOrder(int flags, List<VirtChain.Buffer> writable) {
        boolean unknownFlag = (flags & ~(DESCRIPTOR_NEXT | DESCRIPTOR_WRITE)) != 0;
        return !unknownFlag && ((flags & DESCRIPTOR_WRITE) != 0 || writable.isEmpty());
    }

    /** Returns a chain to the driver, with the number of bytes that were written into it. */
    public void complete(VirtChain chain, long written) {
        if (failed) {
            return;
        }
        LITTLE_INT.set(scratch, 0, chain.head());
        LITTLE_INT.set(scratch, 4, (int) written);
        boolean element = dma.write(used + 4 + 8L * (nextUsed & (size - 1)), scratch, 0, 8);
        nextUsed = (nextUsed + 1) & 0xffff;
        LITTLE_SHORT.set(scratch, 0, (short) nextUsed);
        if (!element || !dma.write(used + 2, scratch, 0, 2)) {
            fail();
            return;
        }
        interruptDue = true;
    }

    void save(StateWriter out) {
        out.numbers(new long[] {descriptors, available, used});
        out.words(new int[] {size, nextAvailable, nextUsed});
        out.flags(new boolean[] {ready, failed, interruptDue});
    }

    void restore(StateReader in) throws StateException {
        descriptors = in.number();
        available = in.number();
        used = in.number();
        size = in.word();
        nextAvailable = in.bits(0xffff);
        nextUsed = in.bits(0xffff);
        ready = in.flag();
        failed = in.flag();
        interruptDue = in.flag();
        if (ready && !failed && !sizeAllowed()) {
            throw in.refuse("a queue of size " + size);
        }
    }

    private boolean sizeAllowed() {
        return size > 0 && size <= maximumSize && Integer.bitCount(size) == 1;
    }

    private int readShort(long address) {
        if (!dma.read(address, scratch, 0, 2)) {
            fail();
            return 0;
        }
        return (short) LITTLE_SHORT.get(scratch, 0) & 0xffff;
    }
}
