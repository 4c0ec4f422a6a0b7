package org.cofferdam.machine.memory;

/**
 * The way a device reaches memory. Whoever hands one out decides which addresses exist: all of RAM on the bare board, one partition's
 * memory in its monitor.
 */
public interface DmaPort {
    /**
     * Copies {@code length} bytes from {@code address} into {@code into[offset, …)}.
     *
     * @return false if any of the range lies outside; then nothing was transferred
     */
    boolean read(long address, byte[] into, int offset, int length);

    /**
     * Copies {@code from[offset, offset + length)} to {@code address}.
     *
     * @return false if any of the range lies outside or may not be written; then nothing was transferred
     */
    boolean write(long address, byte[] from, int offset, int length);

    /** Whether an IOMMU's tables say what an address means, so that a driver must ask its platform for one. */
    default boolean translates() {
        return false;
    }
}
