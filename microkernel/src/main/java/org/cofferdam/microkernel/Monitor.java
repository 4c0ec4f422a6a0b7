package org.cofferdam.microkernel;

import org.cofferdam.microkernel.hardware.Rights;

/**
 * The handle of one partition's monitor, which the core does not trust: it reaches that partition and nothing else, and
 * a destroyed partition not at all (NO_PARTITION). No method throws, whatever the arguments.
 */
public final class Monitor {
    private final Partition partition;
    private final Dispatcher dispatcher;

    Monitor(Partition partition, Dispatcher dispatcher) {
        this.partition = partition;
        this.dispatcher = dispatcher;
    }

    /** Number of the partition. */
    public int partition() {
        return partition.number;
    }

    /**
     * Reads the guest's memory, as a device's DMA does: all of the range or nothing.
     *
     * @param address guest-physical address; the range lies in one memory region that the guest may read
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
     * @param address guest-physical address; the range lies in one memory region that the guest may write
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
        dispatcher.interrupt(partition.virtualHarts.get(virtualHart), VirtualHart.EXTERNAL, asserted);
        return Status.OK;
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
