package org.cofferdam.microkernel;

import org.cofferdam.microkernel.hardware.Rights;

/**
 * The handle of one partition's monitor, which the core does not trust: it reaches that partition and nothing else, and
 * a destroyed partition not at all (NO_PARTITION). No method throws, whatever the arguments.
 */
public final class Monitor {
    private final Partition partition;
    private final Dispatcher dispatcher;
    private final Doorbells doorbells;
    private final Partitions partitions;

    Monitor(Partition partition, Dispatcher dispatcher, Doorbells doorbells, Partitions partitions) {
        this.partition = partition;
        this.dispatcher = dispatcher;
        this.doorbells = doorbells;
        this.partitions = partitions;
    }

    /** Number of the partition. */
    public int partition() {
        return partition.number;
    }

    /**
     * Reads the guest's memory, as a device's DMA does: all of the range or nothing.
     *
     * @param address guest-physical address; the guest may read all of the range
     * @return OK, INVALID_ARGUMENT (array range), OUTSIDE_MEMORY or NO_PARTITION
     */
    public Status read(long address, byte[] into, int offset, int length) {
        Status status = check(address, into, offset, length, Rights.READ);
        if (status == Status.OK) {
            partition.memory.read(address, into, offset, length);
        }
        return status;
    }

    /**
     * Writes the guest's memory, as a device's DMA does: all of the range or nothing.
     *
     * @param address guest-physical address; the guest may write all of the range
     * @return OK, INVALID_ARGUMENT (array range), OUTSIDE_MEMORY or NO_PARTITION
     */
    public Status write(long address, byte[] from, int offset, int length) {
        Status status = check(address, from, offset, length, Rights.READ_WRITE);
        if (status == Status.OK) {
            partition.memory.write(address, from, offset, length);
        }
        return status;
    }

    private Status check(long address, byte[] array, int offset, int length, Rights wanted) {
        if (isGone()) {
            return Status.NO_PARTITION;
        }
        if (!GuestMemory.holds(array, offset, length)) {
            return Status.INVALID_ARGUMENT;
        }
        return partition.memory.allows(address, length, wanted) ? Status.OK : Status.OUTSIDE_MEMORY;
    }

    /**
     * Sets or clears the external interrupt (VSEIP) of a virtual hart.
     *
     * @return OK, INVALID_ARGUMENT (no such virtual hart) or NO_PARTITION
     */
    public Status externalInterrupt(int virtualHart, boolean asserted) {
        if (isGone()) {
            return Status.NO_PARTITION;
        }
        if (virtualHart < 0 || virtualHart >= partition.virtualHarts.size()) {
            return Status.INVALID_ARGUMENT;
        }
        doorbells.deviceLine(partition.virtualHarts.get(virtualHart), asserted);
        return Status.OK;
    }

    /**
     * The guest is done with an interrupt that {@link Resume.Interrupt} told of: the next one can come.
     *
     * @param source of the machine's PLIC
     * @return OK, INVALID_ARGUMENT (not the interrupt of a device that is assigned to this partition) or NO_PARTITION
     */
    public Status completeInterrupt(int source) {
        if (isGone()) {
            return Status.NO_PARTITION;
        }
        Status status = partitions.devices == null
                ? Status.INVALID_ARGUMENT
                : partitions.devices.complete(partition.number, source);
        dispatcher.wake(partition);
        return status;
    }

    /**
     * Gives pages of the guest's back, as a balloon does: unmapped, wiped, free; the quota stays. All of them or none.
     *
     * @param address guest-physical, a multiple of 4 KiB
     * @param pages 1 to 512
     * @return OK, INVALID_ARGUMENT, OUTSIDE_MEMORY (not the partition's own memory, or granted), OVER_QUOTA (no room for the
     *     tables that splitting a larger page takes) or NO_PARTITION
     */
    public Status giveBack(long address, int pages) {
        return isGone() ? Status.NO_PARTITION : Balloon.inflate(partitions.frames, partition, address, pages);
    }

    /**
     * Maps zeroed pages where {@link #giveBack} took some away. All of them or none.
     *
     * @param address guest-physical, a multiple of 4 KiB
     * @param pages 1 to 512
     * @return OK, INVALID_ARGUMENT, OUTSIDE_MEMORY (not in a memory region, or something is mapped or lent out), OVER_QUOTA or
     *     NO_PARTITION
     */
    public Status takeBack(long address, int pages) {
        return isGone() ? Status.NO_PARTITION : Balloon.deflate(partition, address, pages);
    }

    /**
     * Takes bytes that the guest wrote to the SBI debug console, which holds at most 4 KiB.
     *
     * @return how many bytes were copied, at most {@code length}; 0 if there is none or an argument is wrong
     */
    public int takeConsoleOutput(byte[] into, int offset, int length) {
        return GuestMemory.holds(into, offset, length) ? partition.consoleOutput.take(into, offset, length) : 0;
    }

    /**
     * Gives bytes to the guest's SBI debug console, which holds at most 4 KiB.
     *
     * @return how many bytes were accepted; 0 if there is no room or an argument is wrong
     */
    public int giveConsoleInput(byte[] from, int offset, int length) {
        return GuestMemory.holds(from, offset, length) ? partition.consoleInput.put(from, offset, length) : 0;
    }

    /** Its memory is no longer its own, and its number may be another's. */
    private boolean isGone() {
        return partition.state == PartitionState.DESTROYING;
    }
}
