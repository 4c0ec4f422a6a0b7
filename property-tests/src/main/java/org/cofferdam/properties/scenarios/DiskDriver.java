package org.cofferdam.properties.scenarios;

import org.cofferdam.properties.tworuns.GuestCode;

/**
 * A guest's driver of an assigned disk (virtio 1.2: 4.2 MMIO transport, 2.7 split virtqueues, 5.2 block device). Each request has a queue of its own,
 * prepared in the image, so that the code has nothing to do but to show it to the device. Register s2 is the device's.
 */
final class DiskDriver {
    /** Guest-physical address of the device's registers. */
    static final long REGISTERS = 0x4000_0000L;

    private static final int QUEUE_SPAN = 0x1000;
    private static final int AVAILABLE = 0x400;
    private static final int USED = 0x800;
    private static final int HEADER = 0xC00;
    private static final int RESULT = 0xC40;
    private static final int NEXT = 1;
    private static final int WRITE = 2;
    private static final int UNANSWERED = 0xFF;
    private static final int SECTOR = 512;

    private final int queues;

    /** @param queues offset of the first queue from the beginning of memory */
    DiskDriver(int queues) {
        this.queues = queues;
    }

    /** Prepares a request that has the disk's first sector read into memory at an address. */
    DiskDriver prepare(Image image, int request, long address) {
        int queue = queues + request * QUEUE_SPAN;
        long at = Stage.RAM + queue;
        descriptor(image, queue, at + HEADER, 16, NEXT, 1);
        descriptor(image, queue + 16, address, SECTOR, NEXT | WRITE, 2);
        descriptor(image, queue + 32, at + RESULT, 1, WRITE, 0);
        image.half(queue + AVAILABLE + 2, 1);
        image.word(queue + RESULT, UNANSWERED);
        return this;
    }

    private static void descriptor(Image image, int at, long address, int length, int flags, int next) {
        image.word(at, address).word(at + 8, length | (long) flags << 32 | (long) next << 48);
    }

    /** Whether the device says that a request went well. */
    boolean wentWell(org.cofferdam.microkernel.Monitor handle, int request) {
        return (Stage.word(handle, Stage.RAM + queues + request * QUEUE_SPAN + RESULT) & 0xFF) == 0;
    }

    /** Resets the device, shows it a request and waits until it is done, or has given up. */
    void request(GuestCode code, int request) {
        long queue = Stage.RAM + queues + request * QUEUE_SPAN;
        code.set("s2", REGISTERS);
        put(code, 0x70, 0);
        code.set("t0", queue + USED).add("sw zero, 0(t0)");
        put(code, 0x70, 1);
        put(code, 0x70, 3);
        put(code, 0x14, 1);
        put(code, 0x24, 1);
        // VIRTIO_F_VERSION_1, and VIRTIO_F_ACCESS_PLATFORM because the device is behind an IOMMU.
        put(code, 0x20, 3);
        put(code, 0x70, 11);
        put(code, 0x30, 0);
        put(code, 0x38, 8);
        put(code, 0x80, queue);
        put(code, 0x84, 0);
        put(code, 0x90, queue + AVAILABLE);
        put(code, 0x94, 0);
        put(code, 0xA0, queue + USED);
        put(code, 0xA4, 0);
        put(code, 0x44, 1);
        put(code, 0x70, 15);
        put(code, 0x50, 0);
        String wait = "wait" + code.size();
        code.set("t1", 2000).set("t2", queue + USED);
        code.label(wait).add("lw t0, 0(t2)", "addi t1, t1, -1", "beq t1, zero, {done%s}".formatted(wait));
        code.add("beq t0, zero, {%s}".formatted(wait)).label("done" + wait);
    }

    private static void put(GuestCode code, int register, long value) {
        code.set("t0", value).add("sw t0, %d(s2)".formatted(register));
    }
}
