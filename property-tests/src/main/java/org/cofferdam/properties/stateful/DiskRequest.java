package org.cofferdam.properties.stateful;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.cofferdam.microkernel.MemoryRegion;

/** How a guest has its virtio disk move a sector (virtio 1.2, 2.7, 4.2.2, 5.2.6): what it puts into its memory, and what it tells the device. */
final class DiskRequest {
    /** Where in the first page the queue is, behind the mailboxes. */
    static final long QUEUE = MemoryRegion.DEFAULT_BASE + 0xA00;

    private static final int AVAILABLE = 0x80;
    private static final int USED = 0xC0;
    private static final int HEADER = 0x100;
    private static final int STATUS = 0x120;
    private static final int SIZE = 0x140;
    private static final short NEXT = 1;
    private static final short DEVICE_WRITES = 2;
    private static final int HEADER_SIZE = 16;

    /** A register of the device, by its offset, and what is written to it. */
    record Register(long offset, long value) {}

    /** Resets the device, gives it a queue, and says that there is something in it. */
    static final List<Register> REGISTERS = List.of(
            new Register(0x70, 0),
            new Register(0x70, 3),
            new Register(0x24, 1),
            new Register(0x20, 3),
            new Register(0x70, 11),
            new Register(0x30, 0),
            new Register(0x38, 4),
            new Register(0x80, QUEUE),
            new Register(0x84, 0),
            new Register(0x90, QUEUE + AVAILABLE),
            new Register(0x94, 0),
            new Register(0xA0, QUEUE + USED),
            new Register(0xA4, 0),
            new Register(0x44, 1),
            new Register(0x70, 15),
            new Register(0x50, 0));

    private DiskRequest() {}

    /**
     * The queue with one request in it.
     *
     * @param toMemory whether a sector is read from the disk
     * @param address  guest-physical, where in memory the sector is
     */
    static byte[] queue(boolean toMemory, long address) {
        ByteBuffer bytes = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN);
        descriptor(bytes, QUEUE + HEADER, HEADER_SIZE, NEXT, 1);
        descriptor(bytes, address, SmallDisk.SECTOR, (short) (toMemory ? NEXT | DEVICE_WRITES : NEXT), 2);
        descriptor(bytes, QUEUE + STATUS, 1, DEVICE_WRITES, 0);
        bytes.putShort(AVAILABLE + 2, (short) 1);
        bytes.putInt(HEADER, toMemory ? 0 : 1);
        bytes.putLong(HEADER + 8, 1);
        bytes.put(STATUS, (byte) 0xFF);
        return bytes.array();
    }

    private static void descriptor(ByteBuffer bytes, long address, int length, short flags, int next) {
        bytes.putLong(address).putInt(length).putShort(flags).putShort((short) next);
    }

    /** Where the device says how it went: 0 is well, 0xFF that it said nothing. */
    static long status() {
        return QUEUE + STATUS;
    }
}
