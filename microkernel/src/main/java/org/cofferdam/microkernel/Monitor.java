package org.cofferdam.microkernel;

/**
 * The handle of one partition's monitor, which the core does not trust: it reaches that partition and nothing else, and
 * a destroyed partition not at all (NO_PARTITION). No method throws, whatever the arguments.
 */
public interface Monitor {
    /** Number of the partition. */
    int partition();

    /**
     * Reads the guest's memory, as a device's DMA does: all of the range or nothing.
     *
     * @param address guest-physical address; the range lies in one memory region that the guest may read
     * @return OK, INVALID_ARGUMENT (array range), OUTSIDE_MEMORY or NO_PARTITION
     */
    Status read(long address, byte[] into, int offset, int length);

    /**
     * Writes the guest's memory, as a device's DMA does: all of the range or nothing.
     *
     * @param address guest-physical address; the range lies in one memory region that the guest may write
     * @return OK, INVALID_ARGUMENT (array range), OUTSIDE_MEMORY or NO_PARTITION
     */
    Status write(long address, byte[] from, int offset, int length);

    /**
     * Sets or clears the external interrupt (VSEIP) of a virtual hart.
     *
     * @return OK, INVALID_ARGUMENT (no such virtual hart) or NO_PARTITION
     */
    Status externalInterrupt(int virtualHart, boolean asserted);

    /**
     * Takes bytes that the guest wrote to the SBI debug console, which holds at most 4 KiB.
     *
     * @return how many bytes were copied, at most {@code length}; 0 if there is none or an argument is wrong
     */
    int takeConsoleOutput(byte[] into, int offset, int length);

    /**
     * Gives bytes to the guest's SBI debug console, which holds at most 4 KiB.
     *
     * @return how many bytes were accepted; 0 if there is no room or an argument is wrong
     */
    int giveConsoleInput(byte[] from, int offset, int length);
}
