package org.cofferdam.machine.iommu;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.cofferdam.machine.memory.Bus;

/** The queue of fault records, which this IOMMU fills and software empties ("Fault/Event-Queue"). */
final class FaultQueue extends MemoryQueue {
    /** {@code fqof}: a record found no room. */
    static final int OVERFLOW = 1 << 9;

    private static final int RECORD_BYTES = 32;
    private static final int TYPE_SHIFT = 34;
    private static final int DEVICE_SHIFT = 40;

    private final Bus bus;
    private boolean news;

    FaultQueue(Bus bus) {
        super(RECORD_BYTES, MEMORY_FAULT | OVERFLOW);
        this.bus = bus;
    }

    @Override
    int softwareIndex() {
        return head;
    }

    @Override
    void softwareIndex(int index) {
        head = index & indexMask();
    }

    @Override
    void restart() {
        tail = 0;
    }

    /**
     * Adds a record, unless the queue is off or an earlier one was lost and software has not said that it knows.
     *
     * @param type {@code TTYP} of the transaction
     * @param address the device address that could not be used
     */
    void add(Fault fault, int type, int device, long address) {
        if (!on() || any(MEMORY_FAULT | OVERFLOW)) {
            return;
        }
        if (next(tail) == head) {
            set(OVERFLOW);
            return;
        }
        byte[] bytes = ByteBuffer.allocate(RECORD_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(fault.cause | (long) type << TYPE_SHIFT | (long) device << DEVICE_SHIFT)
                .putLong(0)
                .putLong(address)
                .putLong(fault.secondValue)
                .array();
        if (bus.write(address(tail), bytes, 0, RECORD_BYTES)) {
            tail = next(tail);
            news = interruptEnabled();
        } else {
            set(MEMORY_FAULT);
        }
    }

    /** {@inheritDoc} A new record is one, once. */
    @Override
    boolean interrupts() {
        boolean due = news || super.interrupts();
        news = false;
        return due;
    }
}
