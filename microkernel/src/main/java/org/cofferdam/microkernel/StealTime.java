package org.cofferdam.microkernel;

import org.cofferdam.microkernel.hardware.Rights;

/**
 * For how long a virtual hart was ready and had no hart (SBI STA): from the tick at which it lost one, or its timer was
 * due, to the one at which it got one. In strict windows that is a function of the schedule and of what its own partition
 * does; who has a weight sees in it what others use of spare time, as its clock shows as well.
 */
final class StealTime {
    static final long OFF = -1;

    private static final int SIZE = 64;

    private final long address;
    private long ticks;
    /** 32 bits, and 32 of flags that are 0. */
    private long sequence;

    /** Reported at a guest-physical address, or nowhere if that is {@link #OFF}. */
    StealTime(long address) {
        this.address = address;
    }

    static SbiReturn setSharedMemory(SbiRequest request) {
        Partition partition = request.partition();
        long address = request.argument(0);
        boolean off = address == OFF && request.argument(1) == OFF;
        if (request.argument(2) != 0 || (!off && address % SIZE != 0)) {
            return SbiReturn.INVALID_PARAMETER;
        }
        if (!off && (request.argument(1) != 0 || !partition.memory.allows(address, SIZE, Rights.READ_WRITE))) {
            return SbiReturn.INVALID_ADDRESS;
        }
        request.caller().steal = new StealTime(address);
        partition.memory.write(address, new byte[SIZE], 0, off ? 0 : SIZE);
        return SbiReturn.SUCCESS;
    }

    /**
     * Reports after so many ticks without a hart, before it executes again. The memory may be another's by now, so it is
     * checked each time.
     */
    void report(Partition partition, long more, long tickLength) {
        ticks += more;
        if (address != OFF && partition.memory.allows(address, SIZE, Rights.READ_WRITE)) {
            // No guest executes while the core writes, so nobody can see the sequence between its two steps.
            sequence = (sequence + 2) & 0xFFFF_FFFFL;
            byte[] record = new byte[2 * Long.BYTES];
            for (int i = 0; i < Long.BYTES; i++) {
                record[i] = (byte) (sequence >>> (Byte.SIZE * i));
                record[Long.BYTES + i] = (byte) ((ticks * tickLength) >>> (Byte.SIZE * i));
            }
            partition.memory.write(address, record, 0, record.length);
        }
    }
}
