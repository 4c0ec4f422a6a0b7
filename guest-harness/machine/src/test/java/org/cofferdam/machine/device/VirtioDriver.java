package org.cofferdam.machine.device;

/** The guest's side of one virtio transport: negotiates and fills rings, rightly or, with the raw setters, wrongly. */
final class VirtioDriver {
    static final int SIZE = 8;
    static final int NEXT = 1;
    static final int WRITE = 2;
    static final int INDIRECT = 4;
    static final int NEEDS_RESET = 64;
    private static final int QUEUE_SPAN = 0x1000;

    final VirtioMmio transport;
    final ArrayMemory memory;

    VirtioDriver(VirtioMmio transport, ArrayMemory memory) {
        this.transport = transport;
        this.memory = memory;
    }

    int get(int register) {
        return (int) transport.load(register, 4);
    }

    void set(int register, int value) {
        transport.store(register, 4, value);
    }

    void negotiate() {
        negotiate(-1);
    }

    /** Accepts what is offered of the low 32 features and is in the mask. */
    void negotiate(int mask) {
        set(0x70, 0);
        set(0x70, 1);
        set(0x70, 3);
        set(0x14, 0);
        int low = get(0x10);
        set(0x24, 0);
        set(0x20, low & mask);
        set(0x24, 1);
        set(0x20, 1);
        set(0x70, 11);
    }

    void setUpQueue(int queue, int size) {
        memory.bytes.putInt(queue * QUEUE_SPAN + 0x400, 0).putInt(queue * QUEUE_SPAN + 0x800, 0);
        set(0x30, queue);
        set(0x38, size);
        long base = ArrayMemory.BASE + (long) queue * QUEUE_SPAN;
        set(0x80, (int) base);
        set(0x90, (int) base + 0x400);
        set(0xa0, (int) base + 0x800);
        set(0x44, 1);
    }

    /** Negotiates, sets up all queues, DRIVER_OK. */
    VirtioDriver start(int queues) {
        negotiate();
        for (int queue = 0; queue < queues; queue++) {
            setUpQueue(queue, SIZE);
        }
        set(0x70, 15);
        return this;
    }

    void descriptor(int queue, int index, long address, int length, int flags, int next) {
        descriptorAt(queue * QUEUE_SPAN + 16 * index, address, length, flags, next);
    }

    /** A descriptor anywhere in memory, for indirect tables. */
    void descriptorAt(int at, long address, int length, int flags, int next) {
        memory.bytes.putLong(at, address).putInt(at + 8, length);
        memory.bytes.putShort(at + 12, (short) flags).putShort(at + 14, (short) next);
    }

    /** Puts a head into the ring without ringing the bell. */
    void offer(int queue, int head) {
        int at = queue * QUEUE_SPAN + 0x400;
        int index = memory.bytes.getShort(at + 2) & 0xffff;
        memory.bytes.putShort(at + 4 + 2 * (index % SIZE), (short) head);
        memory.bytes.putShort(at + 2, (short) (index + 1));
    }

    void ring(int queue) {
        set(0x50, queue);
    }

    void submit(int queue, int head) {
        offer(queue, head);
        ring(queue);
    }

    int usedIndex(int queue) {
        return memory.bytes.getShort(queue * QUEUE_SPAN + 0x802) & 0xffff;
    }

    int usedLength(int queue, int slot) {
        return memory.bytes.getInt(queue * QUEUE_SPAN + 0x804 + 8 * slot + 4);
    }

    boolean needsReset() {
        return (get(0x70) & NEEDS_RESET) != 0;
    }
}
