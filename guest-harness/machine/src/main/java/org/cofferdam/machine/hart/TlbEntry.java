package org.cofferdam.machine.hart;

/**
 * A cached translation of one page, both stages merged: what the tables said when they were walked.
 *
 * @param virtualized made with V=1, so the second stage is {@code hgatp}'s
 * @param translated the first stage was not Bare; if it was, {@code asid} and {@code global} mean nothing
 * @param vmid {@code hgatp.VMID} at the time; 0 if not virtualized
 * @param asid address space of the first stage
 * @param global the first stage's leaf belongs to all address spaces
 * @param page virtual address of the first byte
 * @param guestPage guest-physical address of the first byte; if not virtualized, the same as {@code frame}
 * @param frame physical address of the first byte
 * @param shift logarithm of the size in bytes: the smaller of the two stages'
 * @param firstShift logarithm of the size of the first stage's leaf
 * @param secondShift logarithm of the size of the second stage's leaf
 * @param first the first stage's leaf PTE flags
 * @param second the second stage's leaf PTE flags
 */
public record TlbEntry(
        boolean virtualized,
        boolean translated,
        int vmid,
        int asid,
        boolean global,
        long page,
        long guestPage,
        long frame,
        int shift,
        int firstShift,
        int secondShift,
        int first,
        int second) {

    /** The physical address that a contained virtual address stands for. */
    long physical(long address) {
        return frame + (address - page);
    }

    /** Whether two addresses lie in the same naturally aligned block of 2 to the power of {@code shift} bytes. */
    static boolean sameBlock(long one, long other, int shift) {
        return shift >= Long.SIZE || (one ^ other) >>> shift == 0;
    }
}
